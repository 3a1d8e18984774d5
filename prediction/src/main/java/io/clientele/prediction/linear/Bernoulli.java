package io.clientele.prediction.linear;

import io.clientele.core.internal.kernel.VectorMath;

/** Labels of 0 and 1 with log-odds as linear predictor. */
final class Bernoulli implements Family {

    static final Bernoulli LOGIT = new Bernoulli();

    private Bernoulli() {}

    /** Everything from e = exp(-|eta|), which neither overflows nor loses the small tail. */
    @Override
    public double fill(Tile t, int n) {
        double[] e = t.b;
        for (int i = 0; i < n; i++) {
            t.a[i] = -Math.abs(t.eta[i]);
        }
        VectorMath.exp(t.a, e, n);
        double against = 0;
        for (int i = 0; i < n; i++) {
            double y = t.response[i];
            double eta = t.eta[i];
            double share = 1 / (1 + e[i]);
            double small = e[i] * share;
            double p = eta >= 0 ? share : small;
            double q = eta >= 0 ? small : share;
            double w = t.weight[i];
            t.mean[i] = p;
            t.score[i] = w * (y == 1 ? q : -p);
            t.curvature[i] = w * (share * small);
            // -log(1 + exp(-s eta)) with s = 1 for label 1 and -1 for label 0; its part from e follows
            against += w * Math.max(0, y == 1 ? -eta : eta);
        }
        return -against - (t.unweighted ? logProduct(e, n) : logSum(e, t.weight, n));
    }

    /**
     * Sum of log(1 + e). Four running products less 1, each of at most 32 factors of at most 2: they cannot overflow, and keep the
     * digits of tiny e, which 1 + e would lose.
     */
    private static double logProduct(double[] e, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i <= n - 4; i += 4) {
            a += e[i] + a * e[i];
            b += e[i + 1] + b * e[i + 1];
            c += e[i + 2] + c * e[i + 2];
            d += e[i + 3] + d * e[i + 3];
        }
        double sum = (Math.log1p(a) + Math.log1p(b)) + (Math.log1p(c) + Math.log1p(d));
        for (; i < n; i++) {
            sum += Math.log1p(e[i]);
        }
        return sum;
    }

    private static double logSum(double[] e, double[] w, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += w[i] * Math.log1p(e[i]);
        }
        return sum;
    }

    @Override
    public boolean exactCurvature() {
        return true;
    }
}
