package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Firth's correction against values that its definition gives in 40 digits (src/test/oracle/firth.py: log partial likelihood plus
 * half the log determinant of the information, maximised and profiled by Newton's method on numerical derivatives).
 */
class CoxFirthTest {

    private static final CoxRegression FIRTH = CoxRegression.create().withFirth();

    private static SurvivalTable table(double[] times, int[] events, double[]... columns) {
        return SurvivalTable.of(times, events)
                .withFeatures(FeatureTable.of(List.of("x", "z", "u").subList(0, columns.length), columns));
    }

    /** The rows of golden/survival/cox-monotone, whose plain likelihood has no maximum. */
    private static SurvivalTable monotone() {
        return table(
                new double[] {1, 2, 3, 4, 5, 6, 7, 8},
                new int[] {1, 1, 1, 1, 0, 1, 0, 1},
                new double[] {5, 4, 4, 3, 1, 1, 0.5, 0},
                new double[] {1, 0, 1, 0, 1, 0, 1, 1});
    }

    private static SurvivalTable separated() {
        return table(
                new double[] {1, 2, 3, 4, 5, 6},
                new int[] {1, 0, 1, 0, 1, 0},
                new double[] {0, 1, 0, 1, 0, 1},
                new double[] {0.3, 0.9, 0.8, 0.1, 0.5, 0.6});
    }

    /** Ties, starts, weights and strata at once; the same rows as in the script. */
    private static SurvivalTable tied() {
        int n = 24;
        double[] weights = SurvivalData.cycle(n, 1, 2, 0.5);
        double[] times = IntStream.range(0, n).mapToDouble(i -> 1 + i * 7 % 5).toArray();
        return table(
                        times,
                        IntStream.range(0, n).map(i -> i % 3 > 0 ? 1 : 0).toArray(),
                        IntStream.range(0, n)
                                .mapToDouble(i -> i * 11 % 17 / 4.0)
                                .toArray(),
                        IntStream.range(0, n)
                                .mapToDouble(i -> i % 4 == 0 ? 1 : 0)
                                .toArray())
                .withStarts(IntStream.range(0, n)
                        .mapToDouble(i -> times[i] * (i * 3 % 4 / 8.0))
                        .toArray())
                .withWeights(weights)
                .withStrata(IntStream.range(0, n).mapToObj(i -> "s" + i % 2).toList());
    }

    private static void agrees(
            CoxProfile profile,
            double likelihoodRatio,
            double logLikelihood,
            double[][] estimates,
            double[][] profiles) {
        CoxModel model = profile.model();
        assertThat(model.report().converged()).isTrue();
        assertThat(model.hasFirthCorrection()).isTrue();
        assertThat(model.logLikelihood()).isCloseTo(logLikelihood, within(1e-9));
        assertThat(model.likelihoodRatioTest().chiSquare()).isCloseTo(likelihoodRatio, within(1e-10));
        for (int j = 0; j < estimates.length; j++) {
            CoxCoefficient c = model.coefficients().get(j);
            assertThat(c.estimate()).isCloseTo(estimates[j][0], within(1e-9));
            assertThat(c.standardError()).isCloseTo(estimates[j][1], within(1e-8));
            ProfileCoefficient p = profile.coefficients().get(j);
            assertThat(p.estimate()).isEqualTo(c.estimate());
            assertThat(p.lower()).isCloseTo(profiles[j][0], within(1e-8));
            assertThat(p.upper()).isCloseTo(profiles[j][1], within(1e-8));
            assertThat(p.chiSquare()).isCloseTo(profiles[j][2], within(1e-9));
            assertThat(p.p()).isEqualTo(ChiSquareTest.of(p.chiSquare(), 1).p());
        }
    }

    @Test
    void oneEventOfTwoByHand() {
        // p = chance of who left: log p + log(p(1 - p))/2 is largest at p = 3/4, so that b = log 3
        CoxModel model = FIRTH.fit(table(new double[] {1, 2}, new int[] {1, 0}, new double[] {1, 0}));
        CoxCoefficient c = model.coefficients().get(0);
        assertThat(c.estimate()).isCloseTo(Math.log(3), within(1e-11));
        assertThat(c.standardError()).isCloseTo(Math.sqrt(16 / 3.0), within(1e-10));
        assertThat(model.logLikelihood()).isCloseTo(Math.log(0.75), within(1e-12));
        assertThat(model.likelihoodRatioTest().chiSquare())
                .isCloseTo(2 * Math.log(1.5) + Math.log(0.75), within(1e-12));
    }

