package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Beside numpy and scipy on the same sixty decisions: src/test/oracle/contextual_bandit.py. Both sides solve well-conditioned systems of
 * 4 and 12 unknowns in doubles, so they agree to some 1e-13; asserted is 1e-10.
 */
class ContextualOracleTest {

    private static final Offset<Double> CLOSE = within(1e-10);
    private static final double[] MEAN = {0.4354584538513747, 0.41379878704515516, 0.3926700898131942};
    private static final double[] SPREAD = {0.42004319325287537, 0.3368523990523464, 0.47408032855781695};

    private static Factor[] factors(ArmFeatures known) {
        return new Design(SampleDecisions.FEATURES, List.of(SampleDecisions.ARMS), known)
                .fit(SampleDecisions.sums(), 2);
    }

    @Test
    void ridgeSolutionOfEachArm() {
        Factor[] factors = factors(null);
        assertThat(factors[0].mean())
                .containsExactly(
                        new double[] {0.3440398573831735, 0.4590734528123409, 0.09731696596933394, 0.006584464799233588
                        },
                        CLOSE);
        assertThat(factors[1].mean())
                .containsExactly(
                        new double[] {0.3879383975561213, 1.3073957353285108, -0.01710261393609487, -0.09803813846937924
                        },
                        CLOSE);
        assertThat(factors[2].mean())
                .containsExactly(
                        new double[] {0.2266169515122022, 0.751281254291931, 0.0977568347646282, 0.051822278965947606},
                        CLOSE);
    }

    @Test
    void meansAndSpreadsInAContext() {
        assertScores(null, MEAN, SPREAD);
        assertScores(
                SampleDecisions.armFeatures(),
                new double[] {0.48784769424644503, 0.465773543304156, 0.5892600092804187},
                new double[] {0.39121895447020527, 0.31890509012972046, 0.44548740691824523});
    }

    private static void assertScores(ArmFeatures known, double[] means, double[] spreads) {
        Design design = new Design(SampleDecisions.FEATURES, List.of(SampleDecisions.ARMS), known);
        Scratch scratch = new Scratch();
        scratch.room(3, 4);
        NormalScores.of(design, design.fit(SampleDecisions.sums(), 2), List.of(0, 1, 2))
                .compute(SampleDecisions.QUERY, scratch);
        assertThat(scratch.means).containsExactly(means, CLOSE);
        assertThat(scratch.spreads).containsExactly(spreads, CLOSE);
    }

    @Test
    void oneModelOfAllArms() {
        assertThat(factors(SampleDecisions.armFeatures())[0].mean())
                .containsExactly(
                        new double[] {
                            0.3503479145063523, 0.10398591451362221, 0.012058049681755249, 1.1602699068923854,
                            0.6753495543585369, 0.09588812983276145, 0.02658149545170623, -0.10754825791245325,
                            0.0491129590623797, -0.08367132795352718, 0.016373168978325116, 0.02424452538115156
                        },
                        CLOSE);
    }

    @Test
    void squareCbByHand() {
        assertThat(SquareCb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                        .withPrecision(2)
                        .withGamma(5)
                        .fit(SampleDecisions.sums())
                        .shares(SampleDecisions.QUERY))
                .containsExactly(new double[] {0.367136159575121, 0.3217194402002968, 0.31114440022458206}, CLOSE);
    }

    /** n = 60 decisions, K = 3 arms, p = 12 coefficients: gamma = 16 sqrt(3 · 60 / (12 log 61)); a range of 2 halves it. */
    @Test
    void squareCbGrowsByTheTheorem() {
        double gamma = 16 * Math.sqrt(3 * 60 / (12 * Math.log(61))) / 2;
        assertThat(SquareCb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                        .withPrecision(2)
                        .withRewardRange(2)
                        .fit(SampleDecisions.sums())
                        .shares(SampleDecisions.QUERY)[1])
                .isCloseTo(1 / (3 + gamma * (MEAN[0] - MEAN[1])), CLOSE);
    }

    @Test
    void thompsonByQuadrature() {
        assertThat(LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                        .withPrecision(2)
                        .withDeviation(0.5)
                        .fit(SampleDecisions.sums())
                        .shares(SampleDecisions.QUERY))
                .containsExactly(new double[] {0.3802700663859438, 0.30610728375335144, 0.3136226498607048}, CLOSE);
    }

    /** Bounds .7295, .6496, .7245 at 0.7 spreads; at 1 spread the third arm's is the highest. */
    @Test
    void linUcbTakesTheHighestBound() {
        LinUcb recipe =
                LinUcb.of(SampleDecisions.FEATURES, SampleDecisions.ARMS).withPrecision(2);
        assertThat(recipe.withWidth(0.7).fit(SampleDecisions.sums()).shares(SampleDecisions.QUERY))
                .containsExactly(1, 0, 0);
        assertThat(recipe.fit(SampleDecisions.sums()).shares(SampleDecisions.QUERY))
                .containsExactly(0, 0, 1);
    }

    /** Where nothing is known and the prior is sharp, every drawn model has the prior's log odds. */
    @Test
    void logisticStartsFromThePriorRate() {
        ContextualSnapshot snapshot = LogisticThompson.of(List.of("x"), "a", "b")
                .withPriorRate(0.2)
                .withPrecision(1e9)
                .fit(ContextualCounts.of("x"));
        for (double[] model : snapshot.rule().numbers()) {
            double odds = Math.log(0.25);
            assertThat(model).containsExactly(new double[] {odds, odds, 0, 0}, within(3e-4));
        }
    }

    @Test
    void logisticModeAndCovariance() {
        Design design = new Design(SampleDecisions.FEATURES, List.of(SampleDecisions.ARMS), null);
        LogisticRows rows = LogisticRows.of(design, SampleDecisions.counts(), 1);
        assertThat(rows.trials()).isEqualTo(32);
        LogisticLaplace fit = LogisticLaplace.fit(rows, new double[] {Math.log(.2 / .8), 0, 0, 0}, 1.5, design.names());
        assertThat(fit.converged()).isTrue();
        assertThat(fit.mode())
                .containsExactly(
                        new double[] {-1.126062537297879, -0.16056268422381564, 0.25608084694720273, -0.77666659859871},
                        CLOSE);
        double[] lower = {
            0.20584955886966882,
            0.017200153696913162,
            0.5074105517947738,
            -0.16175556872895047,
            0.01296469728510339,
            0.4515355535801612,
            -0.05340515753717758,
            0.023645790165748904,
            -0.011600770795599385,
            0.42565906080310617
        };
        int at = 0;
        for (int i = 0; i < 4; i++) {
            double[] one = new double[4];
            one[i] = 1;
            double[] y = fit.curvature().forward(one);
            for (int j = 0; j <= i; j++) {
                double[] two = new double[4];
                two[j] = 1;
                double[] z = fit.curvature().forward(two);
                double covariance = y[0] * z[0] + y[1] * z[1] + y[2] * z[2] + y[3] * z[3];
                assertThat(covariance).isCloseTo(lower[at++], CLOSE);
            }
        }
    }
}
