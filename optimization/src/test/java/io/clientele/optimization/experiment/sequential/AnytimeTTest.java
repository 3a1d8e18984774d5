package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.AlwaysValidTest;
import org.junit.jupiter.api.Test;

class AnytimeTTest {

    /**
     * Averaged over the effects, t is Student's again, wider by 1 / sqrt(r): the evidence as a ratio of scipy's t densities
     * (/usr/bin/python3, scipy 1.10.1: log(sqrt r) + t.logpdf(t sqrt r, nu) - t.logpdf(t, nu)).
     */
    @Test
    void ratioOfDensities() {
        assertThat(AnytimeT.of(5).look(2.5, 1, 20, 2).logEvidence()).isCloseTo(1.3888838319550905, within(1e-12));
        assertThat(AnytimeT.of(40).look(0.03, 0.1, 100, 3).logEvidence()).isCloseTo(-0.5939266144629296, within(1e-12));
        assertThat(AnytimeT.of(100).look(-9, 1, 5, 2).logEvidence()).isCloseTo(0.06961700266714477, within(1e-12));
    }

    /** The interval ends where the evidence against an end is 1 / alpha. */
    @Test
    void intervalAndEvidenceAgree() {
        for (double units : new double[] {12, 50, 5_000}) {
            for (double weight : new double[] {1, 30, 400}) {
                AnytimeT fresh = AnytimeT.of(weight).withConfidence(0.9);
                Interval interval = fresh.look(0, 1, units, 4).interval();
                if (interval.upper() < Double.POSITIVE_INFINITY) {
                    assertThat(fresh.look(interval.upper(), 1, units, 4).logEvidence())
                            .isCloseTo(Math.log(10), within(1e-9));
                } else {
                    // no t, however large, is evidence enough
                    assertThat(fresh.look(1e100, 1, units, 4).p()).isGreaterThan(0.1);
                }
            }
        }
    }

    /** With many units it is the test with a known standard error, whose typical effect is an error times sqrt(n / g). */
    @Test
    void manyUnits() {
        AnytimeT many = AnytimeT.of(1e8).look(2.7, 1, 1e9, 5);
        AlwaysValidTest known = AlwaysValidTest.of(Math.sqrt(10)).look(2.7, 1);
        assertThat(many.logEvidence()).isCloseTo(known.logLikelihoodRatio(), within(1e-6));
        assertThat(many.interval().upper()).isCloseTo(known.interval().upper(), within(1e-6));
    }

    @Test
    void tightest() {
        for (int n : new int[] {20, 300, 100_000}) {
            AnytimeT best = AnytimeT.tightestAt(n, 3, 0.95);
            double width = best.look(0, 1, n, 3).interval().width();
            for (double factor : new double[] {0.5, 0.9, 1.1, 2}) {
                double other = AnytimeT.of(best.weight() * factor)
                        .look(0, 1, n, 3)
                        .interval()
                        .width();
                assertThat(other).isGreaterThanOrEqualTo(width);
            }
        }
    }

    @Test
    void smallestPHolds() {
        AnytimeT test = AnytimeT.of(10).look(5, 1, 100, 2);
        assertThat(test.look(0, 1, 120, 2).p()).isEqualTo(test.p());
        assertThat(test.look(0, 1, 120, 2).interval().contains(0)).isTrue();
    }

    @Test
    void valuesAndRefusals() {
        AnytimeT fresh = AnytimeT.of(10);
        assertThat(fresh)
                .isEqualTo(AnytimeT.of(10))
                .hasSameHashCodeAs(AnytimeT.of(10))
                .isNotEqualTo(AnytimeT.of(11));
        assertThat(fresh.toString()).startsWith("AnytimeT[p=1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnytimeT.of(0))
                .withMessage("weight must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.look(1, 1, 2, 2))
                .withMessage("units must be more than the coefficients (2), got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.look(1, 1, 20, 1))
                .withMessage("coefficients must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.look(Double.NaN, 1, 20, 2))
                .withMessage("estimate must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.look(1, 0, 20, 2))
                .withMessage("standardError must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fresh.look(1, 1, Double.NaN, 2))
                .withMessage("units must be finite, got NaN");
    }
}
