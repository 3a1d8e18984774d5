package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.Dictionary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any logs. */
class FeatureRecipePropertyTest {

    private static final Set<Feature.Kind> EXACT = EnumSet.of(
            Feature.Kind.COUNT,
            Feature.Kind.MIN,
            Feature.Kind.MAX,
            Feature.Kind.LAST,
            Feature.Kind.DISTINCT,
            Feature.Kind.DAYS_SINCE_LAST,
            Feature.Kind.DAYS_SINCE_FIRST);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyFeatureIsWhatTheRecordsSay(long seed) {
        RandomShop shop = RandomShop.of(seed, 60);
        BruteForce naive = new BruteForce(shop);
        FeatureRecipe recipe = RandomShop.everything();
        FeatureSnapshot snapshot = recipe.compute(shop.logs(), RandomShop.CUTOFFS, Execution.sequential());
        List<String> expectedRows = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (Instant cutoff : RandomShop.CUTOFFS) {
            for (String customer : shop.logs().customers().ids()) {
                if (naive.hasEventBefore(customer, cutoff)) {
                    expectedRows.add(customer + " at " + cutoff);
                }
            }
        }
        int missing = 0;
        for (int row = 0; row < snapshot.rows(); row++) {
            rows.add(snapshot.customer(row) + " at " + snapshot.cutoff(row));
            for (int j = 0; j < recipe.features().size(); j++) {
                Feature feature = recipe.features().get(j);
                double expected = naive.value(feature, snapshot.customer(row), snapshot.cutoff(row));
                double actual = snapshot.features().get(row, j);
                missing += Double.isNaN(actual) ? 1 : 0;
                if (Double.isNaN(expected) || isExact(feature)) {
                    assertThat(actual).as("%s, %s", feature, rows.get(row)).isEqualTo(Double.valueOf(expected));
                } else {
                    // other formulas and orders of summation, of at most some 30 numbers below 200
                    assertThat(actual)
                            .as("%s, %s", feature, rows.get(row))
                            .isCloseTo(expected, within(1e-11 * Math.max(1, Math.abs(expected))));
                }
                assertThat(!Double.isNaN(actual) || feature.canBeMissing())
                        .as("%s says it is never missing", feature)
                        .isTrue();
            }
        }
        assertThat(rows).isEqualTo(expectedRows);
        assertThat(missing).as("missing values are among what is compared").isGreaterThan(1000);
    }

    /** Nothing is added up; the money of an order is. */
    private static boolean isExact(Feature feature) {
        return EXACT.contains(feature.options().kind())
                && !(Events.orders().equals(feature.options().events())
                        && feature.options().value() != null);
    }

    @Test
    void oneCustomerOnlineHasTheBitsOfTheBatch() {
        RandomShop shop = RandomShop.of(11, 1000);
        FeatureRecipe recipe = RandomShop.everything().withMissingIndicators();
        FeatureSnapshot batch = recipe.compute(shop.logs(), RandomShop.CUTOFFS, Execution.sequential());
        assertThat(batch.rows()).isGreaterThan(2500);
        List<EventLogs> own = new ArrayList<>();
        for (String customer : batch.customers().ids()) {
            own.add(shop.only(customer).logs());
        }
        for (int row = 0; row < batch.rows(); row++) {
            double[] online = recipe.row(own.get(batch.customerCode(row)), batch.customer(row), batch.cutoff(row));
            assertThat(bits(online))
                    .as("%s at %s", batch.customer(row), batch.cutoff(row))
                    .isEqualTo(bits(batch.features().row(row)));
        }
    }

