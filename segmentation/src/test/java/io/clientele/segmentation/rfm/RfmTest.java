package io.clientele.segmentation.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RfmTest {

    @Test
    void everyCellOfTheStandardMapHasOneSegmentAndEverySegmentACell() {
        for (int bins = 2; bins <= 9; bins++) {
            SegmentMap map = SegmentMap.standard(bins);
            assertThat(map.cells()).hasSize(bins * bins * bins);
            for (int cell : map.cells()) {
                assertThat(cell).isBetween(0, map.names().size() - 1);
            }
        }
        SegmentMap map = SegmentMap.standard(5);
        for (int s = 0; s < map.names().size(); s++) {
            assertThat(map.cells()).contains(s);
        }
        assertThat(map.names()).doesNotHaveDuplicates();
        assertThat(map.segment(5, 5, 5)).isEqualTo("champions");
        assertThat(map.segment(5, 1, 3)).isEqualTo("new");
        assertThat(map.segment(1, 5, 5)).isEqualTo("do not lose");
        assertThat(map.segment(1, 1, 1)).isEqualTo("lost");
    }

    @Test
    void mapsWithGapsAndBadRulesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SegmentMap.builder(3).rule("some", 1, 3, 1, 3, 1, 2).build())
                .withMessage("no rule fits r=1 f=1 m=3; end with a rule for everything left");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentMap.builder(3).rule("some", 0, 3, 1, 3, 1, 3))
                .withMessage("recency scores must run upwards between 1 and 3, got 0 to 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentMap.standard(5).segment(6, 1, 1))
                .withMessage("scores must be between 1 and 5, got r=6 f=1 m=1");
    }

    @Test
    void everybodyEqual() {
        RfmTable same = RfmTable.of(Collections.nCopies(10, "x"), filled(10, 5), filled(10, 2), filled(10, 9));
        RfmScores equal = Rfm.create().score(same, Execution.sequential());
        RfmScores rank = Rfm.create().withTies(Ties.RANK).score(same, Execution.sequential());
        for (int i = 0; i < 10; i++) {
            assertThat(equal.code(i)).isEqualTo(111);
            assertThat(rank.code(i)).isEqualTo(111 * (1 + i / 2));
        }
        assertThat(Rfm.create().fit(same).report().warnings())
                .contains(
                        "recency: only 1 of 5 scores occur; values are shared by many customers, or customers are few");
    }

    @Test
    void oneCustomer() {
        RfmTable one = RfmTable.of(List.of("a"), filled(1, 5), filled(1, 2), filled(1, 9));
        assertThat(Rfm.create().score(one, Execution.sequential()).code(0)).isEqualTo(111);
        assertThat(Rfm.create().withNested(true).fit(one).segment(5, 2, 9)).isEqualTo("lost");
    }

    @Test
    void givenCutPoints() {
        Rfm recipe = Rfm.create()
                .withCutPoints(
                        new double[] {30, 60, 90, 180}, new double[] {1, 2, 5, 10}, new double[] {0, 50, 100, 500});
        RfmModel model = recipe.fit(RfmContractTest.table(50));
        assertThat(model.score(29, 11, 501)).isEqualTo(555);
        assertThat(model.score(30, 10, 500)).isEqualTo(444);
        assertThat(model.score(180, 1, 0)).isEqualTo(111);
        assertThat(model.recencyCuts()).containsExactly(180, 90, 60, 30);
    }

    @Test
    void nestedScoresAreTheScoresWithinEachRecency() {
        RfmTable table = RfmContractTest.table(2000);
        for (Ties ties : Ties.values()) {
            RfmScores nested = Rfm.create().withTies(ties).withNested(true).score(table, Execution.sequential());
            for (int r = 1; r <= 5; r++) {
                int score = r;
                int[] rows = IntStream.range(0, table.rows())
                        .filter(i -> nested.r(i) == score)
                        .toArray();
                double[] money =
                        Arrays.stream(rows).mapToDouble(table::monetary).toArray();
                byte[] own = Scoring.of(money, 5, ties).scores;
                for (int i = 0; i < rows.length; i++) {
                    assertThat(nested.m(rows[i])).isEqualTo(own[i]);
                }
            }
        }
        RfmModel model = Rfm.create().withNested(true).fit(table);
        assertThat(model.score(table)).isEqualTo(Rfm.create().withNested(true).score(table, Execution.sequential()));
    }

    @Test
    void ranksAgreeWithSortingRows() {
        RfmTable table = RfmContractTest.table(997);
        for (int bins = 2; bins <= 9; bins++) {
            double[] values = table.oriented(1);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < values.length; i++) {
                order.add(i);
            }
            order.sort(Comparator.comparingDouble(i -> values[i]));
            byte[] expected = new byte[values.length];
            int at = 0;
            for (int g = 0; g < bins; g++) {
                int size = values.length / bins + (g < values.length % bins ? 1 : 0);
                for (int i = 0; i < size; i++) {
                    expected[order.get(at++)] = (byte) (g + 1);
                }
            }
            assertThat(Scoring.of(values, bins, Ties.RANK).scores).isEqualTo(expected);
        }
    }

    @Test
    void summariesAddUp() {
        RfmTable table = RfmContractTest.table(1000);
        List<SegmentSummary> all =
                Rfm.create().score(table, Execution.sequential()).summaries(0.95);
        assertThat(all.stream().mapToLong(SegmentSummary::customers).sum()).isEqualTo(1000);
        assertThat(all.stream().mapToDouble(SegmentSummary::customerShare).sum())
                .isEqualTo(1, within(1e-12));
        assertThat(all.stream().mapToDouble(SegmentSummary::spendShare).sum()).isEqualTo(1, within(1e-12));
        assertThat(all).allMatch(s -> s.customerShareInterval().contains(s.customerShare()));
    }

    @Test
    void nobodyToSummarise() {
        RfmTable nobody = RfmTable.of(List.of(), new double[0], new double[0], new double[0]);
        RfmScores scores = Rfm.create().fit(RfmContractTest.table(10)).score(nobody);
        refused(() -> scores.summaries(0.95), "the table has no rows; at least one is needed");
        RfmTable rich = RfmTable.of(List.of("a", "b"), filled(2, 5), filled(2, 2), filled(2, 1e308));
        refused(
                () -> Rfm.create().score(rich, Execution.sequential()).summaries(0.95),
                "all money together is too large for a double; use another unit");
        refused(() -> Rfm.create().fit(nobody), "the table has no rows; at least one is needed");
    }

    @Test
    void spendIsKeptToTheCent() {
        double[] money = new double[50_000];
        Arrays.fill(money, 0.1);
        List<String> ids = Collections.nCopies(money.length, "x");
        RfmTable table = RfmTable.of(ids, filled(money.length, 5), filled(money.length, 2), money);
        List<SegmentSummary> all =
                Rfm.create().score(table, Execution.sequential()).summaries(0.95);
        assertThat(all.stream().mapToDouble(SegmentSummary::spend).max()).hasValue(5_000);
    }

    @Test
    void badInput() {
        refused(
                () -> RfmTable.of(List.of("a"), filled(1, Double.NaN), filled(1, 1), filled(1, 1)),
                "column 'recency', row 0: NaN is not allowed; impute or drop the row first");
        refused(
                () -> RfmTable.of(List.of("a"), filled(1, 1), filled(1, 1), filled(1, Double.POSITIVE_INFINITY)),
                "column 'monetary', row 0: an infinite value is not allowed; impute or drop the row first");
        refused(
                () -> RfmTable.of(List.of("a"), filled(1, -1), filled(1, 1), filled(1, 1)),
                "column 'recency', row 0: must be at least 0, got -1.0");
        refused(
                () -> RfmTable.of(List.of("a"), filled(2, 1), filled(1, 1), filled(1, 1)),
                "recencyDays must have one value per customer (1), got 2");
        refused(() -> Rfm.create().withBins(1), "bins must be between 2 and 9, got 1");
        refused(
                () -> Rfm.create().withSegments(SegmentMap.standard(4)),
                "segments must have as many scores as there are bins (5), got 4");
        double[] cuts = {1, 2, 2, 3};
        refused(() -> Rfm.create().withCutPoints(cuts, cuts, cuts), "recency cut points must rise, got 2.0 after 2.0");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }
}
