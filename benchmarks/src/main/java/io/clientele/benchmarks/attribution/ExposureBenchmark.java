package io.clientele.benchmarks.attribution;

import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.AdditiveHazardModel;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.exposure.LogisticExposureModel;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Additive hazard and logistic regression on fading exposures, a million touches by 4 channels, one thread.
 *
 * <p>Cost of one pass: an exponential a touch, and for each conversion the square of its distinct channels; 12 bytes read a touch. A fit
 * takes some dozen passes. The true hazards are those that the touches were drawn with.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ExposureBenchmark implements Measured {

    private static final int CUSTOMERS = 250_000;
    private static final String[] CHANNELS = {"email", "search", "social", "video"};
    private static final double[] EFFECTS = {0.02, 0.06, 0.01, 0};
    private static final double HALF_LIFE = 2;
    private static final double BASELINE = 0.001;

    private JourneyTable journeys;

    @Setup
    public void make() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        Instant end = begin.plus(Duration.ofDays(60));
        TouchpointLog.Builder touches = TouchpointLog.builder();
        OrderLog.Builder orders = OrderLog.builder();
        for (int c = 0; c < CUSTOMERS; c++) {
            RandomGenerator random = RandomStreams.stream(1, "benchmark exposure", c);
            double first = random.nextExponential() / BASELINE;
            double day = random.nextExponential() * 12;
            while (day < Math.min(first, 60)) { // who has converted is through
                int channel = random.nextInt(4);
                touches.customer(c)
                        .time(at(begin, day))
                        .channel(CHANNELS[channel])
                        .add();
                // the time at which effect (1 - 2^(-t / half-life)) has gathered an exponential amount, if it ever does
                double needed = random.nextExponential() / EFFECTS[channel];
                if (needed < 1) {
                    first = Math.min(first, day - Math.log1p(-needed) / Math.log(2) * HALF_LIFE);
                }
                day += random.nextExponential() * 12;
            }
            if (first < 60) {
                orders.add(c, at(begin, first), 30);
            }
        }
        journeys = Journeys.create().withLookback(Duration.ofDays(60)).before(touches.build(), orders.build(), end);
    }

    private static Instant at(Instant begin, double days) {
        return begin.plusMillis((long) (days * 86_400_000));
    }

    @Benchmark
    public AdditiveHazardModel hazardWithHalfLife() {
        return AdditiveHazard.create().fit(journeys);
    }

    @Benchmark
    public LogisticExposureModel logistic() {
        return LogisticExposure.ofHalfLife(Duration.ofDays(2)).fit(journeys);
    }

    @Override
    public String accuracy() {
        make();
        AdditiveHazardModel model = AdditiveHazard.create().fit(journeys);
        double worst = 0;
        for (int c = 0; c < 3; c++) {
            double error = model.effect(CHANNELS[c]).standardError().orElseThrow();
            worst = Math.max(worst, Math.abs(model.effect(CHANNELS[c]).effect() - EFFECTS[c]) / error);
        }
        return String.format(
                Locale.ROOT,
                "hazard: effects are at most %.1f standard errors from those that drew the data, half-life %.2f days of %.0f",
                worst,
                model.effect("search").halfLifeDays(),
                HALF_LIFE);
    }
}
