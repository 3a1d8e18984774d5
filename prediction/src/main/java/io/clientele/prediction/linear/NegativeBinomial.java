package io.clientele.prediction.linear;

import io.clientele.core.internal.kernel.VectorMath;

/** Counts of variance {@code mean + alpha mean²} at a given alpha; at 0 they are Poisson's. */
final class NegativeBinomial implements Family {

    private final double alpha;

    NegativeBinomial(double alpha) {
        this.alpha = alpha;
    }

    @Override
    public double fill(Tile t, int n) {
        System.arraycopy(t.eta, 0, t.a, 0, n);
        VectorMath.exp(t.a, t.mean, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double w = t.weight[i];
            double y = t.response[i];
            double mean = t.mean[i];
            double v = 1 / (1 + alpha * mean);
            t.score[i] = w * ((y - mean) * v);
            t.curvature[i] = w * (mean * v);
            sum += w * (y * (t.eta[i] + Math.log(v)) - rate(mean));
        }
        return sum;
    }

    @Override
    public boolean exactCurvature() {
        return false;
    }

    /** log(1 + alpha x) / alpha, which goes to x as alpha goes to 0. */
    private double rate(double x) {
        return alpha == 0 ? x : Math.log1p(alpha * x) / alpha;
    }

    double deviance(double y, double mean) {
        double same = y == 0 ? 0 : y * (Math.log(y / mean) - Math.log1p(alpha * y) + Math.log1p(alpha * mean));
        return 2 * (same - rate(y) + rate(mean));
    }
}