    @Test
    void customersAreTheSameWhetherTheirIdsAreNumbersOrText() {
        RandomShop text = RandomShop.of(12, 150);
        RandomShop digits = new RandomShop();
        text.lines.forEach(l -> digits.lines.add(new RandomShop.Line(
                l.customer().substring(1), l.order(), l.time(), l.product(), l.quantity(), l.amount())));
        text.touches.forEach(t -> digits.touches.add(
                new RandomShop.Touch(t.customer().substring(1), t.time(), t.channel(), t.campaign(), t.cost())));
        ActivityLog.Builder numbers = ActivityLog.builder();
        text.acts.forEach(a -> numbers.customer(Long.parseLong(a.customer().substring(1)))
                .time(a.time())
                .kind(a.kind())
                .amount(a.amount())
                .add());
        FeatureRecipe recipe = RandomShop.everything();
        FeatureSnapshot expected = recipe.compute(text.logs(), RandomShop.CUTOFF);
        FeatureSnapshot mixed =
                recipe.compute(EventLogs.of(digits.orders(), digits.touchpoints(), numbers.build()), RandomShop.CUTOFF);
        assertThat(mixed.features()).isEqualTo(expected.features());
        for (int row = 0; row < mixed.rows(); row++) {
            assertThat("c" + mixed.customer(row)).isEqualTo(expected.customer(row));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void threadsChangeNoBit(int threads) {
        EventLogs logs = RandomShop.of(5, 5000).logs();
        FeatureRecipe recipe = RandomShop.everything();
        FeatureSnapshot alone = recipe.compute(logs, RandomShop.CUTOFFS, Execution.sequential());
        try (TestPool pool = new TestPool(threads)) {
            FeatureSnapshot together = recipe.compute(logs, RandomShop.CUTOFFS, Execution.on(pool, threads));
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void sweepOverManyCutoffsIsOneCutoffAfterTheOther() {
        EventLogs logs = RandomShop.of(6, 300).logs();
        FeatureRecipe recipe =
                RandomShop.everything().withPopulation(Events.orders().count());
        List<Instant> cutoffs = new ArrayList<>();
        for (int day = 40; day < 240; day += 2) { // more than 64, so that rows take two words of bits
            cutoffs.add(RandomShop.START.plus(Duration.ofDays(day)));
        }
        FeatureSnapshot sweep = recipe.compute(logs, cutoffs, Execution.sequential());
        for (int k = 0; k < cutoffs.size(); k++) {
            FeatureSnapshot single = recipe.compute(logs, cutoffs.get(k));
            assertThat(sweep.features().slice(sweep.start(k), sweep.end(k))).isEqualTo(single.features());
            for (int i = 0; i < single.rows(); i++) {
                int row = sweep.start(k) + i;
                assertThat(sweep.customer(row)).isEqualTo(single.customer(i));
                assertThat(sweep.cutoff(row)).isEqualTo(cutoffs.get(k));
                assertThat(single.features().get(i, 0)).as("orders").isPositive();
            }
        }
    }

    @Test
    void whatHappensFromTheCutoffOnChangesNothing() {
        RandomShop shop = RandomShop.of(7, 400);
        FeatureRecipe recipe = RandomShop.everything();
        FeatureSnapshot whole = recipe.compute(shop.logs(), RandomShop.CUTOFF);
        FeatureSnapshot past = recipe.compute(shop.logs().before(RandomShop.CUTOFF), RandomShop.CUTOFF);
        assertThat(past.features()).isEqualTo(whole.features());
        for (int row = 0; row < whole.rows(); row++) {
            assertThat(past.customer(row)).isEqualTo(whole.customer(row));
        }
    }

    @Test
    void labelsAreWhatTheRecordsSay() {
        RandomShop shop = RandomShop.of(8, 300);
        BruteForce naive = new BruteForce(shop);
        FeatureSnapshot snapshot = FeatureRecipe.of(Events.orders().count())
                .compute(shop.logs(), RandomShop.CUTOFFS, Execution.sequential());
        Labels labels = LabelWindow.ofDays(30).withGapDays(7).label(snapshot, shop.orders());
        int buyers = 0;
        for (int row = 0; row < snapshot.rows(); row++) {
            Instant from = snapshot.cutoff(row).plus(Duration.ofDays(7));
            double[] expected = naive.label(snapshot.customer(row), from, from.plus(Duration.ofDays(30)));
            assertThat(labels.orders()[row]).isEqualTo(expected[0]);
            assertThat(labels.amounts()[row]).isCloseTo(expected[1], within(1e-9));
            assertThat(labels.bought()[row]).isEqualTo(expected[0] > 0 ? 1 : 0);
            buyers += expected[0] > 0 ? 1 : 0;
        }
        assertThat(buyers).isBetween(100, snapshot.rows() - 100);
        assertThat(labels.censored()).isZero();
        assertThat(labels.warnings()).isEmpty();
    }

    @Test
    void customersOfAllLogsAreTogetherWhateverTheirIdsAre() {
        Dictionary numbers = Dictionary.union(longs(5, 30, 200), longs(30, 4));
        assertThat(numbers.ids()).containsExactly("4", "5", "30", "200");
        assertThat(numbers.isNumeric()).isTrue();
        Dictionary mixed = Dictionary.union(longs(5, 30, 200), Dictionary.of(List.of("30", "x")));
        assertThat(mixed.ids()).containsExactly("200", "30", "5", "x");
        assertThat(Dictionary.union(longs(7), Dictionary.of(List.of())).isNumeric())
                .isTrue();
    }

    private static Dictionary longs(long... ids) {
        ActivityLog.Builder log = ActivityLog.builder();
        for (long id : ids) {
            log.customer(id).time(0).kind("k").add();
        }
        return log.build().customers();
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }
}
