package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.Dictionary;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakTestTest {

    private static final long CUTOFF = RandomShop.CUTOFF.toEpochMilli();

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25})
    void noRecipeLeaks(long seed) {
        EventLogs logs = RandomShop.of(seed, 150).logs();
        for (Instant cutoff : RandomShop.CUTOFFS) {
            LeakTest test = LeakTest.at(cutoff).withTrials(6).withSeed(seed);
            assertThat(test.run(logs, RandomShop.everything())).isEmpty();
            assertThat(test.run(
                            logs,
                            RandomShop.everything()
                                    .withMissingIndicators()
                                    .withPopulation(Events.orders().count().inLastDays(60))))
                    .isEmpty();
        }
    }

    /** A column over the customers of the past, made from all logs by code of the order log. */
    private static Function<EventLogs, FeatureTable> column(ToDoubleBiFunction<OrderLog, Integer> value) {
        return logs -> {
            OrderLog orders = logs.orders().orElseThrow();
            Dictionary known = logs.before(RandomShop.CUTOFF).customers();
            double[] column = new double[known.size()];
            for (int c = 0; c < column.length; c++) {
                OptionalInt code = orders.customers().find(known.id(c));
                column[c] = code.isEmpty() ? 0 : value.applyAsDouble(orders, code.getAsInt());
            }
            return FeatureTable.of(List.of("good", "suspect"), new double[column.length], column);
        };
    }

    @Test
    void cutoffThatIncludesItsInstantIsFound() {
        // no event of the real log happens there; only the test's own do
        OrderLog log = OrderLog.builder()
                .add("ann", RandomShop.START, 10)
                .add("bob", RandomShop.START, 20)
                .build();
        List<Leak> leaks = LeakTest.at(RandomShop.CUTOFF)
                .run(EventLogs.of(log), column((orders, c) -> orders.firstAtOrAfter(c, CUTOFF + 1) - orders.start(c)));
        assertThat(leaks).extracting(Leak::column).containsExactly("suspect");
        assertThat(leaks.get(0).toString()).matches("column 'suspect', row [01]: 1\\.0 becomes [2-9]\\.0");
        assertThat(LeakTest.at(RandomShop.CUTOFF)
                        .run(
                                EventLogs.of(log),
                                column((orders, c) -> orders.firstAtOrAfter(c, CUTOFF) - orders.start(c))))
                .isEmpty();
    }

    @Test
    void wholeHistoryIsFound() {
        EventLogs logs = RandomShop.of(31, 100).logs();
        assertThat(LeakTest.at(RandomShop.CUTOFF).withTrials(1).run(logs, column((orders, c) -> orders.orders(c))))
                .extracting(Leak::column)
                .containsExactly("suspect");
    }

    @Test
    void orderThatGrowsLaterIsFound() {
        OrderLog log = OrderLog.builder()
                .customer("ann")
                .order("1")
                .time(RandomShop.START)
                .amount(10)
                .add()
                .customer("bob")
                .order("2")
                .time(RandomShop.START)
                .amount(10)
                .add()
                .build();
        // the money of all orders opened before the cut-off, with the lines that come later
        assertThat(LeakTest.at(RandomShop.CUTOFF).run(EventLogs.of(log), column((orders, c) -> {
                    double sum = 0;
                    int last = orders.order(orders.firstAtOrAfter(c, CUTOFF) - 1);
                    for (int row = orders.start(c); row < orders.end(c); row++) {
                        sum += orders.order(row) <= last ? orders.amount(row) : 0;
                    }
                    return sum;
                })))
                .hasSize(1);
        assertThat(LeakTest.at(RandomShop.CUTOFF)
                        .run(EventLogs.of(log), FeatureRecipe.of(Events.orders().sum(Value.AMOUNT))))
                .isEmpty();
    }

    @Test
    void rowsOfCustomersToComeAreFound() {
        EventLogs logs = RandomShop.of(32, 100).logs();
        List<Leak> leaks = LeakTest.at(RandomShop.CUTOFF)
                .run(
                        logs,
                        all -> FeatureTable.of(
                                List.of("x"), new double[all.customers().size()]));
        assertThat(leaks).hasSize(1);
        assertThat(leaks.get(0).column()).isEqualTo("(rows)");
        assertThat(leaks.get(0).toString()).startsWith("the number of rows goes from ");
    }

    @Test
    void idsKeepTheirType() {
        OrderLog orders = OrderLog.builder()
                .customer(5)
                .order(1)
                .product(9)
                .time(RandomShop.START)
                .amount(1)
                .add()
                .customer(Long.MAX_VALUE)
                .order(2)
                .time(RandomShop.START)
                .amount(1)
                .add()
                .build();
        EventLogs logs = EventLogs.of(
                orders, TouchpointLog.builder().build(), ActivityLog.builder().build());
        assertThat(LeakTest.at(RandomShop.CUTOFF).run(logs, given -> {
                    OrderLog past = given.orders().orElseThrow().before(RandomShop.CUTOFF);
                    return FeatureTable.of(
                            List.of("customer", "product"),
                            new double[] {
                                past.customers().number(0), past.customers().number(1)
                            },
                            new double[] {past.products().number(0), past.product(1)});
                }))
                .isEmpty();
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakTest.at(RandomShop.CUTOFF).withTrials(0))
                .withMessage("trials must be at least 1, got 0");
        EventLogs logs = RandomShop.of(33, 10).logs();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeakTest.at(RandomShop.CUTOFF)
                        .run(
                                logs,
                                given -> FeatureTable.of(
                                        List.of("of " + given.customers().size()), new double[1])))
                .withMessageMatching(
                        "the columns are \\[of \\d+] with one future and \\[of \\d+] with another; a leak test"
                                + " needs the same columns");
        assertThat(LeakTest.at(RandomShop.CUTOFF).withSeed(1))
                .isEqualTo(LeakTest.at(RandomShop.CUTOFF).withSeed(1))
                .hasToString("LeakTest[cutoff=2025-07-20T00:00:00Z, trials=3, seed=1]");
    }
}
