package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.experiment.AlwaysValidTest;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.SequentialSampleRatio;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The error of every sequential method at 24 schedules of looks: by exact recursion or enumeration, and where values have a
 * distribution of their own by a seeded simulation. {@link FutilityTest} and {@link HarmGuardTest} do the same for theirs.
 */
class SequentialErrorTest {

    private static final List<double[]> SCHEDULES = schedules();

    /** Equal steps, early, late and clustered looks, ends before the plan, daily looks, and 8 drawn at random. */
    private static List<double[]> schedules() {
        List<double[]> all = new ArrayList<>();
        for (int looks : new int[] {1, 2, 3, 5, 10, 14, 30, 60}) {
            all.add(GroupSequential.looks(looks).information());
        }
        all.add(new double[] {0.01, 0.02, 0.03, 1});
        all.add(new double[] {0.5, 0.501, 0.502, 0.9, 0.9001});
        all.add(new double[] {0.9, 0.95, 1});
        all.add(new double[] {0.1, 0.9});
        all.add(new double[] {0.001, 1});
        all.add(new double[] {0.3, 0.6});
        all.add(new double[] {0.2, 0.25, 0.26, 0.7, 0.71, 0.72, 1});
        all.add(new double[] {1e-4, 1e-3, 1e-2, 1e-1, 1});
        RandomGenerator random = RandomStreams.stream(8, "schedules", 0);
        for (int i = 0; i < 8; i++) {
            double[] times = new double[2 + 3 * i];
            double sum = 0;
            for (int k = 0; k < times.length; k++) {
                sum += 0.01 + Samplers.exponential(random);
                times[k] = sum;
            }
            double last = sum;
            all.add(Arrays.stream(times).map(t -> t / last).toArray());
        }
        return all;
    }

    @Test
    void groupSequentialByExactRecursion() {
        assertThat(SCHEDULES).hasSize(24);
        List<StoppingRule> rules = List.of(
                StoppingRule.obrienFleming(),
                StoppingRule.pocock(),
                StoppingRule.hwangShihDeCani(-4),
                StoppingRule.power(2),
                StoppingRule.classicObrienFleming(),
                StoppingRule.classicPocock());
        for (double[] times : SCHEDULES) {
            for (StoppingRule rule : rules) {
                for (boolean twoSided : new boolean[] {true, false}) {
                    GroupSequentialDesign design = GroupSequential.at(times)
                            .withTwoSided(twoSided)
                            .withRule(rule)
                            .design();
                    assertThat(design.error())
                            .as("%s at %s", rule, Arrays.toString(times))
                            .isLessThanOrEqualTo(0.05 + 1e-11);
                }
            }
        }
    }

    @Test
    void alwaysValidByExactRecursion() {
        for (double[] times : SCHEDULES) {
            for (SequentialMethod method : List.of(
                    SequentialMethod.alwaysValid(1),
                    SequentialMethod.alwaysValid(0.05),
                    SequentialMethod.alwaysValid(20),
                    SequentialMethod.bonferroni())) {
                assertThat(method.design(0.05, times).error())
                        .as("%s at %s", method, Arrays.toString(times))
                        .isLessThanOrEqualTo(0.05 + 1e-12);
            }
        }
    }

    /** What is not a sequential method, so that the tests above are seen to tell: the fixed test at every look. */
    @Test
    void peekingErrs() {
        int wrong = 0;
        for (double[] times : SCHEDULES) {
            wrong += SequentialMethod.peeking().design(0.05, times).error() > 0.052 ? 1 : 0;
        }
        assertThat(wrong).isEqualTo(23); // all but the one look
    }

    /** Two equal rates of 30 %, counts at the looks alone, of 40 units a variant, by exact enumeration. */
    @Test
    void betaBinomialByEnumeration() {
        BetaBinomialSequence sequence = BetaBinomialSequence.create();
        double most = Math.log(20);
        int units = 40;
        double[][][] evidence = new double[units + 1][][];
        for (int n = 1; n <= units; n++) {
            evidence[n] = new double[n + 1][n + 1];
            for (int a = 0; a <= n; a++) {
                for (int b = 0; b <= n; b++) {
                    evidence[n][a][b] = sequence.logEvidence(new Conversions("a", a, n), new Conversions("b", b, n));
                }
            }
        }
        for (double[] times : SCHEDULES) {
            boolean[] looks = looks(times, units);
            double[][] chance = {{1}};
            double stopped = 0;
            double rate = 0.3;
            for (int n = 1; n <= units; n++) {
                double[][] next = new double[n + 1][n + 1];
                for (int a = 0; a < n; a++) {
                    for (int b = 0; b < n; b++) {
                        next[a][b] += chance[a][b] * (1 - rate) * (1 - rate);
                        next[a + 1][b] += chance[a][b] * rate * (1 - rate);
                        next[a][b + 1] += chance[a][b] * (1 - rate) * rate;
                        next[a + 1][b + 1] += chance[a][b] * rate * rate;
                    }
                }
                for (int a = 0; looks[n] && a <= n; a++) {
                    for (int b = 0; b <= n; b++) {
                        if (evidence[n][a][b] >= most) {
                            stopped += next[a][b];
                            next[a][b] = 0;
                        }
                    }
                }
                chance = next;
            }
            assertThat(stopped).as("%s", Arrays.toString(times)).isLessThanOrEqualTo(0.05);
        }
    }

