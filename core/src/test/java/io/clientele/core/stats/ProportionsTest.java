package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Values from mpmath 1.3.0 with 40 digits; Newcombe's also stand, to four digits, in his Table II (1998). */
class ProportionsTest {

    private static void near(Interval actual, double lower, double upper, double relative) {
        assertThat(actual.lower()).isEqualTo(lower, within(relative * Math.abs(lower)));
        assertThat(actual.upper()).isEqualTo(upper, within(relative * Math.abs(upper)));
    }

    @Test
    void wilson() {
        near(Proportions.wilson(15, 50, 0.95), 0.191035535008809482, 0.437503504644534, 1e-14);
        near(
                Proportions.wilson(1, 1_000_000, 0.99),
                1.17405474999632337e-7,
                8.51743383475559456e-6,
                1e-9); // p - half cancels
        near(Proportions.wilson(0, 10, 0.95), 0, 0.277532799862889175, 1e-14);
        near(Proportions.wilson(10, 10, 0.95), 0.722467200137110825, 1, 1e-14);
        near(Proportions.wilson(2.5, 7.25, 0.8), 0.167215744232116492, 0.579758472669197766, 1e-14);
        assertThat(Proportions.wilson(1, 4, 0.9).confidence()).isEqualTo(0.9);
    }

    @Test
    void clopperPearson() {
        near(Proportions.clopperPearson(15, 50, 0.95), 0.178617845664146929, 0.446082325661178183, 1e-11);
        near(Proportions.clopperPearson(1, 1_000_000, 0.99), 5.01254181098149876e-9, 7.43010561197852484e-6, 2e-11);
        near(Proportions.clopperPearson(0, 10, 0.95), 0, 0.308497107818760762, 1e-11);
        near(Proportions.clopperPearson(10, 10, 0.95), 0.691502892181239238, 1, 1e-11);
    }

    @Test
    void newcombe() {
        near(Proportions.newcombe(56, 70, 48, 80, 0.95), 0.052431472402364907, 0.333872654036905952, 1e-13);
        near(Proportions.newcombe(9, 10, 3, 10, 0.95), 0.17052272393450296, 0.809017973535487963, 1e-13);
        near(Proportions.newcombe(10, 10, 0, 20, 0.95), 0.679086037141914766, 1, 1e-13);
        near(Proportions.newcombe(5, 56, 0, 29, 0.95), -0.0381371479035368642, 0.192560013855111595, 1e-13);
        Interval there = Proportions.newcombe(3, 40, 9, 50, 0.9);
        Interval back = Proportions.newcombe(9, 50, 3, 40, 0.9);
        near(there, -back.upper(), -back.lower(), 1e-15);
    }

    @Test
    void coverageOverAllOutcomes() {
        int n = 20;
        DoubleUnaryOperator exact = coverage(n, x -> Proportions.clopperPearson(x, n, 0.95));
        DoubleUnaryOperator score = coverage(n, x -> Proportions.wilson(x, n, 0.95));
        double sum = 0;
        for (int i = 1; i < 500; i++) {
            assertThat(exact.applyAsDouble(i / 500.0)).isGreaterThanOrEqualTo(0.95);
            sum += score.applyAsDouble(i / 500.0);
        }
        // Agresti and Coull (1998): the score interval covers about the nominal share on average
        assertThat(sum / 499).isBetween(0.945, 0.96);
    }

    /** The chance that the interval of a binomial outcome holds the true share. */
    private static DoubleUnaryOperator coverage(int n, IntFunction<Interval> interval) {
        return p -> {
            double covered = 0;
            for (int x = 0; x <= n; x++) {
                covered += interval.apply(x).contains(p)
                        ? BinomialDistribution.of(n, p).probability(x)
                        : 0;
            }
            return covered;
        };
    }

    @Test
    void theShareLiesInItsInterval() {
        for (int n : new int[] {1, 2, 3, 17, 1000, 1_000_000}) {
            for (int x = 0; x <= Math.min(n, 50); x++) {
                for (double confidence : new double[] {0.01, 0.5, 0.95, 0.999999}) {
                    double p = (double) x / n;
                    Interval wilson = Proportions.wilson(x, n, confidence);
                    assertThat(wilson.contains(p))
                            .as("%d of %d at %s", x, n, confidence)
                            .isTrue();
                    assertThat(wilson.lower()).isNotNegative();
                    assertThat(wilson.upper()).isLessThanOrEqualTo(1);
                    assertThat(Proportions.clopperPearson(x, n, confidence).contains(p))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void badArguments() {
        refused(() -> Proportions.wilson(1, 0, 0.95), "trials must be a finite number above 0, got 0");
        refused(() -> Proportions.wilson(1, Double.NaN, 0.95), "trials must be a finite number above 0, got NaN");
        refused(
                () -> Proportions.wilson(3, 2, 0.95),
                "successes must be between 0 and the number of trials (2.0), got 3.0");
        refused(
                () -> Proportions.clopperPearson(-1, 2, 0.95),
                "successes must be between 0 and the number of trials (2.0), got -1.0");
        refused(
                () -> Proportions.newcombe(1, 2, 1, 2, 1),
                "confidence must be above 0 and below 1, such as 0.95, got 1");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
