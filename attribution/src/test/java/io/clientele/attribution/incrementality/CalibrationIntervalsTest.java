package io.clientele.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CalibrationIntervalsTest {

    private static final Attribution CREDITS = Attribution.of(
            "last",
            List.of("a", "b", "c"),
            new double[] {60, 30, 10},
            new double[3],
            FitReport.builder().build());

    private static Measure measure(double added, double lower, double upper) {
        return new Measure(added, new Interval(lower, upper, 0.95));
    }

    private static void ends(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isEqualTo(lower, within(1e-12));
        assertThat(interval.upper()).isEqualTo(upper, within(1e-12));
        assertThat(interval.confidence()).isEqualTo(0.95);
    }

    @Test
    void byHand() {
        // a and b, credited with 90: 45 measured, reaching 5 = sqrt(3^2 + 4^2) below and 13 = sqrt(5^2 + 12^2) above
        Calibration scaled =
                Calibration.ofMeasures(CREDITS, Map.of("a", measure(15, 12, 20), "b", measure(30, 26, 42)));
        ends(scaled.interval("a").orElseThrow(), 12, 20);
        ends(scaled.interval("b").orElseThrow(), 26, 42);
        ends(scaled.interval("c").orElseThrow(), 40 / 9.0, 58 / 9.0);
        ends(scaled.baselineInterval().orElseThrow(), 100 - 58 - 58 / 9.0, 100 - 40 - 40 / 9.0);
        Calibration plain = Calibration.of(CREDITS, Map.of("a", 15.0, "b", 30.0));
        assertThat(scaled.credits()).isEqualTo(plain.credits());
        assertThat(scaled.baseline()).isEqualTo(plain.baseline());
        assertThat(plain.interval("a")).isEmpty();
        assertThat(plain.baselineInterval()).isEmpty();
        assertThat(scaled).isNotEqualTo(plain);
        assertThat(scaled)
                .isEqualTo(Calibration.ofMeasures(CREDITS, Map.of("b", measure(30, 26, 42), "a", measure(15, 12, 20))));
    }

    @Test
    void measuresBelowZeroScaleTheOthersToNothing() {
        Calibration scaled = Calibration.ofMeasures(CREDITS, Map.of("a", measure(-6, -18, 6)));
        ends(scaled.interval("a").orElseThrow(), -18, 6);
        ends(scaled.interval("b").orElseThrow(), 0, 3);
        ends(scaled.baselineInterval().orElseThrow(), 100 - 6 - 4, 118);
    }

    /** Measures around a truth in which every channel added 40 % of its credit. */
    @Test
    void scaledCreditsHoldTheTruthAsOftenAsTheMeasuresDo() {
        RandomGenerator random = RandomStreams.stream(1, "test.calibration", 0);
        int rounds = 4_000;
        int channel = 0;
        int baseline = 0;
        for (int i = 0; i < rounds; i++) {
            double a = 24 + 6 * random.nextGaussian();
            double b = 12 + 3 * random.nextGaussian();
            Calibration scaled = Calibration.ofMeasures(
                    CREDITS,
                    Map.of("a", measure(a, a - 1.96 * 6, a + 1.96 * 6), "b", measure(b, b - 1.96 * 3, b + 1.96 * 3)));
            channel += scaled.interval("c").orElseThrow().contains(4) ? 1 : 0;
            baseline += scaled.baselineInterval().orElseThrow().contains(60) ? 1 : 0;
        }
        // standard error 0.0034
        assertThat((double) channel / rounds).isEqualTo(0.95, within(0.014));
        assertThat((double) baseline / rounds).isEqualTo(0.95, within(0.014));
    }

    @Test
    void badMeasures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measure(5, 6, 7))
                .withMessage("what was added must lie in its interval, got 5.0 and 6.0 to 7.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.ofMeasures(
                        CREDITS, Map.of("a", measure(5, 4, 7), "b", new Measure(5, new Interval(4, 7, 0.9)))))
                .withMessage("the intervals of all measures must have the same confidence, got 0.95 and 0.9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.ofMeasures(CREDITS, Map.of()))
                .withMessage("at least one channel must have been measured");
        Calibration scaled = Calibration.ofMeasures(CREDITS, Map.of("a", measure(15, 12, 20)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scaled.interval("x"))
                .withMessage("there is no channel 'x'; channels are [a, b, c]");
    }
}
