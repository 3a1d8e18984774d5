package io.clientele.optimization.experiment.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BettingSequenceTest {

    private static double[] tenSixTimes() {
        double[] ten = {0.1, 0.9, 0.3, 0.35, 0.2, 0.0, 1.0, 0.4, 0.25, 0.3};
        double[] values = new double[60];
        for (int i = 0; i < 60; i++) {
            values[i] = ten[i % 10];
        }
        return values;
    }

    /**
     * The paper's hedged capital by a plain loop in Python over a grid of means 1e-4 apart (/usr/bin/python3, numpy 1.24.2; c = 1/2,
     * theta = 1/2): first and last mean that are kept, and logarithms of the capital.
     */
    @Test
    void byAPlainLoop() {
        BettingSequence sequence = BettingSequence.between(0, 1);
        double[] values = tenSixTimes();
        Interval interval = sequence.interval(values);
        assertThat(interval.lower()).isBetween(0.27420045159999995 - 1.0001e-4, 0.27420045159999995);
        assertThat(interval.upper()).isBetween(0.5037999924, 0.5037999924 + 1.0001e-4);
        double[] means = {0.2, 0.38, 0.6};
        double[] capital = {7.538113863232216, -2.764701702443629, 7.947892553447657};
        for (int i = 0; i < 3; i++) {
            assertThat(sequence.logCapital(means[i], values)[59]).isCloseTo(capital[i], within(1e-11));
        }
    }

    /** Bounds are a matter of units; mirrored values mirror the interval. */
    @Test
    void unitsAndMirrors() {
        double[] values = tenSixTimes();
        Interval unit = BettingSequence.between(0, 1).interval(values);
        Interval scaled = BettingSequence.between(-5, 15)
                .interval(Arrays.stream(values).map(x -> -5 + 20 * x).toArray());
        assertThat(scaled.lower()).isCloseTo(-5 + 20 * unit.lower(), within(1e-12));
        assertThat(scaled.upper()).isCloseTo(-5 + 20 * unit.upper(), within(1e-12));
        Interval mirrored = BettingSequence.between(0, 1)
                .interval(Arrays.stream(values).map(x -> 1 - x).toArray());
        assertThat(mirrored.lower()).isCloseTo(1 - unit.upper(), within(1e-12));
    }

    /** All 2^14 orders of 14 values of 0 and 1, each weighed by its chance: the mean is ever refuted in at most 5 %, and 12.5 %. */
    @Test
    void errorByEnumeration() {
        int n = 14;
        for (double confidence : new double[] {0.95, 0.875}) {
            BettingSequence sequence = BettingSequence.between(0, 1).withConfidence(confidence);
            double limit = -Math.log1p(-confidence);
            for (double rate : new double[] {0.1, 0.5, 0.8}) {
                double refuted = 0;
                double[] values = new double[n];
                for (int path = 0; path < 1 << n; path++) {
                    double chance = 1;
                    for (int i = 0; i < n; i++) {
                        values[i] = path >> i & 1;
                        chance *= values[i] == 1 ? rate : 1 - rate;
                    }
                    for (double capital : sequence.logCapital(rate, values)) {
                        if (capital >= limit) {
                            refuted += chance;
                            break;
                        }
                    }
                }
                assertThat(refuted).as("rate %s", rate).isLessThanOrEqualTo(1 - confidence);
            }
        }
    }

    /** It finds a difference of 0.2 between 1,000 values each, and is narrower for values of little spread. */
    @Test
    void findsAndAdapts() {
        RandomGenerator random = RandomStreams.stream(4, "betting", 0);
        double[] control = new double[1_000];
        double[] variant = new double[1_000];
        double[] narrow = new double[1_000];
        for (int i = 0; i < 1_000; i++) {
            control[i] = Samplers.beta(random, 2, 3);
            variant[i] = Samplers.beta(random, 3, 2);
            narrow[i] = 0.4 + 0.02 * Samplers.open(random);
        }
        BettingSequence sequence = BettingSequence.between(0, 1);
        Interval difference = sequence.difference(control, variant);
        assertThat(difference.lower()).isBetween(0.05, 0.2);
        assertThat(difference.contains(0.2)).isTrue();
        assertThat(sequence.interval(narrow).width())
                .isLessThan(sequence.interval(control).width() / 3);
    }

    @Test
    void edges() {
        BettingSequence sequence = BettingSequence.between(2, 4);
        assertThat(sequence.interval()).isEqualTo(new Interval(2, 4, 0.95));
        double[] same = new double[300];
        Arrays.fill(same, 3);
        assertThat(sequence.interval(same).contains(3)).isTrue();
        double[] atBound = new double[300];
        Arrays.fill(atBound, 2);
        assertThat(sequence.interval(atBound).lower()).isEqualTo(2);
        assertThat(sequence.interval(atBound).upper()).isLessThan(2.1);
    }

    @Test
    void valuesAndRefusals() {
        BettingSequence sequence = BettingSequence.between(0, 10);
        assertThat(sequence)
                .isEqualTo(BettingSequence.between(0, 10))
                .hasSameHashCodeAs(BettingSequence.between(0, 10))
                .isNotEqualTo(sequence.withConfidence(0.9))
                .hasToString("BettingSequence[lower=0.0, upper=10.0, confidence=0.95]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequence.interval(1, 11))
                .withMessage("values[1] must be between 0.0 and 10.0, got 11.0; cap values beforehand, or state the "
                        + "bounds that they have");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequence.interval(Double.NaN))
                .withMessageContaining("got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BettingSequence.between(1, 1))
                .withMessage("lower must be below upper, got 1.0 and 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sequence.logCapital(11, 1))
                .withMessageContaining("mean must be between 0 and 10, got 11");
    }
}
