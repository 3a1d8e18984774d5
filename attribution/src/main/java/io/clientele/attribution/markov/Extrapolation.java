package io.clientele.attribution.markov;

/**
 * Speeds up slow iterations: when the changes of two sweeps in a row differ by a factor f below 1, what is still to come is
 * about the last change times f/(1-f) (Aitken 1926; the factor is the least-squares one over all equations). The sweeps that
 * follow correct what this gets wrong, so that it changes how soon they end, not where.
 */
final class Extrapolation {

    private static final int EVERY = 32;

    private final int lanes;
    private final double[] before;
    private final double[] last;

    Extrapolation(int size, int lanes) {
        this.lanes = lanes;
        this.before = new double[size];
        this.last = new double[size];
    }

    /** To be called after every sweep, with the number of the sweep from 1. */
    void after(int sweep, double[] x) {
        int phase = sweep % EVERY;
        if (phase == EVERY - 2) {
            System.arraycopy(x, 0, before, 0, x.length);
        } else if (phase == EVERY - 1) {
            System.arraycopy(x, 0, last, 0, x.length);
        } else if (phase == 0) {
            for (int lane = 0; lane < lanes; lane++) {
                jump(x, lane);
            }
        }
    }

    private void jump(double[] x, int lane) {
        double product = 0;
        double square = 0;
        for (int i = lane; i < x.length; i += lanes) {
            double first = last[i] - before[i];
            product += first * (x[i] - last[i]);
            square += first * first;
        }
        double factor = product / square;
        if (factor > 0 && factor < 1 - 1e-9) { // NaN fails too
            for (int i = lane; i < x.length; i += lanes) {
                x[i] = Math.max(0, x[i] + (x[i] - last[i]) * (factor / (1 - factor)));
            }
        }
    }
}
