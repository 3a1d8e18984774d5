package io.clientele.benchmarks.attribution;

import io.clientele.attribution.mediamix.Adstock;
import io.clientele.attribution.mediamix.Hill;
import io.clientele.attribution.mediamix.MediaEffect;
import io.clientele.attribution.mediamix.MediaMix;
import io.clientele.attribution.mediamix.MediaMixModel;
import io.clientele.attribution.mediamix.MediaWeeks;
import io.clientele.benchmarks.Measured;
import io.clientele.core.internal.random.RandomStreams;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A media mix of 156 weeks with intervals of 200 draws, on one thread: geometric carry-over and saturation of every channel
 * estimated, the ridge chosen, every draw fitted anew.
 *
 * <p>Cost: a step of a search builds one column of 148 weeks (an {@code exp} each), takes out 6 controls (4 flops a week and control)
 * and sums it up with every channel (2 flops a week and channel), some 7,000 flops for 10 channels, and solves for the
 * coefficients, some 1,000; a draw takes some 2,000 to 3,000 steps.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MediaMixBenchmark implements Measured {

    private static final int WEEKS = 156;

    /** How many channels. */
    @Param({"4", "10"})
    public int channels;

    private MediaWeeks weeks;

    @Setup
    public void make() {
        weeks = weeks(channels, new double[channels]);
    }

    @Benchmark
    public MediaMixModel fit() {
        return MediaMix.create().fit(weeks);
    }

    /** Flights of spend, sales of a base, a season, channels and noise; the true contributions after the first 8 weeks are written out. */
    private static MediaWeeks weeks(int channels, double[] truth) {
        RandomGenerator random = RandomStreams.stream(1, "benchmark weeks", channels);
        LocalDate monday = LocalDate.of(2021, 1, 4);
        double[] sales = new double[WEEKS];
        MediaWeeks.Builder builder = MediaWeeks.builder(monday, WEEKS);
        for (int c = 0; c < channels; c++) {
            double[] spend = new double[WEEKS];
            boolean on = false;
            for (int t = 0; t < WEEKS; t++) {
                on ^= random.nextDouble() < 0.25;
                spend[t] = on ? 100 * Math.exp(0.5 * random.nextGaussian()) : 0;
            }
            Hill hill = new Hill(60 + 10 * c, 1.5);
            double[] works = Adstock.geometric(0.1 + 0.05 * c, 8).apply(spend);
            for (int t = 0; t < WEEKS; t++) {
                double brought = (300 + 30 * c) * hill.value(works[t]);
                sales[t] += brought;
                truth[c] += t < 8 ? 0 : brought;
            }
            builder.channel("channel " + c, spend);
        }
        for (int t = 0; t < WEEKS; t++) {
            sales[t] += 1000 + 150 * Math.sin(2 * Math.PI * t / 52.18) + 60 * random.nextGaussian();
        }
        return builder.sales(sales).build();
    }

    @Override
    public String accuracy() {
        double[] truth = new double[10];
        MediaMixModel model = MediaMix.create().fit(weeks(10, truth));
        int held = 0;
        double[] errors = new double[10];
        for (int c = 0; c < 10; c++) {
            MediaEffect effect = model.effects().get(c);
            held += effect.contributionInterval().contains(truth[c]) ? 1 : 0;
            errors[c] = Math.abs(effect.contribution() - truth[c]) / truth[c];
        }
        return String.format(
                Locale.ROOT,
                "10 channels in flights: contributions off by %.3f of the truth on average, %.3f at most; %d of 10 intervals of"
                        + " 95 %% hold it",
                Arrays.stream(errors).average().orElseThrow(),
                Arrays.stream(errors).max().orElseThrow(),
                held);
    }
}