    @Test
    void monotoneLikelihoodHasAnAnswer() {
        agrees(
                CoxProfile.of(FIRTH, monotone(), Execution.sequential()),
                11.51362305227385,
                -1.139244879683404,
                new double[][] {{2.277972917599449, 1.363446321444913}, {-0.8714137002228989, 1.342676133252731}},
                new double[][] {
                    {0.51072379156744, 7.7698769869871, 10.541106341577},
                    {-5.5888490431346, 1.4458080503579, 0.48295166942532}
                });
    }

    @Test
    void groupWithoutEventsHasAnAnswer() {
        agrees(
                CoxProfile.of(FIRTH, separated(), Execution.sequential()),
                2.174970949365582,
                -2.254155065129618,
                new double[][] {{-1.765771140425076, 1.638487995092641}, {-0.8697323414537491, 3.294256983179119}},
                new double[][] {
                    {-6.6180826625455, 0.50026407370636, 2.1733508116151},
                    {-8.2066599291376, 5.550043596541, 0.084338101353774}
                });
    }

    @Test
    void tiesStartsWeightsAndStrata() {
        agrees(
                CoxProfile.of(FIRTH, tied(), Execution.sequential()),
                0.7907655082040358,
                -35.21129156482752,
                new double[][] {{-0.2053881586305683, 0.2349574664700406}, {0.1542504886723888, 0.7122399027473836}},
                new double[][] {
                    {-0.66086509797553, 0.25113182987623, 0.78484621717486},
                    {-1.176783901066, 1.5619993373616, 0.051346408826788}
                });
        agrees(
                CoxProfile.of(FIRTH.withTies(Ties.BRESLOW), tied(), Execution.sequential()),
                0.7499487393979923,
                -37.4146005388263,
                new double[][] {{-0.202435270129611, 0.2367236856413702}, {0.2204578963776631, 0.713577634619088}},
                new double[][] {
                    {-0.66010669030335, 0.25899271437221, 0.74835016719894},
                    {-1.11212827397, 1.6329975491129, 0.10484691285983}
                });
    }

    @Test
    void profileWithoutTheCorrection() {
        CoxProfile profile = CoxProfile.of(CoxRegression.create(), tied(), Execution.sequential());
        double[][] expected = {
            {-0.67819420580694, 0.24826782789205, 0.8336245215779},
            {-1.2302661863087, 1.6338240725071, 0.056713435988276}
        };
        for (int j = 0; j < 2; j++) {
            ProfileCoefficient p = profile.coefficients().get(j);
            assertThat(p.lower()).isCloseTo(expected[j][0], within(1e-8));
            assertThat(p.upper()).isCloseTo(expected[j][1], within(1e-8));
            assertThat(p.chiSquare()).isCloseTo(expected[j][2], within(1e-9));
        }
        assertThat(profile.model()).isEqualTo(CoxRegression.create().fit(tied()));
        assertThat(profile)
                .isEqualTo(CoxProfile.of(CoxRegression.create(), tied(), Execution.sequential()))
                .hasSameHashCodeAs(CoxProfile.of(CoxRegression.create(), tied(), Execution.sequential()));
        assertThatThrownBy(() -> CoxProfile.of(CoxRegression.create(), monotone(), Execution.sequential()))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("monotone likelihood: column(s) 'x'");
    }

    @Test
    void limitsAreWhereTheLikelihoodHasFallen() {
        // one feature: nothing to maximise over, so the likelihood at the limit can be asked of a fit with the offset b
        // x
        SurvivalTable table = RandomTables.cox(RandomTables.random("profile", 0), 40, new double[] {0.8}, 0.5, 0);
        CoxProfile profile = CoxProfile.of(CoxRegression.create().withConfidence(0.9), table, Execution.sequential());
        double[] x = table.features().orElseThrow().column(0);
        ProfileCoefficient p = profile.coefficients().get(0);
        for (double limit : new double[] {p.lower(), p.upper()}) {
            double[] offset = Arrays.stream(x).map(v -> limit * v).toArray();
            double at = CoxRegression.create().fit(table.withOffset(offset)).nullLogLikelihood();
            // 90 % point of chi-squared with one degree of freedom
            assertThat(2 * (profile.model().logLikelihood() - at)).isCloseTo(2.705543454095404, within(1e-10));
        }
        assertThat(p.chiSquare())
                .isCloseTo(profile.model().likelihoodRatioTest().chiSquare(), within(1e-10));
    }

