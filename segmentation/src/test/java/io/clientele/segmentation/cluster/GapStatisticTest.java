package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GapStatisticTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    /** Balls on a ring, 6 standard deviations from their neighbours, every other time the last one with a third of the rows. */
    private static FeatureTable planted(int k, int n, int round) {
        RandomGenerator random = RandomStreams.stream(9, "planted gap", round);
        double[][] columns = new double[3][n];
        double radius = 3 / Math.sin(Math.PI / k);
        for (int i = 0; i < n; i++) {
            int ball = round % 2 == 0 && i % 3 == 2 ? k - 1 : i % k;
            double angle = 2 * Math.PI * ball / k;
            columns[0][i] = radius * Math.cos(angle) + Samplers.gaussian(random);
            columns[1][i] = radius * Math.sin(angle) + Samplers.gaussian(random);
            columns[2][i] = Samplers.gaussian(random);
        }
        return FeatureTable.of(List.of("x", "y", "z"), columns);
    }

    /** By turns one normal cloud, a correlated one, a box, a tilted box of unequal sides. */
    private static FeatureTable structureless(int n, int round) {
        RandomGenerator random = RandomStreams.stream(9, "structureless", round);
        double[][] columns = new double[3][n];
        for (int i = 0; i < n; i++) {
            double[] z = new double[3];
            for (int j = 0; j < 3; j++) {
                z[j] = (round / 2 % 2 == 0 ? Samplers.gaussian(random) : random.nextDouble())
                        * (round % 2 == 0 ? 1 : 1 + j);
            }
            columns[0][i] = z[0];
            columns[1][i] = round % 2 == 0 ? z[1] : 0.8 * z[1] + 0.6 * z[2];
            columns[2][i] = round % 2 == 0 ? z[2] : 0.6 * z[1] - 0.8 * z[2];
        }
        return FeatureTable.of(List.of("x", "y", "z"), columns);
    }

    @Test
    void plantedClustersAreFound() {
        GapStatistic recipe =
                GapStatistic.of(7).withReferences(19).withLevel(0.05).withRestarts(3);
        int rounds = FULL ? 60 : 16;
        int right = 0;
        for (int round = 0; round < rounds; round++) {
            int k = 2 + round / 2 % 4;
            right += recipe.fit(planted(k, 200, round)).clusters() == k ? 1 : 0;
        }
        assertThat(right).as("of %d with 2 to 5 clusters", rounds).isGreaterThanOrEqualTo(rounds * 85 / 100);
    }

    /** The test's level is 5 %: of 40 tables more than 5 are called clear with probability 0.014, of 200 more than 18 with 0.006. */
    @Test
    void nothingIsFoundInNothing() {
        GapStatistic recipe =
                GapStatistic.of(5).withReferences(19).withLevel(0.05).withRestarts(2);
        int rounds = FULL ? 200 : 40;
        int clear = 0;
        for (int round = 0; round < rounds; round++) {
            GapCurve curve = recipe.fit(structureless(150, round));
            clear += curve.clear() ? 1 : 0;
            assertThat(curve.clear() || curve.clusters() == 1).isTrue();
        }
        assertThat(clear).as("of %d without structure", rounds).isLessThanOrEqualTo(FULL ? 18 : 5);
    }

    @Test
    void theAnswerIsTheSmallestWithinOneErrorOfTheLargestGap() {
        // references: logarithms 5 ± 1 for every k, so the standard error is sqrt(1 + 1/2)
        double[][] kind = {{4, 4, 4}, {6, 6, 6}};
        GapCurve rising = GapCurve.of(new double[] {5, 3, 1}, new double[][][] {kind, kind}, 1);
        assertThat(rising.gap(GapReference.BOX, 1)).isZero();
        assertThat(rising.gap(GapReference.NORMAL, 3)).isEqualTo(4);
        assertThat(rising.standardError(GapReference.BOX, 2)).isEqualTo(Math.sqrt(1.5), within(1e-15));
        assertThat(rising.clusters()).isEqualTo(3);
        double[][] other = {{4, 4, 1}, {6, 6, 3}}; // against these, three clusters are no better than two
        assertThat(GapCurve.of(new double[] {5, 3, 1}, new double[][][] {kind, other}, 1)
                        .clusters())
                .as("the more cautious kind decides")
                .isEqualTo(2);
        assertThat(GapCurve.of(new double[] {5, 4.5, 1.5}, new double[][][] {kind, kind}, 1)
                        .clusters())
                .as("two are no better than one, three are")
                .isEqualTo(3);
    }

    @Test
    void thePValueIsARankAmongTheReferences() {
        // falls from one cluster to two: references 1, 2, 3, 4; ours 5, then 2.5
        double[][] kind = {{10, 9}, {10, 8}, {10, 7}, {10, 6}};
        GapCurve far = GapCurve.of(new double[] {10, 5}, new double[][][] {kind, kind}, 0.2);
        assertThat(far.pValue(GapReference.BOX)).isEqualTo(0.2);
        assertThat(far.clear()).isTrue();
        GapCurve near = GapCurve.of(new double[] {10, 7.5}, new double[][][] {kind, kind}, 0.2);
        assertThat(near.pValue(GapReference.NORMAL)).isEqualTo(0.6);
        assertThat(near.clear()).isFalse();
        assertThat(near.clusters()).isEqualTo(1);
        assertThat(near)
                .hasToString("GapCurve[no clear clusters, p 0.6 against a box, 0.6 against a normal distribution]");
    }

    /** Rows on a tilted line: references stay on it; a box fills the range evenly, a normal one has its mean and deviation. */
    @Test
    void referencesKeepAxesRangeAndSpread() {
        double[] x = {0, 1, 2, 4, 9};
        double[] y = Arrays.stream(x).map(v -> 1000 + 2 * v).toArray();
        PrincipalAxes axes = PrincipalAxes.of(FeatureTable.of(List.of("x", "y"), x, y));
        for (GapReference kind : GapReference.values()) {
            FeatureTable drawn = axes.draw(kind, List.of("x", "y"), 20_000, RandomStreams.stream(1, "axes", 0));
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < drawn.rows(); i++) {
                double at = drawn.get(i, 0);
                assertThat(drawn.get(i, 1)).isEqualTo(1000 + 2 * at, within(1e-9));
                if (kind == GapReference.BOX) {
                    assertThat(at).isBetween(-1e-9, 9 + 1e-9);
                }
                sum += at;
                squares += at * at;
            }
            double mean = sum / drawn.rows();
            double deviation = Math.sqrt(squares / drawn.rows() - mean * mean);
            // standard errors are below 0.025
            assertThat(mean).isEqualTo(kind == GapReference.BOX ? 4.5 : 3.2, within(0.12));
            assertThat(deviation)
                    .isEqualTo(kind == GapReference.BOX ? 9 / Math.sqrt(12) : Math.sqrt(10.16), within(0.12));
        }
    }

    @Test
    void logInertiaOfOneClusterIsThatOfTheTotalSumOfSquares() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 3, 6});
        GapCurve curve = GapStatistic.of(2).fit(table);
        assertThat(curve.logInertia(1)).isEqualTo(Math.log(14), within(1e-12));
        assertThat(curve.logInertia(2)).isEqualTo(Math.log(2), within(1e-12));
    }

    @Test
    void badArguments() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 2});
        refused(() -> GapStatistic.of(1), "largest must be at least 2, got 1");
        refused(() -> GapStatistic.of(2).withReferences(1), "references must be at least 2, got 1");
        refused(() -> GapStatistic.of(2).withRestarts(0), "restarts must be at least 1, got 0");
        refused(() -> GapStatistic.of(2).withLevel(2), "level must be between 0 and 1, got 2");
        refused(() -> GapStatistic.of(4).fit(table), "largest must be at most the number of rows (3), got 4");
        GapCurve curve = GapCurve.of(new double[2], new double[2][2][2], 0.05);
        refused(() -> curve.gap(GapReference.BOX, 0), "clusters must be from 1 to 2, got 0");
        refused(() -> curve.standardError(GapReference.BOX, 3), "clusters must be from 1 to 2, got 3");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> GapStatistic.of(2).fit(table))
                .withMessage("with k = 2 every row is equal to its centre, so there is no inertia to compare; choose a"
                        + " largest k below 2, or other columns");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
