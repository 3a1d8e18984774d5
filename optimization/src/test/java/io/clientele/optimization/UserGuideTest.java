package io.clientele.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MultipleTesting;
import io.clientele.optimization.experiment.ProportionComparison;
import io.clientele.optimization.experiment.ProportionResult;
import io.clientele.optimization.experiment.ProportionTest;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The examples of docs/experiments.md and docs/bandits.md. */
class UserGuideTest {

    @Test
    void twoRates() {
        ProportionComparison c = ProportionTest.create()
                .compare(new Conversions("control", 120, 1000), new Conversions("banner", 150, 1000));
        double difference = c.difference();
        Interval range = c.interval();
        double p = c.p();
        OptionalDouble lift = c.relativeLift();
        Interval liftRange = c.relativeLiftInterval();
        assertThat(difference).isCloseTo(0.03, within(1e-15));
        assertThat(range.lower()).isCloseTo(0.00001, within(5e-6));
        assertThat(range.upper()).isCloseTo(0.0600, within(5e-5));
        assertThat(p).isCloseTo(0.0496, within(5e-5));
        assertThat(lift).hasValue(0.25);
        assertThat(liftRange.contains(0)).isFalse();
    }

    @Test
    void severalVariants() {
        ProportionResult result = ProportionTest.create()
                .withConfidence(0.95)
                .withShares(2, 1, 1)
                .test(
                        new Conversions("control", 120, 2000),
                        List.of(new Conversions("banner", 80, 1010), new Conversions("video", 61, 990)));
        boolean assignmentWorks = result.sampleRatio().p() > 0.001;
        double[] p = result.adjustedP(MultipleTesting.HOLM);
        assertThat(assignmentWorks).isTrue();
        assertThat(p).hasSize(2);
    }
}
