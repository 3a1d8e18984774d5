package io.clientele.core.feature;

/** How the events of a window become one number; plain loops in the order of time, so that the bits are always the same. */
final class Reducing {

    private Reducing() {}

    static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** NaN without events. */
    static double min(double[] values, int from, int to) {
        double min = from < to ? values[from] : Double.NaN;
        for (int i = from + 1; i < to; i++) {
            min = Math.min(min, values[i]);
        }
        return min;
    }

    /** NaN without events. */
    static double max(double[] values, int from, int to) {
        double max = from < to ? values[from] : Double.NaN;
        for (int i = from + 1; i < to; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }

    /** The sample standard deviation of the days between events; NaN with fewer than two gaps. */
    static double gapDeviation(long[] times, int from, int to) {
        int gaps = to - from - 1;
        if (gaps < 2) {
            return Double.NaN;
        }
        double mean = (double) (times[to - 1] - times[from]) / Plan.DAY / gaps;
        double squares = 0;
        for (int i = from + 1; i < to; i++) {
            double off = (double) (times[i] - times[i - 1]) / Plan.DAY - mean;
            squares += off * off;
        }
        return Math.sqrt(squares / (gaps - 1));
    }

    /** Each event weighs {@code exp(-rate · age)}, the age in milliseconds. StrictMath: the same on every machine. */
    static double decayedCount(long[] times, int from, int to, long cutoff, double rate) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += StrictMath.exp(-rate * (cutoff - times[i]));
        }
        return sum;
    }

    static double decayedSum(long[] times, double[] values, int from, int to, long cutoff, double rate) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i] * StrictMath.exp(-rate * (cutoff - times[i]));
        }
        return sum;
    }
}
