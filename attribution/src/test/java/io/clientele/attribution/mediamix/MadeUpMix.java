package io.clientele.attribution.mediamix;

import io.clientele.core.internal.random.RandomStreams;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Weeks whose truth is known: a base of 1,000 with trend and season, channels in flights or always on with carry-over and
 * saturation drawn at random, autocorrelated noise.
 */
final class MadeUpMix {

    static final LocalDate MONDAY = LocalDate.of(2021, 1, 4);

    final MediaWeeks weeks;
    final List<Adstock> adstocks = new ArrayList<>();
    final List<Hill> hills = new ArrayList<>();
    final double[] coefficients;
    private final int lags;

    private MadeUpMix(MediaWeeks weeks, double[] coefficients, int lags) {
        this.weeks = weeks;
        this.coefficients = coefficients;
        this.lags = lags;
    }

    /** {@code noise} is the standard deviation of the weekly noise, whose correlation from week to week is 0.3. */
    static MadeUpMix of(long seed, int n, int channels, int lags, double noise) {
        RandomGenerator random = RandomStreams.stream(seed, "mix.truth", 0);
        double[] b = new double[channels];
        double[][] spend = new double[channels][n];
        List<Adstock> adstocks = new ArrayList<>();
        List<Hill> hills = new ArrayList<>();
        double[] sales = new double[n];
        for (int c = 0; c < channels; c++) {
            boolean flights = c % 2 == 0;
            double level = 100 * (1 + random.nextInt(5));
            boolean on = random.nextBoolean();
            for (int t = 0; t < n; t++) {
                if (random.nextDouble() < 0.2) {
                    on = !on;
                }
                double size = level * Math.exp(0.5 * random.nextGaussian());
                spend[c][t] = flights && !on ? 0 : size;
            }
            double largest = 0;
            for (double x : spend[c]) {
                largest = Math.max(largest, x);
            }
            adstocks.add(Adstock.geometric(0.1 + 0.6 * random.nextDouble(), lags));
            hills.add(new Hill(largest * (0.2 + 0.6 * random.nextDouble()), 1 + random.nextDouble()));
            b[c] = 200 + 400 * random.nextDouble();
            double[] works = adstocks.get(c).apply(spend[c]);
            for (int t = 0; t < n; t++) {
                sales[t] += b[c] * hills.get(c).value(works[t]);
            }
        }
        double e = noise * random.nextGaussian();
        for (int t = 0; t < n; t++) {
            e = 0.3 * e + noise * Math.sqrt(1 - 0.09) * random.nextGaussian();
            sales[t] += 1000 + t + 150 * Math.sin(2 * Math.PI * (MONDAY.toEpochDay() + 7 * t) / 365.25) + e;
        }
        MediaWeeks.Builder builder = MediaWeeks.builder(MONDAY, n).sales(sales);
        for (int c = 0; c < channels; c++) {
            builder.channel("c" + c, spend[c]);
        }
        MadeUpMix mix = new MadeUpMix(builder.build(), b, lags);
        mix.adstocks.addAll(adstocks);
        mix.hills.addAll(hills);
        return mix;
    }

    /** What a channel brought in the fitted weeks had its spend been so many times as high. */
    double contribution(int c, double times) {
        double[] spend = weeks.spend("c" + c);
        for (int t = 0; t < spend.length; t++) {
            spend[t] *= times;
        }
        double[] works = adstocks.get(c).apply(spend);
        double sum = 0;
        for (int t = lags; t < works.length; t++) {
            sum += coefficients[c] * hills.get(c).value(works[t]);
        }
        return sum;
    }

    double spent(int c) {
        double sum = 0;
        double[] spend = weeks.spend("c" + c);
        for (int t = lags; t < spend.length; t++) {
            sum += spend[t];
        }
        return sum;
    }

    double marginalReturn(int c) {
        return (contribution(c, 1 + 1e-5) - contribution(c, 1 - 1e-5)) / 2e-5 / spent(c);
    }
}
