package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PermutationTestTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 1_500;
    private static final double[] A = {12.1, 9.8, 15.3, 11.0, 8.7};
    private static final double[] B = {14.2, 18.9, 13.5, 16.1, 12.9, 17.0};

    /**
     * scipy 1.17.1: permutation_test((b, a), difference of means, n_resamples=inf) gives p = 12 / 462; all 462 ways by
     * itertools.combinations with ttest_ind(equal_var=False) give 14 at least as far as 2.750413316808771.
     */
    @Test
    void allWays() {
        PermutationResult plain = PermutationTest.create().withPlainDifference().test(A, B);
        assertThat(plain.p()).isEqualTo(12.0 / 462);
        assertThat(plain.exact()).isTrue();
        assertThat(plain.arrangements()).isEqualTo(462);
        assertThat(plain.difference()).isCloseTo(4.053333333333331, within(1e-12));
        PermutationResult studentized = PermutationTest.create().test(A, B);
        assertThat(studentized.p()).isEqualTo(14.0 / 462);
        assertThat(studentized.statistic()).isCloseTo(2.750413316808771, within(1e-12));
        PermutationResult back = PermutationTest.create().test(B, A);
        assertThat(back.p()).isEqualTo(studentized.p());
        assertThat(back.statistic()).isCloseTo(-studentized.statistic(), within(1e-12));
    }

    /** 99,999 draws: the share is within 5 standard errors of the exact one; and the same for any number of threads. */
    @Test
    void drawnWays() {
        double[] a = new double[12];
        double[] b = new double[12];
        RandomGenerator random = RandomStreams.stream(8, "permutation.drawn", 0);
        for (int i = 0; i < 12; i++) {
            a[i] = Samplers.gaussian(random);
            b[i] = Samplers.gaussian(random) + 1;
        }
        double exact =
                PermutationTest.create().withPermutations(3_000_000).test(a, b).p();
        PermutationTest test = PermutationTest.create().withPermutations(99_999).withSeed(3);
        PermutationResult drawn = test.test(a, b);
        assertThat(drawn.exact()).isFalse();
        assertThat(drawn.p()).isCloseTo(exact, within(5 * Math.sqrt(exact / 1e5)));
        try (TestPool pool = new TestPool(7)) {
            for (int threads : new int[] {2, 3, 7}) {
                assertThat(test.test(a, b, Execution.on(pool, threads))).isEqualTo(drawn);
            }
        }
        assertThat(test.withSeed(4).test(a, b)).isNotEqualTo(drawn);
    }

    /**
     * No effect, zero-inflated lognormal spend of 40 and 60 customers, where Welch's test errs: exact, so at most 5 % and 4 standard
     * errors of a share.
     */
    @Test
    void neverErrsMoreOftenThanItSays() {
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "permutation.level", 0);
            double[] a = spend(random, 40);
            double[] b = spend(random, 60);
            found += PermutationTest.create()
                                    .withPermutations(199)
                                    .withSeed(run)
                                    .test(a, b)
                                    .p()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat((double) found / RUNS).isLessThanOrEqualTo(0.05 + 4 * Math.sqrt(0.05 * 0.95 / RUNS));
        assertThat((double) found / RUNS).isGreaterThan(0.02);
    }

    private static double[] spend(RandomGenerator random, int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextDouble() < 0.3 ? StrictMath.exp(3 + Samplers.gaussian(random)) : 0;
        }
        return values;
    }

    @Test
    void edges() {
        assertThat(PermutationTest.create()
                        .test(new double[] {3, 3}, new double[] {3, 3, 3})
                        .p())
                .isEqualTo(1);
        PermutationResult apart = PermutationTest.create().test(new double[] {0, 0, 0}, new double[] {1, 1, 1});
        assertThat(apart.p()).isEqualTo(2.0 / 20);
        assertThat(apart.statistic()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(PermutationTest.create())
                .isEqualTo(PermutationTest.create().withSeed(0))
                .isNotEqualTo(PermutationTest.create().withPlainDifference())
                .hasToString("PermutationTest[permutations=9999, seed=0, studentized=true]");
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationTest.create().withPermutations(10))
                .withMessage("permutations must be at least 99, got 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationTest.create().test(new double[1], new double[3]))
                .withMessage("units of the control must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationTest.create().test(new double[2], new double[] {1, 2, Double.NaN}))
                .withMessage("values[4] must be finite, got NaN");
    }
}
