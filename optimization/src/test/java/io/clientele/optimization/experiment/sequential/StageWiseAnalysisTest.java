package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StageWiseAnalysisTest {

    /**
     * rpact's own unit test of survival data (rpact 2.0, 2019-07-23, tests/testthat, getAnalysisResults of a Wang-Tsiatis design, delta
     * 0.45, looks at 0.2, 0.4, 0.6, 1): 29 events, log-rank z 2.9 at the third look, standard error of the log hazard ratio
     * 2/sqrt(29). The p-value is printed with 8 digits; the other figures come from a root search of about 6.
     */
    @Test
    void rpactSurvivalExample() {
        GroupSequentialDesign design = GroupSequentialDesign.ofLimits(
                new double[] {0.2, 0.4, 0.6, 1},
                new double[] {2.4878815, 2.4031352, 2.3549063, 2.2955206},
                false,
                0.025);
        assertThat(design.spent())
                .containsExactly(new double[] {0.0064253267, 0.012720859, 0.01826361, 0.025}, within(2e-9));
        double error = 2 / Math.sqrt(29);
        StageWiseResult result = StageWiseAnalysis.of(design).result(2, 2.9 * error, error);
        assertThat(result.p()).isCloseTo(0.013371274, within(2e-9));
        assertThat(Math.exp(result.interval().lower())).isCloseTo(1.1294538, within(5e-6));
        assertThat(Math.exp(result.interval().upper())).isCloseTo(5.6956842, within(5e-6));
        assertThat(Math.exp(result.estimate())).isCloseTo(2.632639, within(5e-6));
        assertThat(result.interval().confidence()).isCloseTo(0.95, within(1e-15));
    }

    /**
     * Multivariate normal chances by Genz' method: /usr/bin/python3, scipy 1.10.1, multivariate_normal.cdf with lower_limit and
     * maxpts 4e6 k, roots by brentq; good to some 1e-6.
     */
    @Test
    void multivariateNormalByAnotherMethod() {
        GroupSequentialDesign design = GroupSequentialDesign.ofLimits(
                new double[] {0.2, 0.5, 0.8}, new double[] {4.876885, 2.962629, 2.266195}, true, 0.05);
        StageWiseAnalysis analysis = StageWiseAnalysis.of(design);
        double[][] expected = {
            {1, 3.1, 0.0009678441254841949, 1.61219469777582, 4.384029962404527, 7.15584831846621},
            {2, 1.0, 0.15866592263587684, -1.0733334877542393, 1.1179931936856202, 3.3093100229977432},
            {2, 2.5, 0.006913742769215687, 0.5692341047933324, 2.7766871195887166, 4.974331586793509}
        };
        for (double[] row : expected) {
            int look = (int) row[0];
            double error = 1 / Math.sqrt(design.information()[look]);
            StageWiseResult result = analysis.result(look, row[1] * error, error);
            assertThat(result.upperP()).isCloseTo(row[2], within(2e-6));
            assertThat(result.p()).isCloseTo(2 * row[2], within(4e-6));
            assertThat(result.interval().lower()).isCloseTo(row[3], within(2e-5));
            assertThat(result.estimate()).isCloseTo(row[4], within(2e-5));
            assertThat(result.interval().upper()).isCloseTo(row[5], within(2e-5));
        }
    }

    /** At the first look there is nothing to correct: the plain p-value, estimate and interval. */
    @Test
    void firstLookIsThePlainTest() {
        StageWiseAnalysis analysis =
                StageWiseAnalysis.of(GroupSequential.looks(4).design());
        StageWiseResult result = analysis.result(0, 0.9, 0.3);
        assertThat(result.p()).isCloseTo(2 * Distributions.normalSurvival(3), within(1e-15));
        assertThat(result.estimate()).isCloseTo(0.9, within(1e-12));
        assertThat(result.interval().lower()).isCloseTo(0.9 - 0.3 * 1.959963984540054, within(1e-12));
    }

    /** A result just at the limit has the p-value that is spent by then, and its interval ends at 0; so does its mirror image. */
    @Test
    void limitsAndIntervalsAgree() {
        for (StoppingRule rule : new StoppingRule[] {StoppingRule.obrienFleming(), StoppingRule.pocock()}) {
            GroupSequentialDesign design =
                    GroupSequential.at(0.2, 0.3, 0.7, 1).withRule(rule).design();
            double[] spent = design.spent();
            for (int look = 1; look < 4; look++) {
                StageWiseResult at = StageWiseAnalysis.of(design).result(look, design.criticalValue(look), 1);
                assertThat(at.p()).isCloseTo(spent[look], within(1e-12));
                StageWiseAnalysis narrow = StageWiseAnalysis.of(design).withConfidence(1 - spent[look]);
                assertThat(narrow.result(look, design.criticalValue(look), 1)
                                .interval()
                                .lower())
                        .isCloseTo(0, within(1e-9));
                StageWiseResult mirrored = StageWiseAnalysis.of(design).result(look, -design.criticalValue(look), 1);
                assertThat(mirrored.p()).isCloseTo(at.p(), within(1e-12));
                assertThat(mirrored.estimate()).isCloseTo(-at.estimate(), within(1e-9));
                assertThat(mirrored.interval().lower()).isCloseTo(-at.interval().upper(), within(1e-9));
            }
        }
    }

    /**
     * 4,000 walks an effect, three effects, the looks unevenly spaced. An interval covers the truth just when the chance, under the
     * truth, of a result at least as high is between 2.5 % and 97.5 %, and the estimate is above it when that chance is below
     * one half; every 100th walk is also read as a user would. Standard errors of shares: 0.0035 at 95 %, 0.008 at one half.
     */
    @Test
    void coverageAndMedian() {
        double[] times = {0.15, 0.4, 0.55, 0.6, 1};
        GroupSequentialDesign design =
                GroupSequential.at(times).withRule(StoppingRule.pocock()).design();
        StageWiseAnalysis analysis = StageWiseAnalysis.of(design);
        double[] upper = design.criticalValues();
        double[] lower = java.util.Arrays.stream(upper).map(u -> -u).toArray();
        StageWiseOrder order = new StageWiseOrder(times, lower, upper);
        int runs = Boolean.getBoolean("clientele.full") ? 60_000 : 4_000;
        RandomGenerator random = RandomStreams.stream(3, "stage.wise", 0);
        for (double drift : new double[] {0, 2, 3.2}) {
            int covered = 0;
            int high = 0;
            double plain = 0;
            for (int run = 0; run < runs; run++) {
                double s = 0;
                int k = 0;
                for (; ; k++) {
                    double step = times[k] - (k == 0 ? 0 : times[k - 1]);
                    s += drift * step + Samplers.gaussian(random) * Math.sqrt(step);
                    if (k == 4 || Math.abs(s) >= design.criticalValue(k) * Math.sqrt(times[k])) {
                        break;
                    }
                }
                double chance = order.above(k, s / Math.sqrt(times[k]), drift);
                boolean covers = chance >= 0.025 && chance <= 0.975;
                covered += covers ? 1 : 0;
                high += chance < 0.5 ? 1 : 0;
                plain += s / times[k] / runs;
                if (run % 100 == 0) {
                    StageWiseResult result = analysis.result(k, s / times[k], 1 / Math.sqrt(times[k]));
                    assertThat(result.interval().contains(drift)).isEqualTo(covers);
                    assertThat(result.estimate() > drift).isEqualTo(chance < 0.5);
                }
            }
            double four = 4 / Math.sqrt(runs);
            assertThat((double) covered / runs).isCloseTo(0.95, within(four * Math.sqrt(0.05 * 0.95)));
            assertThat((double) high / runs).isCloseTo(0.5, within(four * 0.5));
            // the plain estimate is too large on average where the experiment may stop for being large
            assertThat(plain - drift).isGreaterThan(drift == 0 ? -0.1 : 0.1);
        }
    }

    /**
     * python3, mpmath 1.3, 40 digits: log of P(Z1 > u1) + the integral of the first look's density below the limit times the chance of
     * the step to the result, by quad with break points at the limit and around the most likely way; the density of the second of three
     * looks in closed form. Columns: shares and limits of the looks before, share and z of the result.
     */
    @Test
    void farTailsHaveLogarithms() {
        double[][][] looks = {
            {{0.5, 9}, {1, 9.5}, {-43.618902041485656898}},
            {{0.9, 20}, {1, 20.2}, {-203.89965509498913216}},
            {{0.9, 50}, {1, 50.1}, {-1254.8246924546807702}},
            {{0.5, 8}, {1, 12}, {-35.013437159914549895}},
            {{0.3, 40}, {0.8, 40.01}, {-804.09554702128942383}},
            {{0.2, 9}, {1, 8.5}, {-39.185561220851118259}},
            {{0.2, 30}, {0.5, 40}, {1, 50}, {-454.32124395634319711}},
            {{0.2, 12}, {0.5, 11.5}, {1, 11}, {-63.82147881503556301}},
            {{0.2, 40}, {0.5, 38}, {1, 37}, {-689.03058561306442989}}
        };
        for (double[][] row : looks) {
            int n = row.length - 1;
            double[] times = new double[n];
            double[] limits = new double[n];
            for (int k = 0; k < n; k++) {
                times[k] = row[k][0];
                limits[k] = k == n - 1 ? 2 : row[k][1];
            }
            double z = row[n - 1][1];
            double expected = row[n][0];
            StageWiseAnalysis analysis =
                    StageWiseAnalysis.of(GroupSequentialDesign.ofLimits(times, limits, true, 0.05));
            StageWiseResult above = analysis.result(n - 1, z, 1);
            assertThat(above.logUpperP()).isCloseTo(expected, within(1e-10 * -expected));
            assertThat(above.logP()).isCloseTo(Math.log(2) + expected, within(1e-10 * -expected));
            assertThat(above.p()).isEqualTo(Math.exp(above.logP()));
            StageWiseResult below = analysis.result(n - 1, -z, 1);
            assertThat(below.logP()).isCloseTo(above.logP(), within(1e-10 * -expected));
            StageWiseResult oneSided = StageWiseAnalysis.of(GroupSequentialDesign.ofLimits(times, limits, false, 0.025))
                    .result(n - 1, z, 1);
            assertThat(oneSided.logP()).isCloseTo(expected, within(1e-10 * -expected));
        }
    }

    /** The two ways to work the logarithm out meet where the tail begins. */
    @Test
    void tailsJoin() {
        double[] times = {0.3, 0.6, 1};
        StageWiseOrder order = new StageWiseOrder(times, new double[] {-8, -7, -6}, new double[] {8, 7, 6});
        double chance = order.above(2, 5.61, 0);
        assertThat(chance).isGreaterThan(1e-8);
        assertThat(order.logAbove(2, 5.61)).isEqualTo(Math.log(chance));
        double smaller = order.above(2, 5.62, 0);
        assertThat(smaller).isLessThan(1e-8);
        assertThat(order.logAbove(2, 5.62)).isCloseTo(Math.log(smaller), within(1e-10));
        assertThat(order.logBelow(2, -5.62)).isCloseTo(Math.log(smaller), within(1e-10));
    }

    @Test
    void extremeResults() {
        StageWiseAnalysis analysis =
                StageWiseAnalysis.of(GroupSequential.looks(3).design());
        StageWiseResult huge = analysis.result(0, 30, 1);
        assertThat(huge.p()).isBetween(1e-200, 1e-190);
        assertThat(huge.estimate()).isCloseTo(30, within(1e-9));
        StageWiseResult low = analysis.result(2, -8, 1);
        assertThat(low.interval().upper()).isLessThan(0);
        assertThat(analysis.result(2, 0, 1).p()).isCloseTo(1, within(1e-12));
        assertThat(analysis.result(2, 0, 1).estimate()).isCloseTo(0, within(1e-9));
    }

    @Test
    void valuesAndRefusals() {
        GroupSequentialDesign design = GroupSequential.looks(3).design();
        StageWiseAnalysis analysis = StageWiseAnalysis.of(design);
        assertThat(analysis).isEqualTo(StageWiseAnalysis.of(design)).hasSameHashCodeAs(StageWiseAnalysis.of(design));
        assertThat(analysis.withConfidence(0.8)).isNotEqualTo(analysis);
        assertThat(analysis).asString().isEqualTo("StageWiseAnalysis[3 looks, confidence=0.95]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analysis.result(3, 1, 1))
                .withMessage("look must be from 0 to 2, one of the design's, got 3; make a design of the looks so far");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analysis.result(0, Double.NaN, 1))
                .withMessageContaining("estimate must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> analysis.result(0, 1, 0))
                .withMessage("standardError must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequentialDesign.ofLimits(new double[] {0.5, 1}, new double[] {2}, true, 0.05))
                .withMessageContaining("criticalValues");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> GroupSequentialDesign.ofLimits(new double[] {1}, new double[] {Double.NaN}, true, 0.05))
                .withMessage("look 0: the limit must be above 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> design.criticalValue(3))
                .withMessage(
                        "look must be from 0 to 2 (planned are 3 looks), got 3; for looks that come unplanned give "
                                + "GroupSequential.at the looks so far, with a rule that spends, or use GroupSequentialMonitor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GroupSequential.at(0.5, 0.5 + 1e-9))
                .withMessageContaining("there is nothing new to look at, leave the look out");
    }
}
