package io.clientele.core.internal.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SamplersTest {

    private final RandomGenerator random = RandomStreams.stream(7, "samplers", 0);

    /** Gives the smallest or the largest number there is. */
    private static RandomGenerator extreme(long bits) {
        return () -> bits;
    }

    @Test
    void uniformNumbersNeverReachTheEnds() {
        assertThat(Samplers.open(extreme(0))).isEqualTo(0x1.0p-53);
        assertThat(Samplers.open(extreme(-1))).isEqualTo(1 - 0x1.0p-53);
        assertThat(Samplers.exponential(extreme(0))).isEqualTo(53 * Math.log(2), within(1e-12));
        assertThat(Samplers.exponential(extreme(-1))).isPositive();
    }

    @Test
    void drawsThatAreCertain() {
        for (int i = 0; i < 100; i++) {
            assertThat(Samplers.binomial(random, 1_000_000, 0)).isZero();
            assertThat(Samplers.binomial(random, 1_000_000, 1)).isEqualTo(1_000_000);
            assertThat(Samplers.binomial(random, 0, 0.5)).isZero();
            assertThat(Samplers.binomial(random, Integer.MAX_VALUE, 1e-300)).isZero();
            assertThat(Samplers.poisson(random, 0)).isZero();
            assertThat(Samplers.geometric(random, 1)).isZero();
            assertThat(Samplers.geometric(random, 1e-300)).isEqualTo(Long.MAX_VALUE);
            assertThat(Samplers.categorical(random, new double[] {0, 0, 1e-300, 0}))
                    .isEqualTo(2);
        }
    }

    @Test
    void shapesAtTheEndsGiveNumbersAndEnd() {
        double[] shapes = {1e-300, 1e-10, 0.05, 1, 1e10, 1e300};
        for (double a : shapes) {
            assertThat(Samplers.gamma(random, a)).isNotNegative().isFinite();
            for (double b : shapes) {
                for (int i = 0; i < 50; i++) {
                    assertThat(Samplers.beta(random, a, b))
                            .as("beta %s %s", a, b)
                            .isBetween(0.0, 1.0);
                }
            }
        }
        assertThat(Samplers.beta(random, 1e300, 1e300)).isEqualTo(0.5, within(1e-12));
        assertThat(Samplers.beta(random, 1e-3, 1e300)).isEqualTo(0, within(1e-290));
        assertThat(Samplers.beta(random, 1e300, 1e-3)).isEqualTo(1);
    }

    @Test
    void aDrawOfManyTrialsTakesNoLonger() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            double sum = 0;
            for (int i = 0; i < 10_000; i++) {
                sum += Samplers.binomial(random, Integer.MAX_VALUE, 0.5);
            }
            // standard error of the mean of 10,000: 232 of 1.07e9
            assertThat(sum / 10_000).isEqualTo(Integer.MAX_VALUE / 2.0, within(5 * 232.0));
        });
    }

    @Test
    void stirlingsRemainderIsThatOfTheFactorial() {
        // log(k!) - ((k + 1/2) log(k) - k + log(2 pi) / 2), mpmath 1.3.0, 40 digits
        double[][] known = {
            {1, 0.08106146679532726},
            {2, 0.04134069595540929},
            {5, 0.016644691189821193},
            {9, 0.0092554621827127329},
            {10, 0.0083305634333631256},
            {11, 0.0075736754879518412},
            {20, 0.0041663196919958837},
            {1000, 8.3333330555563492e-05}
        };
        for (double[] k : known) {
            assertThat(Samplers.stirling(k[0])).as("%s", k[0]).isEqualTo(k[1], within(1e-12));
        }
    }

    @Test
    void badArguments() {
        refused(
                () -> Samplers.gamma(random, Double.POSITIVE_INFINITY),
                "shape must be between 1e-300 and 1e300, got Infinity");
        refused(() -> Samplers.gamma(random, 0), "shape must be between 1e-300 and 1e300, got 0.0");
        refused(() -> Samplers.beta(random, Double.NaN, 1), "alpha must be between 1e-300 and 1e300, got NaN");
        refused(
                () -> Samplers.beta(random, 1, Double.MIN_VALUE),
                "beta must be between 1e-300 and 1e300, got 4.9E-324");
        refused(() -> Samplers.poisson(random, -1), "mean must be between 0 and 1e15, got -1.0");
        refused(() -> Samplers.poisson(random, Double.NaN), "mean must be between 0 and 1e15, got NaN");
        refused(() -> Samplers.geometric(random, 0), "probability must be above 0 and at most 1, got 0.0");
        refused(() -> Samplers.binomial(random, -1, 0.5), "trials must be at least 0, got -1");
        refused(() -> Samplers.binomial(random, 5, 1.5), "probability must be between 0 and 1, got 1.5");
        refused(() -> Samplers.binomial(random, 5, Double.NaN), "probability must be between 0 and 1, got NaN");
        refused(() -> Samplers.categorical(random, new double[] {1, -1}), "weights must be at least 0, got -1.0");
        refused(() -> Samplers.categorical(random, new double[] {Double.NaN}), "weights must be at least 0, got NaN");
        refused(
                () -> Samplers.categorical(random, new double[2]),
                "the sum of the weights must be finite and above 0, got 0.0");
        refused(
                () -> Samplers.categorical(random, new double[] {1e308, 1e308}),
                "the sum of the weights must be finite and above 0, got Infinity");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
