package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderLogTest {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    private record Bean(String customerId, Instant placedAt, double total) {}

    private static OrderLog.Builder line(
            OrderLog.Builder log,
            String customer,
            String order,
            int second,
            String product,
            double quantity,
            double amount) {
        return log.customer(customer)
                .order(order)
                .time(T.plusSeconds(second))
                .product(product)
                .quantity(quantity)
                .amount(amount)
                .add();
    }

    private static OrderLog small() {
        OrderLog.Builder log = OrderLog.builder();
        line(log, "bob", "o3", 30, "tea", 1, 4);
        line(log, "ann", "o2", 20, "lamp", 1, 30);
        line(log, "ann", "o1", 10, "tea", 2, 8);
        line(log, "ann", "o1", 10, "cup", 1, 5);
        line(log, "bob", "o1", 10, "cup", 3, 15);
        return log.build();
    }

    @Test
    void sortsByCustomerThenTimeKeepingTheOrderOfSimultaneousLines() {
        OrderLog log = small();
        assertThat(log.customers().ids()).containsExactly("ann", "bob");
        assertThat(log.start(0)).isZero();
        assertThat(log.end(0)).isEqualTo(3);
        assertThat(log.end(1)).isEqualTo(log.rows()).isEqualTo(5);
        assertThat(log.products().ids()).containsExactly("tea", "cup", "lamp");
        assertThat(new double[] {log.amount(0), log.amount(1), log.amount(2), log.amount(3), log.amount(4)})
                .containsExactly(8, 5, 30, 15, 4);
        assertThat(log.quantity(3)).isEqualTo(3);
        assertThat(log.instant(2)).isEqualTo(T.plusSeconds(20));
        assertThat(log.customer(2)).isZero();
        assertThat(log.customer(3)).isEqualTo(1);
        assertThat(log).hasToString("OrderLog[5 lines, 4 orders, 2 customers]");
    }

    @Test
    void anOrderIdWithTwoCustomersIsTwoOrders() {
        OrderLog log = small();
        assertThat(log.orders()).isEqualTo(4);
        assertThat(log.orders(0)).isEqualTo(2);
        assertThat(log.orders(1)).isEqualTo(2);
        assertThat(log.order(0)).isZero();
        assertThat(log.order(1)).isZero();
        assertThat(log.order(3)).isEqualTo(2);
        assertThat(log.orderId(0)).hasValue("o1");
        assertThat(log.orderId(2)).hasValue("o1");
        assertThat(log.orderId(3)).hasValue("o3");
    }

    @Test
    void withoutOrderIdsEveryRowIsAnOrder() {
        List<Bean> beans = List.of(new Bean("x", T.plusSeconds(5), 10), new Bean("x", T, 20));
        OrderLog log = OrderLog.from(beans, (o, l) -> l.add(o.customerId(), o.placedAt(), o.total()));
        assertThat(log.orders()).isEqualTo(2);
        assertThat(log.orders(0)).isEqualTo(2);
        assertThat(log.order(1)).isEqualTo(1);
        assertThat(log.orderId(0)).isEmpty();
        assertThat(log.product(0)).isEqualTo(-1);
        assertThat(log.products().size()).isZero();
        assertThat(log.quantity(0)).isEqualTo(1);
        assertThat(log.amount(0)).isEqualTo(20);
    }

    @Test
    void cutsStrictlyBefore() {
        OrderLog before = small().before(T.plusSeconds(20));
        assertThat(before.customers().ids()).containsExactly("ann", "bob");
        assertThat(before.rows()).isEqualTo(3);
        OrderLog.Builder alone = OrderLog.builder();
        line(alone, "ann", "o1", 10, "tea", 2, 8);
        line(alone, "ann", "o1", 10, "cup", 1, 5);
        line(alone, "bob", "o1", 10, "cup", 3, 15);
        assertThat(before).isEqualTo(alone.build()).hasSameHashCodeAs(alone.build());
        assertThat(small().before(T).rows()).isZero();
        assertThat(small().before(T).customers().size()).isZero();
        assertThat(small().firstAtOrAfter(0, T.plusSeconds(20).toEpochMilli())).isEqualTo(2);
        assertThat(small().firstAtOrAfter(0, T.plusSeconds(21).toEpochMilli())).isEqualTo(3);
    }

    @Test
    void countsAndDropsRepeats() {
        OrderLog.Builder log = OrderLog.builder();
        line(log, "ann", "o1", 10, "tea", 2, 8);
        line(log, "ann", "o1", 10, "cup", 1, 5);
        line(log, "ann", "o1", 10, "tea", 2, 8);
        line(log, "ann", "o1", 10, "tea", 2, 8.5);
        line(log, "ann", "o2", 10, "tea", 2, 8);
        line(log, "bob", "o1", 10, "tea", 2, 8);
        line(log, "ann", "o1", 11, "tea", 2, 8);
        OrderLog read = log.build();
        assertThat(read.repeats()).isEqualTo(1);
        assertThat(read.withoutRepeats().rows()).isEqualTo(6);
        assertThat(read.withoutRepeats().orders()).isEqualTo(read.orders());
        assertThat(read.withoutRepeats().repeats()).isZero();
        assertThat(small().repeats()).isZero();
    }

    @Test
    void returnsAreKept() {
        OrderLog log = OrderLog.builder()
                .customer(1)
                .time(T)
                .quantity(-2)
                .amount(-9.5)
                .add()
                .build();
        assertThat(log.quantity(0)).isEqualTo(-2);
        assertThat(log.amount(0)).isEqualTo(-9.5);
    }

    @Test
    void emptyIsALogToo() {
        OrderLog log = OrderLog.builder().build();
        assertThat(log.rows()).isZero();
        assertThat(log.orders()).isZero();
        assertThat(log.before(T)).isEqualTo(log);
        assertThat(log.withoutRepeats()).isSameAs(log);
    }

    @Test
    void theBuilderMayBeUsedOn() {
        OrderLog.Builder log = OrderLog.builder().add("a", T, 1);
        OrderLog first = log.build();
        OrderLog second = log.add("a", T.minusSeconds(1), 2).build();
        assertThat(first.rows()).isEqualTo(1);
        assertThat(second.rows()).isEqualTo(2);
        assertThat(second.amount(0)).isEqualTo(2);
    }

    @Test
    void refusesBadValuesNamingRowRuleAndValue() {
        OrderLog.Builder log = OrderLog.builder().add("a", T, 1);
        assertThatThrownBy(() -> log.amount(Double.NaN)).hasMessage("row 1: amount must be a number, got NaN");
        assertThatThrownBy(() -> log.amount(1e13))
                .hasMessage(
                        "row 1: amount must be at most 1e12 in size, got 1.0E13; is a separator or the unit wrong?");
        assertThatThrownBy(() -> log.quantity(Double.NEGATIVE_INFINITY))
                .hasMessage("row 1: quantity must be a number, got -Infinity");
        assertThatThrownBy(() -> log.time(-1))
                .hasMessage("row 1: time must be from 1970-01-01 to before 2100-01-01, got 1969-12-31T23:59:59.999Z;"
                        + " times are milliseconds since 1970 in UTC");
        assertThatThrownBy(() -> log.time(Instant.parse("2100-01-01T00:00:00Z")))
                .hasMessage("row 1: time must be from 1970-01-01 to before 2100-01-01, got 2100-01-01T00:00:00Z;"
                        + " times are milliseconds since 1970 in UTC");
        assertThatThrownBy(() -> log.time(Instant.MAX)).hasMessageStartingWith("row 1: time must be from 1970-01-01");
        assertThatThrownBy(() -> log.customer(" ")).hasMessage("row 1: customer must not be blank");
        assertThatThrownBy(() -> log.customer(7))
                .hasMessage("row 1: customer ids must be all text or all numbers, got the number 7 after text");
        assertThatThrownBy(() -> log.customer((String) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> OrderLog.builder().customer(7).customer("x"))
                .hasMessage("row 0: customer ids must be all text or all numbers, got text 'x' after numbers");
    }

    @Test
    void refusesHalfLines() {
        assertThatThrownBy(() -> OrderLog.builder().time(T).amount(1).add())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("row 0: set the customer before add()");
        assertThatThrownBy(() -> OrderLog.builder().customer("a").amount(1).add())
                .hasMessage("row 0: set the time before add()");
        assertThatThrownBy(() -> OrderLog.builder().customer("a").time(T).add())
                .hasMessage("row 0: set the amount before add()");
        OrderLog.Builder mixed = OrderLog.builder();
        line(mixed, "a", "o1", 1, "p", 1, 1);
        mixed.add("a", T, 1);
        assertThatThrownBy(mixed::build)
                .hasMessage("row 1 has no order id, but other rows have; give one to every row or to none");
    }
}
