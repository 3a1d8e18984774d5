package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.data.OrderLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderRulesTest {

    private static final String ROWS = """
            order_id,customer_id,order_date,product_id,quantity,unit_price
            1,ann,2026-03-01,tea,2,3.5
            1,ann,2026-03-01,tea,2,3.5
            1,ann,2026-03-01,cup,1,0
            C2,ann,2026-03-02,tea,-2,3.5
            3,,never,tea,1,3.5
            4,bob,2026-03-03,tea,-1,3.5
            5,bob,2026-03-04,fee,1,-9
            6,bob,2026-03-05,pot,3,10
            """;

    private static CsvSource csv() {
        return CsvSource.of("shop.csv", new ByteArrayInputStream(ROWS.getBytes(StandardCharsets.UTF_8)));
    }

    private static Loaded<OrderLog> read(LogReader reader) {
        CsvSource source = csv();
        return reader.orders(source, OrderColumns.create().told(source.header()));
    }

    @Test
    void everyRuleHasItsCount() {
        OrderRules rules = OrderRules.create()
                .withoutOrdersStarting("C")
                .withoutOrdersStarting("X")
                .withoutReturns()
                .withoutFree()
                .withoutRepeats();
        Loaded<OrderLog> read = read(LogReader.create().withoutAnonymous().withOrderRules(rules));
        assertThat(read.report().leftOut())
                .containsExactly(
                        Map.entry("no customer", 1L),
                        Map.entry("order id starts with 'C'", 1L),
                        Map.entry("order id starts with 'X'", 0L),
                        Map.entry("quantity or amount below 0", 2L),
                        Map.entry("amount 0", 1L),
                        Map.entry("repeats an earlier line", 1L));
        assertThat(read.report().used()).isEqualTo(2);
        assertThat(read.data().rows()).isEqualTo(2);
        assertThat(read.data().customers().ids()).containsExactly("ann", "bob");
        assertThat(read.data().products().ids()).containsExactly("tea", "pot");
        assertThat(read.report().lines().get(0))
                .isEqualTo("shop.csv: rows read 8 = used 2 + left out by rule 6 + rejected 0");
    }

    @Test
    void withoutRulesLinesAreKeptAndAMissingCustomerIsABadRow() {
        Loaded<OrderLog> read = read(LogReader.create().withBadRows(BadRows.SKIP));
        assertThat(read.report().used()).isEqualTo(7);
        assertThat(read.report().rejected()).isEqualTo(1);
        assertThat(read.report().leftOut()).isEmpty();
        assertThat(read.data().repeats()).isEqualTo(1);
        // 2 x 7, nothing, -7 of ann; -3.5, -9, 30 of bob
        double sum = 0;
        for (int row = 0; row < read.data().rows(); row++) {
            sum += read.data().amount(row);
        }
        assertThat(sum).isEqualTo(24.5);
    }

    @Test
    void anOrderIdThatIsMissingIsABadRow() {
        CsvSource source = CsvSource.of(
                "shop.csv",
                new ByteArrayInputStream(
                        "order,customer,date,amount\n,ann,2026-03-01,1\n".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() ->
                        LogReader.create().orders(source, OrderColumns.create().told(source.header())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shop.csv, line 2, column 'order': is empty; an order id is needed");
    }

    @Test
    void rulesThatCannotBe() {
        assertThatThrownBy(() -> OrderRules.create().withoutOrdersStarting(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the prefix of orders to leave out must not be blank");
        LogReader reader = LogReader.create().withOrderRules(OrderRules.create().withoutOrdersStarting("C"));
        OrderColumns columns = OrderColumns.create()
                .withCustomer("customer_id")
                .withTime("order_date")
                .withPrice("unit_price");
        assertThatThrownBy(() -> reader.orders(csv(), columns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("orders are left out by the start of their id, but no column is the order");
    }

    @Test
    void rulesAreValues() {
        assertThat(OrderRules.create().withoutReturns().withoutFree())
                .isEqualTo(OrderRules.create().withoutFree().withoutReturns())
                .isNotEqualTo(OrderRules.create())
                .hasToString("OrderRules[quantity or amount below 0, amount 0]");
    }
}
