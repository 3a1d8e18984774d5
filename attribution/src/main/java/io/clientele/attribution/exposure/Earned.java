package io.clientele.attribution.exposure;

import org.jspecify.annotations.Nullable;

/** What the touches of each channel added to conversions and value, as a model sees it; the baseline would have come anyway. */
final class Earned {

    private final double[] conversions;
    private final double[] value;
    private final double baseline;

    Earned(double[] conversions, double[] value, double baseline) {
        this.conversions = conversions;
        this.value = value;
        this.baseline = baseline;
    }

    double[] conversions() {
        return conversions;
    }

    double[] value() {
        return value;
    }

    double baseline() {
        return baseline;
    }

    /** Whether no channel added anything. */
    boolean nothing() {
        return sum(conversions) == 0;
    }

    /**
     * Conversions and value of all, shared by what each channel added; where nothing was, each conversion evenly among its
     * touches.
     */
    double[][] shared(Exposures data, int @Nullable [] times) {
        double total = 0;
        double worth = 0;
        for (int j = 0; j < data.journeys; j++) {
            if (data.converted[j]) {
                total += data.times(times, j);
                worth += data.times(times, j) * data.value[j];
            }
        }
        double[][] even = nothing() || sum(value) == 0 ? even(data, times) : new double[2][];
        return new double[][] {
            nothing() ? even[0] : share(conversions, total), sum(value) == 0 ? even[1] : share(value, worth)
        };
    }

    private static double[] share(double[] parts, double total) {
        double sum = sum(parts);
        double[] shares = new double[parts.length];
        for (int c = 0; c < shares.length; c++) {
            shares[c] = total * (parts[c] / sum);
        }
        return shares;
    }

    private static double sum(double[] parts) {
        double sum = 0;
        for (double part : parts) {
            sum += part;
        }
        return sum;
    }

    /** Each conversion evenly among its touches. */
    static double[][] even(Exposures data, int @Nullable [] times) {
        double[][] even = new double[2][data.channels];
        for (int j = 0; j < data.journeys; j++) {
            int start = data.starts[j];
            int end = data.starts[j + 1];
            double each = data.converted[j] ? (double) data.times(times, j) / (end - start) : 0;
            for (int i = start; i < end; i++) {
                even[0][data.channel[i]] += each;
                even[1][data.channel[i]] += each * data.value[j];
            }
        }
        return even;
    }
}
