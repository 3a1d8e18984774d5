package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompetingTest {

    /** Two causes with hazards 1 and 0.5, censoring 0.4. */
    static SurvivalTable causes(String purpose, int seed, int n, double unit) {
        RandomGenerator random = RandomTables.random(purpose, seed);
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            double leave = random.nextExponential() / 1.5;
            double stop = random.nextExponential() / 0.4;
            double time = Math.min(leave, stop);
            times[i] = unit == 0 ? time : Math.ceil(time / unit) * unit;
            events[i] = leave > stop ? 0 : random.nextDouble() < 2 / 3.0 ? 1 : 2;
        }
        return SurvivalTable.of(times, events);
    }

    @Test
    void fourCustomersByHand() {
        CumulativeIncidences both =
                AalenJohansen.create().fit(SurvivalTable.of(new double[] {1, 2, 3, 4}, new int[] {1, 2, 0, 1}));
        IncidenceCurve first = both.curve("all", 1);
        assertThat(first.times()).containsExactly(1, 2, 4);
        assertThat(first.incidence()).containsExactly(0.25, 0.25, 0.75);
        assertThat(both.curve("all", 2).incidence()).containsExactly(0, 0.25, 0.25);
        assertThat(first.incidence(0.5)).isEqualTo(0);
        assertThat(first.incidence(100)).as("nobody is left").isEqualTo(0.75);
        assertThat(first.interval(0.5).width()).isEqualTo(0);
        assertThat(first).hasToString("IncidenceCurve[all, cause=1, at the end 0.75]");
        assertThat(both.causes()).containsExactly(1, 2);
        assertThat(both.report().converged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void incidencesAndSurvivalAddUpToOne(int seed) {
        SurvivalTable table = causes("adds", seed, 150, seed % 2 * 0.1);
        if (seed > 1) {
            table = RandomTables.entering(RandomTables.random("adds", seed), table);
        }
        CumulativeIncidences both = AalenJohansen.create().fit(table);
        SurvivalCurve left = KaplanMeier.create().fit(table.anyCause()).curve();
        double[] times = both.curve("all", 1).times();
        for (int k = 0; k < times.length; k++) {
            double sum =
                    both.curve("all", 1).incidence()[k] + both.curve("all", 2).incidence()[k];
            assertThat(sum + left.survival(times[k])).isCloseTo(1, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void oneCauseIsOneMinusKaplanMeierWithItsRobustError(int seed) {
        SurvivalTable table = causes("one", seed, 120, seed % 2 * 0.1).anyCause();
        if (seed > 1) {
            RandomGenerator random = RandomTables.random("one", seed);
            table = RandomTables.entering(random, table)
                    .withWeights(SurvivalData.cycle(120, 1, 2, 0.5))
                    .withClusters(RandomTables.labels(random, 120, 20));
        }
        IncidenceCurve incidence = AalenJohansen.create().fit(table).curve("all", 1);
        SurvivalCurve curve =
                KaplanMeier.create().withErrors(CurveErrors.ROBUST).fit(table).curve();
        double[] times = incidence.times();
        for (int k = 0; k < times.length; k++) {
            double s = curve.survival(times[k]);
            assertThat(incidence.incidence()[k]).isCloseTo(1 - s, within(1e-12));
            int at = Arrays.binarySearch(curve.times(), times[k]);
            if (s > 0) {
                assertThat(incidence.standardErrors()[k]).isCloseTo(curve.standardErrors()[at], within(1e-11));
            }
        }
    }

    @Test
    void nothingToSayIsSaid() {
        assertThatThrownBy(() -> AalenJohansen.create().fit(SurvivalTable.of(new double[] {1, 2}, new int[2])))
                .isInstanceOf(FitException.class)
                .hasMessage("no events: all rows are censored, so there is no incidence of any cause; watch longer");
        CumulativeIncidences both =
                AalenJohansen.create().fit(SurvivalTable.of(new double[] {1, 2, 3}, new int[] {1, 2, 0}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.curve("x", 1))
                .withMessage("no group 'x'; groups are [all]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.curve("all", 3))
                .withMessage("no event has code 3; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> both.curve("all", 1).incidence(4))
                .withMessage(
                        "time 4.0 is 1.0 beyond the last observed time (3.0) of group 'all', and the data say nothing"
                                + " there; ask for an earlier time");
    }

    // 1000 shops of 150: a coverage of 95 % gives between 93 and 97 % with probability 0.996
    @Test
    void incidenceIntervalsCoverTheTruth() {
        double truth = 2 / 3.0 * (1 - Math.exp(-1.5 * 0.5));
        int covered = 0;
        for (int shop = 0; shop < 1000; shop++) {
            IncidenceCurve curve =
                    AalenJohansen.create().fit(causes("covers", shop, 150, 0)).curve("all", 1);
            covered += curve.interval(0.5).contains(truth) ? 1 : 0;
        }
        assertThat(covered / 1000.0).isBetween(0.93, 0.97);
    }

    /** Fine and Gray's own simulation: cause 1 has subdistribution 1 - (1 - p(1 - exp(-t)))^exp(b x), p = 0.6. */
    static SurvivalTable subdistribution(String purpose, int seed, int n) {
        RandomGenerator random = RandomTables.random(purpose, seed);
        double[] x = new double[n];
        double[] z = new double[n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
            z[i] = random.nextGaussian();
            double ratio = Math.exp(0.5 * x[i] - 0.3 * z[i]);
            double share = 1 - Math.pow(0.4, ratio);
            boolean cause = random.nextDouble() < share;
            double leave;
            if (cause) {
                double u = random.nextDouble() * share;
                leave = -Math.log(1 - (1 - Math.pow(1 - u, 1 / ratio)) / 0.6);
            } else {
                leave = random.nextExponential() / Math.exp(0.2 * x[i]);
            }
            double stop = 3 * random.nextExponential();
            times[i] = Math.min(leave, stop);
            events[i] = leave > stop ? 0 : cause ? 1 : 2;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("x", "z"), x, z));
    }

    // 600 shops of 300; a coverage of 95 % gives between 92.5 and 97.2 % of 600 with probability 0.99
    @Test
    void fineGrayIntervalsCoverTheTruth() {
        int covered = 0;
        int second = 0;
        for (int shop = 0; shop < 600; shop++) {
            List<CoxCoefficient> c =
                    FineGray.of(1).fit(subdistribution("fine-gray", shop, 300)).coefficients();
            covered += c.get(0).lower() <= 0.5 && 0.5 <= c.get(0).upper() ? 1 : 0;
            second += c.get(1).lower() <= -0.3 && -0.3 <= c.get(1).upper() ? 1 : 0;
        }
        assertThat(covered / 600.0).isBetween(0.925, 0.972);
        assertThat(second / 600.0).isBetween(0.925, 0.972);
    }

    @Test
    void withoutOtherCausesFineGrayIsCoxWithBreslowTies() {
        SurvivalTable table =
                RandomTables.cox(RandomTables.random("fg-cox", 0), 300, new double[] {0.5, -0.2}, 0.5, 0.1);
        FineGrayModel fine = FineGray.of(1).fit(table);
        CoxModel cox =
                CoxRegression.create().withTies(Ties.BRESLOW).withRobustErrors().fit(table);
        for (int j = 0; j < 2; j++) {
            CoxCoefficient a = fine.coefficients().get(j);
            CoxCoefficient b = cox.coefficients().get(j);
            assertThat(a.estimate()).isCloseTo(b.estimate(), within(1e-12));
            assertThat(a.modelError()).isCloseTo(b.modelError(), within(1e-12));
            assertThat(a.standardError()).isCloseTo(b.standardError(), within(1e-12));
        }
        assertThat(fine.incidence(0.5, 1, 1)).isCloseTo(1 - cox.curve(1, 1).survival(0.5), within(1e-12));
        assertThat(fine.logPseudoLikelihood()).isCloseTo(cox.logLikelihood(), within(1e-10));
    }

    @Test
    void unitsAndOrderOfRowsDoNotMatterToFineGray() {
        SurvivalTable table = subdistribution("units", 1, 200);
        FeatureTable features = table.features().orElseThrow();
        double[] big =
                Arrays.stream(features.column(1)).map(v -> 1e6 + 1000 * v).toArray();
        int[] order = RandomTables.shuffled(RandomTables.random("units", 9), 200);
        FineGrayModel plain = FineGray.of(1).fit(table);
        FineGrayModel moved = FineGray.of(1)
                .fit(table.withFeatures(FeatureTable.of(features.names(), features.column(0), big))
                        .selectRows(order));
        assertThat(moved.coefficients().get(0).estimate())
                .isCloseTo(plain.coefficients().get(0).estimate(), within(1e-9));
        assertThat(1000 * moved.coefficients().get(1).standardError())
                .isCloseTo(plain.coefficients().get(1).standardError(), within(1e-9));
    }

    @Test
    void badInputToFineGrayIsRefusedInWords() {
        SurvivalTable table = subdistribution("words", 0, 60);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineGray.of(7).fit(table))
                .withMessage("no event has code 7; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineGray.of(0))
                .withMessage("cause must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineGray.of(1).fit(table.withWeights(SurvivalData.cycle(60, 1, 2))))
                .withMessage(
                        "the table has weights, which this model does not know; leave it out, or fit CoxRegression on"
                                + " cause(code)");
        FeatureTable x = table.features().orElseThrow();
        FineGrayModel aliased = FineGray.of(1).fit(table.withFeatures(x.withColumn("zero", new double[60])));
        assertThat(aliased.report().warnings())
                .containsExactly(
                        "aliased, because constant or a combination of the columns before: 'zero'; without effect on the"
                                + " predictions");
        assertThat(aliased.coefficients().get(2).aliased()).isTrue();
        // only customers with a = 1 leave for the cause
        double[] marks = IntStream.range(0, 60)
                .mapToDouble(i -> table.event(i) == 1 ? 1 : 0)
                .toArray();
        assertThatThrownBy(() -> FineGray.of(1).fit(table.withFeatures(FeatureTable.of(List.of("marks"), marks))))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no finite estimate: column(s) 'marks' order(s) all events of cause 1 without error; drop or merge"
                                + " the column(s), or watch longer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aliased.incidence(1e9, 0, 0, 0))
                .withMessageContaining("beyond the last observed time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> aliased.incidence(0.1, 0))
                .withMessage("the row must have one value per feature (3), got 1");
    }

    @Test
    void brierScoreByHand() {
        // censored at 2: at horizon 3 the chance to be watched is (1 of 3 censored at 2) 2/3
        BrierScore judge = BrierScore.of(SurvivalTable.of(new double[] {1, 2, 4, 5}, new int[] {1, 0, 1, 0}));
        assertThat(judge.watched(1)).isEqualTo(1);
        assertThat(judge.watched(3)).isCloseTo(2 / 3.0, within(1e-15));
        double[] survival = {0.2, 0.5, 0.7, 0.9};
        double expected = (0.2 * 0.2 + (0.3 * 0.3 + 0.1 * 0.1) / (2 / 3.0)) / 4;
        assertThat(judge.at(3, survival)).isCloseTo(expected, within(1e-15));
        assertThat(judge.auc(3, survival)).isEqualTo(1);
        assertThat(judge.auc(3, new double[] {0.5, 0.5, 0.5, 0.5})).isEqualTo(0.5);
        assertThat(judge.auc(3, new double[] {0.9, 0.5, 0.7, 0.2})).isEqualTo(0);
        assertThat(judge.integrated(new double[] {3, 3.5}, new double[][] {survival, survival}))
                .isCloseTo(expected, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judge.at(5, survival))
                .withMessage(
                        "horizon 5.0 is at or beyond the last time anybody was watched (5.0); take an earlier one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judge.at(3, new double[] {0, 0, 0, 1.5}))
                .withMessage("prediction, row 3: must be between 0 and 1, got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> judge.integrated(new double[] {3, 2}, new double[][] {survival, survival}))
                .withMessage("horizons must ascend, got 2.0 after 3.0");
        assertThatThrownBy(() -> judge.auc(0.5, survival))
                .isInstanceOf(FitException.class)
                .hasMessage("nobody has left by 0.5, so there is nothing to tell apart; take a later horizon");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrierScore.of(
                        SurvivalTable.of(new double[] {2, 3}, new int[2]).withStarts(new double[2])))
                .withMessageStartingWith("rows with starts cannot be judged");
    }
}
