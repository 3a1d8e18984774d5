package io.clientele.prediction.survival;

/** A running sum in about twice the precision (Knuth's two-sum), so that what is added can be taken away again. Mutable. */
final class ExactSum {

    private double high;
    private double low;

    void add(double x) {
        double s = high + x;
        double t = s - high;
        low += (high - (s - t)) + (x - t);
        high = s;
    }

    /** Adds {@code x[from..to-1]}, one after the other. */
    void add(double[] x, int from, int to) {
        double h = high;
        double l = low;
        for (int i = from; i < to; i++) {
            double s = h + x[i];
            double t = s - h;
            l += (h - (s - t)) + (x[i] - t);
            h = s;
        }
        high = h;
        low = l;
    }

    void add(ExactSum other) {
        add(other.high);
        low += other.low;
    }

    double value() {
        return high + low;
    }

    void clear() {
        high = 0;
        low = 0;
    }

    ExactSum copy() {
        ExactSum copy = new ExactSum();
        copy.high = high;
        copy.low = low;
        return copy;
    }
}
