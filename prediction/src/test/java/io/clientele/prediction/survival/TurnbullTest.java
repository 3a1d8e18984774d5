package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnbullTest {

    private static final double STILL = Double.POSITIVE_INFINITY;

    /** Exponential times seen at looks of their own; some exact, some still there. */
    static IntervalTable looks(RandomGenerator random, int n, double unit) {
        double[] left = new double[n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            double time = random.nextExponential();
            int kind = random.nextInt(5);
            double at = 0;
            double next = Math.ceil((0.1 + random.nextDouble()) / unit) * unit;
            double end = kind == 1 ? next : 3; // some are looked at once only
            while (next < time && next < end) {
                at = next;
                next += Math.ceil((0.1 + random.nextDouble()) / unit) * unit;
            }
            boolean still = time > next;
            left[i] = kind == 0 ? Math.ceil(time / unit) * unit : still ? next : at;
            right[i] = kind == 0 ? left[i] : still ? STILL : next;
        }
        return IntervalTable.of(left, right);
    }

    @Test
    void byHand() {
        // (0,2] holds (1,2]; (1,3] both; who is still there after 2 holds (2,3]
        TurnbullCurve curve = Turnbull.create()
                .fit(IntervalTable.of(new double[] {0, 1, 2}, new double[] {2, 3, STILL}))
                .curve("all");
        assertThat(curve.steps()).hasSize(2);
        assertThat(curve.steps().get(0).from()).isEqualTo(1);
        assertThat(curve.steps().get(0).to()).isEqualTo(2);
        assertThat(curve.steps().get(0).mass()).isCloseTo(0.5, within(1e-12));
        assertThat(curve.steps().get(1).from()).isEqualTo(2);
        assertThat(curve.steps().get(1).to()).isEqualTo(3);
        assertThat(curve.lower(1)).isEqualTo(1);
        assertThat(curve.lower(1.5)).isCloseTo(0.5, within(1e-12));
        assertThat(curve.upper(1.5)).isEqualTo(1);
        assertThat(curve.lower(2)).isCloseTo(0.5, within(1e-12));
        assertThat(curve.upper(2)).isCloseTo(0.5, within(1e-12));
        assertThat(curve.upper(3)).isCloseTo(0, within(1e-12));
        assertThat(curve.quantile(0.5)).isEqualTo(curve.steps().get(0));
        assertThat(curve.quantile(0.6)).isEqualTo(curve.steps().get(1));
        assertThat(curve.logLikelihood()).isCloseTo(2 * Math.log(0.5), within(1e-12));
        assertThat(curve.total()).isEqualTo(3);
    }

    @Test
    void rightCensoredTimesGiveKaplanMeier() {
        for (int shop = 0; shop < 20; shop++) {
            SurvivalTable table = RandomTables.cox(
                            RandomTables.random("turnbull", shop), 80, new double[0], 0.7, shop % 2 * 0.1)
                    .withWeights(SurvivalData.cycle(80, 1, 2, 0.5));
            SurvivalCurve km = KaplanMeier.create().fit(table).curve();
            TurnbullCurve curve = Turnbull.create().fit(IntervalTable.of(table)).curve("all");
            for (double time : km.times()) {
                assertThat(curve.upper(time)).isCloseTo(km.survival(time), within(1e-10));
                if (time < km.lastTime()) {
                    assertThat(curve.lower(time)).isCloseTo(km.survival(time), within(1e-10));
                }
            }
        }
    }

    /** Against self-consistency on the full matrix of rows and elementary intervals, repeated until nothing moves. */
    @Test
    void agreesWithSelfConsistency() {
        for (int shop = 0; shop < 4; shop++) {
            IntervalTable table = looks(RandomTables.random("looks", shop), 60, 0.25);
            TurnbullCurves curves = Turnbull.create().fit(table);
            assertThat(curves.report().converged()).isTrue();
            // between looks nothing is known, so quarters are fine enough; quarter j is (j/4, (j+1)/4], 40 is for ever
            int quarters = 41;
            double[] p = new double[2 * quarters];
            Arrays.fill(p, 1.0 / p.length);
            boolean[][] holds = new boolean[60][2 * quarters];
            for (int i = 0; i < 60; i++) {
                for (int j = 0; j < quarters; j++) {
                    // even: within the quarter, odd: exactly at its end
                    boolean inside = table.left(i) <= j / 4.0 && table.right(i) >= (j + 1) / 4.0;
                    boolean end = table.left(i) < (j + 1) / 4.0 && table.right(i) >= (j + 1) / 4.0;
                    boolean exact = table.left(i) == table.right(i) && table.left(i) == (j + 1) / 4.0;
                    holds[i][2 * j] = inside && table.left(i) < table.right(i);
                    holds[i][2 * j + 1] = end || exact;
                }
            }
            double logLikelihood = 0;
            for (int step = 0; step < 20_000; step++) {
                double[] next = new double[p.length];
                logLikelihood = 0;
                for (boolean[] row : holds) {
                    double sum = 0;
                    for (int j = 0; j < p.length; j++) {
                        sum += row[j] ? p[j] : 0;
                    }
                    logLikelihood += Math.log(sum);
                    for (int j = 0; j < p.length; j++) {
                        next[j] += row[j] ? p[j] / sum / 60 : 0;
                    }
                }
                p = next;
            }
            TurnbullCurve curve = curves.curve("all");
            assertThat(curve.logLikelihood())
                    .isCloseTo(logLikelihood, within(2e-3))
                    .isGreaterThanOrEqualTo(logLikelihood - 1e-9);
            double left = 1;
            for (int j = 0; j < 12; j++) {
                left -= p[2 * j] + p[2 * j + 1];
                double time = (j + 1) / 4.0;
                assertThat(left).as("at %s", time).isBetween(curve.lower(time) - 1e-3, curve.upper(time) + 1e-3);
            }
        }
    }

    /** No shift of mass between two of all innermost intervals raises the likelihood: the conditions, written out. */
    @Test
    void noShiftOfMassGains() {
        for (int shop = 0; shop < 20; shop++) {
            IntervalTable table = looks(RandomTables.random("shift", shop), 300, shop % 2 == 0 ? 1e-3 : 0.1);
            TurnbullCurve curve = Turnbull.create().fit(table).curve("all");
            List<TurnbullStep> steps = curve.steps();
            double[] share = new double[300];
            for (int i = 0; i < 300; i++) {
                for (TurnbullStep step : steps) {
                    share[i] += covers(table, i, step.from(), step.to()) ? step.mass() : 0;
                }
            }
            // a point just after any left end, or at an exact time, stands for every interval there could be
            for (int k = 0; k < 300; k++) {
                double point = table.left(k);
                boolean exact = table.left(k) == table.right(k);
                double slope = 0;
                for (int i = 0; i < 300; i++) {
                    boolean in = exact
                            ? covers(table, i, point, point)
                            : table.left(i) <= point && table.right(i) > point && table.left(i) < table.right(i);
                    slope += in ? 1 / share[i] / 300 : 0;
                }
                assertThat(slope).isLessThanOrEqualTo(1 + 1e-8);
            }
            for (TurnbullStep step : steps) {
                double slope = 0;
                for (int i = 0; i < 300; i++) {
                    slope += covers(table, i, step.from(), step.to()) ? 1 / share[i] / 300 : 0;
                }
                assertThat(slope * step.mass()).isCloseTo(step.mass(), within(1e-9));
            }
            assertThat(steps.stream().mapToDouble(TurnbullStep::mass).sum()).isCloseTo(1, within(1e-12));
        }
    }

    private static boolean covers(IntervalTable table, int i, double from, double to) {
        return table.left(i) == table.right(i)
                ? from == to && to == table.left(i)
                : from == to
                        ? table.left(i) < to && to <= table.right(i)
                        : table.left(i) <= from && to <= table.right(i);
    }

    // the mean over 200 shops of 200 of the middle of the bounds at 1: the error of one is about 0.05, of the mean
    // 0.004, bias below that
    @Test
    void findsTheTruth() {
        double sum = 0;
        for (int shop = 0; shop < 200; shop++) {
            TurnbullCurve curve = Turnbull.create()
                    .fit(looks(RandomTables.random("truth", shop), 200, 1e-6))
                    .curve("all");
            assertThat(curve.lower(1)).isLessThanOrEqualTo(curve.upper(1));
            sum += (curve.lower(1) + curve.upper(1)) / 2;
        }
        assertThat(sum / 200).isCloseTo(Math.exp(-1), within(0.015));
    }

    @Test
    void weightsCountRepeatsAndGroupsAreApart() {
        IntervalTable table = looks(RandomTables.random("weights", 1), 60, 0.1);
        double[] weights = SurvivalData.cycle(60, 1, 3, 0);
        int[] repeated = IntStream.range(0, 60)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        IntervalTable often = IntervalTable.of(
                IntStream.of(repeated).mapToDouble(table::left).toArray(),
                IntStream.of(repeated).mapToDouble(table::right).toArray());
        TurnbullCurve a = Turnbull.create().fit(table.withWeights(weights)).curve("all");
        TurnbullCurve b = Turnbull.create().fit(often).curve("all");
        assertThat(a.steps()).hasSameSizeAs(b.steps());
        assertThat(a.logLikelihood()).isCloseTo(b.logLikelihood(), within(1e-9));
        List<String> names =
                IntStream.range(0, 60).mapToObj(i -> weights[i] > 0 ? "a" : "b").toList();
        TurnbullCurves both = Turnbull.create().fit(table.withGroups(names));
        assertThat(both.groups()).containsExactly("a", "b");
        assertThat(both.curve("a").total()).isEqualTo(40);
        assertThat(both.curves()).hasSize(2);
    }

    @Test
    void saysWhatItCannotSay() {
        TurnbullCurves none = Turnbull.create().fit(IntervalTable.of(new double[] {1, 2}, new double[] {STILL, STILL}));
        assertThat(none.report().warnings()).containsExactly("group 'all': nobody has left, the curve stays at 1");
        assertThat(none.curve("all").upper(5)).isEqualTo(1);
        assertThat(none.curve("all").lower(2)).isEqualTo(1);
        assertThat(none.curve("all").quantile(0.5).to()).isInfinite();
        TurnbullCurves early =
                Turnbull.create().withMaxIterations(1).fit(looks(RandomTables.random("early", 1), 100, 0.01));
        assertThat(early.report().converged()).isFalse();
        assertThat(early.report().warnings())
                .containsExactly("group 'all': not converged after 1 iterations; raise maxIterations");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.curve("b"))
                .withMessage("no group 'b'; groups are [all]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.curve("all").quantile(1))
                .withMessage("p must be above 0 and below 1, such as 0.5, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalTable.of(new double[] {2}, new double[] {1}))
                .withMessage(
                        "right, row 0: must be at least the row's left end (2.0), or infinite for a customer who is still"
                                + " there, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalTable.of(new double[] {2, -1}, new double[] {3, 1}))
                .withMessage("left, row 1: must be a finite number of at least 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalTable.of(new double[] {Double.NaN}, new double[] {1}))
                .withMessage("left, row 0: must be a finite number of at least 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalTable.of(new double[] {0}, new double[] {Double.NaN}))
                .withMessageStartingWith("right, row 0: must be at least the row's left end (0.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IntervalTable.of(new double[] {0}, new double[] {0}))
                .withMessage("right, row 0: must be above 0, got 0.0; nobody leaves before the beginning");
        assertThat(IntervalTable.of(new double[] {0, 2, 1}, new double[] {1, 2, STILL}))
                .hasToString("3 rows, 1 of them exact, 1 still there");
    }
}
