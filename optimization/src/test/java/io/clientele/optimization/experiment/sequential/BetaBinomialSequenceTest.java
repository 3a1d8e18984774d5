package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import org.junit.jupiter.api.Test;

class BetaBinomialSequenceTest {

    private static Conversions seen(long successes, long trials) {
        return new Conversions("v", successes, trials);
    }

    /** /usr/bin/python3, scipy 1.10.1: betaln, brentq, minimize_scalar (bounded, xatol 1e-14, so differences good to some 1e-9). */
    @Test
    void bySciPy() {
        BetaBinomialSequence sequence = BetaBinomialSequence.create();
        double[][] one = {
            {15, 50, 0.12675465148520287, 0.5251243741593302},
            {0, 30, 0, 0.16118246840772174},
            {700, 1000, 0.6454376526177058, 0.7510166114505519}
        };
        for (double[] row : one) {
            Interval interval = sequence.interval(seen((long) row[0], (long) row[1]));
            assertThat(interval.lower()).isCloseTo(row[2], within(1e-10));
            assertThat(interval.upper()).isCloseTo(row[3], within(1e-10));
        }
        Interval small = sequence.difference(seen(2, 40), seen(14, 41));
        assertThat(small.lower()).isCloseTo(-0.03081626647647951, within(1e-8));
        assertThat(small.upper()).isCloseTo(0.6010002811278571, within(1e-8));
        assertThat(sequence.logEvidence(seen(2, 40), seen(14, 41))).isCloseTo(1.80803385839981, within(1e-10));
        Interval large = sequence.difference(seen(30, 60), seen(45, 50));
        assertThat(large.lower()).isCloseTo(0.07537571478924153, within(1e-8));
        assertThat(large.upper()).isCloseTo(0.670142282713295, within(1e-8));
        assertThat(sequence.logEvidence(seen(30, 60), seen(45, 50))).isCloseTo(6.491230432238872, within(1e-10));
    }

    /** The error by exact enumeration of all outcomes, looking after every one of 300 units: at most 5 %, for any rate. */
    @Test
    void errorOfOneRateByEnumeration() {
        BetaBinomialSequence sequence = BetaBinomialSequence.create();
        double most = Math.log(20);
        int units = 300;
        double[] rates = {0.02, 0.2, 0.5};
        for (int r = 0; r < rates.length; r++) {
            double[] chance = {1};
            double stopped = 0;
            for (int n = 1; n <= units; n++) {
                double[] next = new double[n + 1];
                for (int s = 0; s < n; s++) {
                    next[s] += chance[s] * (1 - rates[r]);
                    next[s + 1] += chance[s] * rates[r];
                }
                for (int s = 0; s <= n; s++) {
                    if (sequence.logEvidence(rates[r], seen(s, n)) >= most) {
                        stopped += next[s];
                        next[s] = 0;
                    }
                }
                chance = next;
            }
            assertThat(stopped).as("rate %s", rates[r]).isPositive().isLessThanOrEqualTo(0.05);
        }
    }

    /** The error of two equal rates by exact enumeration of pairs, looking after every one of 60 pairs of units. */
    @Test
    void errorOfTwoRatesByEnumeration() {
        BetaBinomialSequence sequence = BetaBinomialSequence.create();
        for (double rate : new double[] {0.1, 0.5}) {
            double error = stopping(sequence, rate, rate, 60);
            assertThat(error).as("rate %s", rate).isPositive().isLessThanOrEqualTo(0.05);
        }
        assertThat(stopping(sequence, 0.2, 0.7, 60)).isGreaterThan(0.9);
    }

    private static double stopping(BetaBinomialSequence sequence, double control, double variant, int pairs) {
        double most = Math.log(20);
        double[][] chance = {{1}};
        double stopped = 0;
        for (int n = 1; n <= pairs; n++) {
            double[][] next = new double[n + 1][n + 1];
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    next[a][b] += chance[a][b] * (1 - control) * (1 - variant);
                    next[a + 1][b] += chance[a][b] * control * (1 - variant);
                    next[a][b + 1] += chance[a][b] * (1 - control) * variant;
                    next[a + 1][b + 1] += chance[a][b] * control * variant;
                }
            }
            for (int a = 0; a <= n; a++) {
                for (int b = 0; b <= n; b++) {
                    if (sequence.logEvidence(seen(a, n), seen(b, n)) >= most) {
                        stopped += next[a][b];
                        next[a][b] = 0;
                    }
                }
            }
            chance = next;
        }
        return stopped;
    }

    /** Equal rates are refuted just when the interval of the difference leaves 0 out, and it mirrors. */
    @Test
    void intervalAndPAgree() {
        BetaBinomialSequence sequence =
                BetaBinomialSequence.create().withPrior(1, 9).withConfidence(0.9);
        for (int a = 0; a <= 20; a += 4) {
            for (int b = 0; b <= 25; b += 5) {
                Interval d = sequence.difference(seen(a, 20), seen(b, 25));
                Interval mirrored = sequence.difference(seen(b, 25), seen(a, 20));
                assertThat(d.contains(0)).isEqualTo(sequence.p(seen(a, 20), seen(b, 25)) > 0.1);
                assertThat(d.lower()).isCloseTo(-mirrored.upper(), within(1e-9));
                assertThat(d.contains(b / 25.0 - a / 20.0)).isTrue();
            }
        }
    }

    @Test
    void edges() {
        BetaBinomialSequence sequence = BetaBinomialSequence.create();
        assertThat(sequence.interval(seen(0, 1)))
                .isEqualTo(new Interval(0, sequence.interval(seen(0, 1)).upper(), 0.95));
        assertThat(sequence.interval(seen(5, 5)).upper()).isEqualTo(1);
        assertThat(sequence.difference(seen(0, 1), seen(1, 1)).upper()).isEqualTo(1);
        assertThat(sequence.difference(seen(0, 1), seen(1, 1)).lower()).isNegative();
        assertThat(sequence.difference(seen(0, 200), seen(200, 200)).upper()).isEqualTo(1);
        assertThat(sequence.difference(seen(0, 200), seen(200, 200)).lower()).isGreaterThan(0.9);
        assertThat(sequence.logEvidence(0, seen(1, 5))).isInfinite();
        assertThat(sequence.p(seen(3, 10), seen(3, 10))).isEqualTo(1);
    }

    @Test
    void valuesAndRefusals() {
        BetaBinomialSequence sequence = BetaBinomialSequence.create();
        assertThat(sequence)
                .isEqualTo(BetaBinomialSequence.create())
                .hasSameHashCodeAs(BetaBinomialSequence.create())
                .isNotEqualTo(sequence.withPrior(1, 1))
                .hasToString("BetaBinomialSequence[a=0.5, b=0.5, confidence=0.95]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequence.withPrior(0, 1))
                .withMessage("a must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequence.logEvidence(1.5, seen(1, 2)))
                .withMessage("rate must be between 0 and 1, got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequence.withConfidence(Double.NaN))
                .withMessageContaining("got NaN");
    }
}