    /** 400 units to two variants, half each: a sound split is called broken at 5 % in at most 5 %, by exact enumeration. */
    @Test
    void sampleRatioByEnumeration() {
        SequentialSampleRatio check = SequentialSampleRatio.of(1, 1);
        int units = 400;
        for (double[] times : SCHEDULES) {
            boolean[] looks = looks(times, units);
            double[] chance = {1};
            double stopped = 0;
            for (int n = 1; n <= units; n++) {
                double[] next = new double[n + 1];
                for (int s = 0; s < n; s++) {
                    next[s] += chance[s] / 2;
                    next[s + 1] += chance[s] / 2;
                }
                for (int s = 0; looks[n] && s <= n; s++) {
                    if (check.p(s, n - s) <= 0.05) {
                        stopped += next[s];
                        next[s] = 0;
                    }
                }
                chance = next;
            }
            assertThat(stopped).as("%s", Arrays.toString(times)).isLessThanOrEqualTo(0.05);
        }
    }

    private static boolean[] looks(double[] times, int units) {
        boolean[] looks = new boolean[units + 1];
        for (double t : times) {
            looks[(int) Math.max(1, Math.round(t * units))] = true;
        }
        return looks;
    }

    /**
     * Small samples with normal errors: 60 pairs of units, a t-test at each look from the second pair on; 3,000 runs, standard error
     * 0.4 points at 5 %. Looking after every pair bounds every schedule.
     */
    @Test
    void anytimeTBySimulation() {
        RandomGenerator random = RandomStreams.stream(9, "anytime.t", 0);
        int runs = Boolean.getBoolean("clientele.full") ? 100_000 : 3_000;
        int pairs = 60;
        AnytimeT fresh = AnytimeT.of(20);
        int[] stopped = new int[SCHEDULES.size() + 1];
        for (int run = 0; run < runs; run++) {
            double[] p = new double[pairs + 1];
            double[] sum = new double[2];
            double[] squares = new double[2];
            for (int n = 1; n <= pairs; n++) {
                for (int arm = 0; arm < 2; arm++) {
                    double x = Samplers.gaussian(random);
                    sum[arm] += x;
                    squares[arm] += x * x;
                }
                p[n] = 1;
                if (n > 1) {
                    double within = squares[0] + squares[1] - (sum[0] * sum[0] + sum[1] * sum[1]) / n;
                    double error = Math.sqrt(within / (2 * n - 2) * 2 / n);
                    p[n] = fresh.look((sum[1] - sum[0]) / n, error, 2 * n, 2).p();
                }
            }
            for (int i = 0; i <= SCHEDULES.size(); i++) {
                boolean[] looks = i < SCHEDULES.size() ? looks(SCHEDULES.get(i), pairs) : null;
                boolean ever = false;
                for (int n = 1; n <= pairs; n++) {
                    ever |= (looks == null || looks[n]) && p[n] <= 0.05;
                }
                stopped[i] += ever ? 1 : 0;
            }
        }
        double four = 4 * Math.sqrt(0.05 * 0.95 / runs);
        for (int i = 0; i < stopped.length; i++) {
            assertThat((double) stopped[i] / runs).as("schedule %s", i).isLessThanOrEqualTo(0.05 + four);
        }
        // not for being asleep
        assertThat((double) stopped[SCHEDULES.size()] / runs).isGreaterThan(0.01);
    }

    /** Skewed values between bounds, half of them 0: 150 values, 2,000 runs, standard error 0.5 points at 5 %. */
    @Test
    void bettingBySimulation() {
        RandomGenerator random = RandomStreams.stream(10, "betting", 0);
        int runs = Boolean.getBoolean("clientele.full") ? 50_000 : 2_000;
        int units = 150;
        BettingSequence sequence = BettingSequence.between(0, 1);
        double limit = Math.log(20);
        // half 0, half Beta(1, 4): mean 0.1
        int[] stopped = new int[SCHEDULES.size()];
        double[] values = new double[units];
        for (int run = 0; run < runs; run++) {
            for (int i = 0; i < units; i++) {
                values[i] = Samplers.open(random) < 0.5 ? 0 : Samplers.beta(random, 1, 4);
            }
            double[] capital = sequence.logCapital(0.1, values);
            for (int i = 0; i < stopped.length; i++) {
                boolean[] looks = looks(SCHEDULES.get(i), units);
                boolean ever = false;
                for (int n = 1; n <= units; n++) {
                    ever |= looks[n] && capital[n - 1] >= limit;
                }
                stopped[i] += ever ? 1 : 0;
            }
        }
        double four = 4 * Math.sqrt(0.05 * 0.95 / runs);
        for (int i = 0; i < stopped.length; i++) {
            assertThat((double) stopped[i] / runs).as("schedule %s", i).isLessThanOrEqualTo(0.05 + four);
        }
    }

    /**
     * Rates of 3 % from the first unit on, looked at a hundred times up to 10,000 units a variant, with the usual burn-in: 2,000 runs.
     * Only a limit theorem stands behind it, so this is a measurement.
     */
    @Test
    void asymptoticSequenceWithBurnIn() {
        RandomGenerator random = RandomStreams.stream(11, "burn.in", 0);
        int runs = Boolean.getBoolean("clientele.full") ? 50_000 : 2_000;
        int stopped = 0;
        for (int run = 0; run < runs; run++) {
            AlwaysValidTest test = AlwaysValidTest.of(0.005);
            int a = 0;
            int b = 0;
            for (int k = 1; k <= 100; k++) {
                a += Samplers.binomial(random, 100, 0.03);
                b += Samplers.binomial(random, 100, 0.03);
                test = test.look(new Conversions("a", a, 100L * k), new Conversions("b", b, 100L * k));
            }
            stopped += test.p() <= 0.05 ? 1 : 0;
        }
        assertThat((double) stopped / runs).isLessThanOrEqualTo(0.05 + 4 * Math.sqrt(0.05 * 0.95 / runs));
        assertThat((double) stopped / runs).isCloseTo(0.02, within(0.02));
    }
}
