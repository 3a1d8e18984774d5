package io.clientele.prediction.linear;

import io.clientele.core.internal.kernel.VectorMath;

/** Labels of 0 and 1 with log-odds as linear predictor. */
final class Bernoulli implements Family {

    static final Bernoulli LOGIT = new Bernoulli();

    private Bernoulli() {}

    /**
     * Everything from e = exp(-|eta|), which neither overflows nor loses the small tail; signs are picked by arithmetic, because a
     * branch on the label of a row is one that cannot be foreseen.
     */
    @Override
    public double fill(Tile t, int n) {
        double[] e = t.b;
        for (int i = 0; i < n; i++) {
            t.a[i] = -Math.abs(t.eta[i]);
        }
        VectorMath.exp(t.a, e, n);
        double against = 0;
        for (int i = 0; i < n; i++) {
            double sign = 2 * t.response[i] - 1;
            double margin = sign * t.eta[i];
            double w = t.weight[i];
            double share = 1 / (1 + e[i]);
            // 1 where the linear predictor is on the label's side, else 0
            double right = 0.5 + Math.copySign(0.5, margin);
            double wrong = (right * e[i] + (1 - right)) * share;
            double positive = 0.5 + Math.copySign(0.5, t.eta[i]);
            t.mean[i] = (positive + (1 - positive) * e[i]) * share;
            t.score[i] = w * sign * wrong;
            t.curvature[i] = w * (share * share * e[i]);
            // -log(1 + exp(-margin)); its part from e follows
            against += w * Math.max(0, -margin);
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