    @Test
    void aliasedColumnsCountForNothing() {
        SurvivalTable table = monotone();
        FeatureTable x = table.features().orElseThrow();
        double[] sum = IntStream.range(0, 8)
                .mapToDouble(i -> 1 + x.get(i, 0) - 2 * x.get(i, 1))
                .toArray();
        CoxProfile with = CoxProfile.of(FIRTH, table.withFeatures(x.withColumn("sum", sum)), Execution.sequential());
        CoxProfile without = CoxProfile.of(FIRTH, table, Execution.sequential());
        assertThat(with.coefficients().subList(0, 2)).isEqualTo(without.coefficients());
        assertThat(with.coefficients().get(2).aliased()).isTrue();
        assertThat(with.coefficients().get(2).lower()).isNaN();
        assertThat(with.model().waldTest().degreesOfFreedom()).isEqualTo(2);
    }

    @Test
    void shiftingScalingAndReorderingChangeNothingElse() {
        SurvivalTable table = monotone();
        FeatureTable x = table.features().orElseThrow();
        SurvivalTable moved = table.withFeatures(FeatureTable.of(
                        x.names(),
                        Arrays.stream(x.column(0)).map(v -> 50 + v / 1000).toArray(),
                        Arrays.stream(x.column(1)).map(v -> 3 - 20 * v).toArray()))
                .selectRows(new int[] {7, 3, 1, 0, 2, 6, 5, 4});
        CoxProfile plain = CoxProfile.of(FIRTH, table, Execution.sequential());
        CoxProfile other = CoxProfile.of(FIRTH, moved, Execution.sequential());
        assertThat(other.coefficients().get(0).estimate() / 1000)
                .isCloseTo(plain.coefficients().get(0).estimate(), within(1e-9));
        assertThat(other.coefficients().get(0).upper() / 1000)
                .isCloseTo(plain.coefficients().get(0).upper(), within(1e-8));
        assertThat(-20 * other.coefficients().get(1).lower())
                .isCloseTo(plain.coefficients().get(1).upper(), within(1e-8));
        assertThat(other.model().likelihoodRatioTest().chiSquare())
                .isCloseTo(plain.model().likelihoodRatioTest().chiSquare(), within(1e-10));
    }

    // 1000 shops of 30 customers, a group of five of whom few leave: in a fifth of the shops and more the likelihood is
    // monotone. P(coverage of 1000 outside 93 to 97 % | 95 %) = 0.004
    @Test
    void profilesCoverTheTruthWhereWaldCannotAnswer() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        double truth = -Math.log(3);
        int covered = 0;
        int monotone = 0;
        for (int shop = 0; shop < shops; shop++) {
            RandomGenerator random = RandomTables.random("firth", shop);
            int n = 30;
            double[] times = new double[n];
            int[] events = new int[n];
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = i % 6 == 0 ? 1 : 0;
                double leave = -Math.log1p(-random.nextDouble()) / Math.exp(truth * x[i]);
                double stop = -Math.log1p(-random.nextDouble());
                times[i] = Math.min(leave, stop);
                events[i] = leave <= stop ? 1 : 0;
            }
            SurvivalTable table = table(times, events, x);
            ProfileCoefficient p = CoxProfile.of(FIRTH, table, Execution.sequential())
                    .coefficients()
                    .get(0);
            covered += p.lower() <= truth && truth <= p.upper() ? 1 : 0;
            try {
                CoxRegression.create().fit(table);
            } catch (FitException e) {
                monotone++;
            }
        }
        assertThat(monotone).isGreaterThan(shops / 10);
        assertThat(covered / (double) shops).isBetween(0.93, 0.97);
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIRTH.withRidge(1))
                .withMessage("Firth's correction is a penalty of its own; choose one of the two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoxRegression.create().withRidge(1).withFirth())
                .withMessage("Firth's correction is a penalty of its own; choose one of the two");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIRTH.withTies(Ties.EXACT).fit(separated()))
                .withMessage("Firth's correction has no exact ties; use Efron's or Breslow's");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIRTH.withRobustErrors().fit(separated()))
                .withMessage(
                        "Firth's correction has no robust errors; use one without the other, or leave out the clusters"
                                + " and withRobustErrors()");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CoxProfile.of(CoxRegression.create().withRidge(1), separated(), Execution.sequential()))
                .withMessage(
                        "the profile of a likelihood with a ridge is no measure of certainty; use withFirth(), or no"
                                + " penalty");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CoxProfile.of(CoxRegression.create().withRobustErrors(), separated(), Execution.sequential()))
                .withMessage("a profile trusts the likelihood, which robust errors do not; leave out the clusters and"
                        + " withRobustErrors(), or use the model's Wald intervals");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProportionalHazards.test(
                        FIRTH.fit(separated()), separated(), TimeScale.RANK, Execution.sequential()))
                .withMessage("Firth's estimates are not where the score is 0, on which the test of proportional hazards"
                        + " rests; fit without the correction");
        assertThat(FIRTH.withMaxIterations(1).fit(monotone()).report().converged())
                .isFalse();
    }
}
