package io.clientele.prediction.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.LabeledTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsTest {

    private final HistoryTable data = Histories.of(1, 20, 6);

    @Test
    void byTimeLearnsFromLabelsKnownByThen() {
        List<Fold> folds = Folds.byTime(3).split(data);
        assertThat(folds).hasSize(3);
        for (int f = 0; f < 3; f++) {
            Instant cutoff = Histories.START.plus(Duration.ofDays(30L * (3 + f)));
            assertThat(folds.get(f).name()).isEqualTo("cut-off " + cutoff);
            assertThat(folds.get(f).test()).isEqualTo(where(i -> data.cutoff(i).equals(cutoff)));
            assertThat(folds.get(f).training())
                    .isEqualTo(where(i -> !data.end(i).isAfter(cutoff)));
            assertThat(folds.get(f).leftOut()).isEqualTo(20 * 6 - 20 - 20 * (2 + f));
        }
        // labels of 30 days ago are open 60 days; another day of embargo costs one more cut-off
        assertThat(Folds.byTime(1).withEmbargoDays(1).split(data).get(0).training())
                .hasSize(60);
        assertThat(Folds.byTime(1).split(data).get(0).training()).hasSize(80);
    }

    @Test
    void purgedAgainstAllPairs() {
        RandomGenerator random = RandomStreams.stream(5, "purged", 0);
        for (int round = 0; round < 30; round++) {
            // windows of any length, also within a cut-off
            int n = 120;
            List<Instant> from = new ArrayList<>();
            List<Instant> to = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                Instant at = Histories.START.plus(Duration.ofDays(10L * random.nextInt(60)));
                from.add(at);
                to.add(at.plus(Duration.ofDays(1 + random.nextInt(30))));
            }
            HistoryTable rows = HistoryTable.of(data.labeled()).withTimes(from, to);
            int embargo = random.nextInt(20);
            Set<Integer> tested = new HashSet<>();
            for (Fold fold : Folds.purged(3).withEmbargoDays(embargo).split(rows)) {
                int[] test = fold.test();
                Arrays.stream(test).forEach(i -> assertThat(tested.add(i)).isTrue());
                Instant end = Arrays.stream(test)
                        .mapToObj(rows::end)
                        .max(Instant::compareTo)
                        .orElseThrow()
                        .plus(Duration.ofDays(embargo));
                Set<Integer> own = new HashSet<>(Arrays.stream(test).boxed().toList());
                Instant first = Arrays.stream(test)
                        .mapToObj(rows::cutoff)
                        .min(Instant::compareTo)
                        .orElseThrow();
                int[] expected = where(i -> !own.contains(i)
                        && Arrays.stream(test)
                                .noneMatch(t -> rows.cutoff(i).isBefore(rows.end(t))
                                        && rows.cutoff(t).isBefore(rows.end(i)))
                        && (rows.cutoff(i).isBefore(first) || !rows.cutoff(i).isBefore(end)));
                assertThat(fold.training()).isEqualTo(expected);
                assertThat(fold.leftOut()).isEqualTo(n - test.length - expected.length);
            }
            assertThat(tested).hasSize(n);
        }
    }

    private static int[] where(IntPredicate wanted) {
        return IntStream.range(0, 120).filter(wanted).toArray();
    }

    @Test
    void customersStayTogetherAndBuyersAreSpread() {
        HistoryTable many = Histories.of(2, 203, 3);
        List<Fold> folds = Folds.byCustomer(5).withSeed(3).split(many);
        Set<Integer> all = new HashSet<>();
        int[] buyers = new int[5];
        for (int f = 0; f < 5; f++) {
            Set<Integer> test = customers(many, folds.get(f).test());
            assertThat(customers(many, folds.get(f).training())).doesNotContainAnyElementsOf(test);
            assertThat(folds.get(f).training().length + folds.get(f).test().length)
                    .isEqualTo(609);
            assertThat(all.stream().noneMatch(test::contains)).isTrue();
            all.addAll(test);
            Set<Integer> bought = new HashSet<>();
            for (int i : folds.get(f).test()) {
                if (many.labeled().label(i) == 1) {
                    bought.add(many.customer(i));
                }
            }
            buyers[f] = bought.size();
        }
        assertThat(all).hasSize(203);
        assertThat(Arrays.stream(buyers).max().orElseThrow()
                        - Arrays.stream(buyers).min().orElseThrow())
                .isLessThanOrEqualTo(1);
        assertThat(Folds.byCustomer(5).withSeed(3).split(many)).isEqualTo(folds);
        assertThat(Folds.byCustomer(5).withSeed(4).split(many)).isNotEqualTo(folds);
    }

    private static Set<Integer> customers(HistoryTable data, int[] rows) {
        return new HashSet<>(Arrays.stream(rows).mapToObj(data::customer).toList());
    }

    @Test
    void randomIsForRowsOfDifferentCustomers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.random(5).split(data))
                .withMessage("rows 0 and 20 are of one customer (0), whom a random split would put on both sides; use"
                        + " Folds.byTime or Folds.byCustomer, or ask for it by name with withCustomersOnBothSides()");
        assertThat(Folds.random(5).withCustomersOnBothSides().split(data)).hasSize(5);
        HistoryTable once = Histories.of(1, 101, 1);
        int ones = (int) Arrays.stream(once.labeled().labels()).sum();
        for (Fold fold : Folds.random(4).split(once)) {
            double share = Arrays.stream(fold.test())
                    .mapToDouble(once.labeled()::label)
                    .sum();
            assertThat(share).isBetween(Math.floor(ones / 4.0), Math.ceil(ones / 4.0));
            assertThat(fold.test().length).isBetween(25, 26);
            assertThat(fold.leftOut()).isZero();
        }
    }

    @Test
    void whatCannotBeSplit() {
        HistoryTable plain = HistoryTable.of(
                LabeledTable.of(FeatureTable.builder("x").add(1).add(2).build(), new double[] {0, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.byTime(1).split(plain))
                .withMessage("these rows have no times; give them by withTimes(...), or split by customer");
        assertThatIllegalStateException()
                .isThrownBy(() -> plain.cutoff(0))
                .withMessage("these rows have no times; give them by withTimes(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.byTime(5).split(data))
                .withMessage("fold 'cut-off 2026-01-31T00:00:00Z': no label is known by then, the first is at"
                        + " 2026-03-02T00:00:00Z; test on fewer cut-offs or compute features as of earlier ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.byTime(7).split(data))
                .withMessage("folds must be at most the number of cut-offs (6), got 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.byCustomer(21).split(data))
                .withMessage("folds must be at most the number of customers (20), got 21");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.random(3).split(plain))
                .withMessage("folds must be at most the number of rows (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Folds.purged(2).withEmbargoDays(1000).split(Histories.of(1, 5, 2)))
                .withMessage(
                        "fold 'cut-offs 2026-01-01T00:00:00Z to 2026-01-01T00:00:00Z': purging and embargo leave no"
                                + " row to learn from; take fewer folds or shorter label windows");
        assertThatIllegalStateException()
                .isThrownBy(() -> Folds.random(3).withEmbargoDays(1))
                .withMessage("an embargo is for byTime and purged; these folds do not look at times");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.withTimes(
                        List.of(Histories.START, Histories.START), List.of(Histories.START, Histories.START)))
                .withMessage("end, row 0: must be after the cut-off 2026-01-01T00:00:00Z, got 2026-01-01T00:00:00Z");
    }

    @Test
    void snapshotsBringTheirTimesAndCustomers() {
        OrderLog orders = OrderLog.from(
                List.of(0, 1, 2, 3, 4, 5),
                (k, log) -> log.add("c" + k % 2, Histories.START.plus(Duration.ofDays(20L * k)), 10));
        List<Instant> cutoffs = List.of(
                Histories.START.plus(Duration.ofDays(30)),
                Histories.START.plus(Duration.ofDays(60)),
                Histories.START.plus(Duration.ofDays(99)));
        LabelWindow window = LabelWindow.ofDays(20).withGapDays(2).withCensoredRows();
        FeatureSnapshot snapshot = FeatureRecipe.of(Events.orders().count())
                .compute(EventLogs.of(orders), cutoffs, Execution.sequential());
        HistoryTable rows = HistoryTable.of(snapshot, window.label(snapshot, orders), window);
        assertThat(rows.rows()).isEqualTo(4);
        assertThat(rows.customers()).containsExactly(0, 1, 0, 1);
        assertThat(rows.cutoff(3)).isEqualTo(cutoffs.get(1));
        assertThat(rows.end(3)).isEqualTo(cutoffs.get(1).plus(Duration.ofDays(22)));
        assertThat(rows.labeled().labels()).containsExactly(1, 0, 1, 0);
        assertThat(rows.labeled().cluster(1)).isEqualTo(1);
        assertThat(rows.selectRows(new int[] {3}).cutoff(0)).isEqualTo(cutoffs.get(1));
        assertThat(rows)
                .hasToString("4 rows of [count_orders] with labels, 2 of them 1, of 2" + " customers, 2 cut-offs");
    }
}
