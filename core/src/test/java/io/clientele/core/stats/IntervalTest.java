package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void endsBelongToIt() {
        Interval interval = new Interval(-1, 2.5, 0.9);
        assertThat(interval.contains(-1)).isTrue();
        assertThat(interval.contains(2.5)).isTrue();
        assertThat(interval.contains(2.6)).isFalse();
        assertThat(interval.contains(Double.NaN)).isFalse();
        assertThat(interval.width()).isEqualTo(3.5);
        assertThat(new Interval(3, 3, 0.95).width()).isZero();
        assertThat(new Interval(0, Double.POSITIVE_INFINITY, 0.95).contains(1e300))
                .isTrue();
        assertThat(new Interval(Double.NEGATIVE_INFINITY, 0, 0.95).width()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void badArguments() {
        double infinity = Double.POSITIVE_INFINITY;
        refused(2, 1, 0.95, "lower must be at most upper, got 2.0 and 1.0");
        refused(Double.NaN, 1, 0.95, "lower must be at most upper, got NaN and 1.0");
        refused(1, Double.NaN, 0.95, "lower must be at most upper, got 1.0 and NaN");
        assertThat(new Interval(infinity, infinity, 0.95).width()).isZero();
        refused(1, 2, 95, "confidence must be above 0 and below 1, such as 0.95, got 95");
        refused(1, 2, Double.NaN, "confidence must be above 0 and below 1, such as 0.95, got NaN");
    }

    private static void refused(double lower, double upper, double confidence, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(lower, upper, confidence))
                .withMessage(text);
    }
}
