package io.clientele.prediction.linear;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.kernel.CrossProducts;
import io.clientele.core.internal.kernel.InnerProducts;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;

/**
 * One pass over the rows at given coefficients and dispersion: what depends on the mean of the negative binomial log-likelihood
 *
 * <pre>sum over k below y of log(1 + alpha k), + y eta - (y + 1/alpha) log(1 + alpha mu) - log y!</pre>
 *
 * and of its derivatives. The first term depends on no coefficient; {@link Tails} has it. In this form, with alpha in place of
 * theta = 1/alpha, nothing cancels as alpha goes to 0, where the terms are Poisson's.
 */
final class NegativeBinomialPass implements Accumulator<Rows, NegativeBinomialPass, NegativeBinomialPass> {

    /** Below this the bracket of {@link #bracket} is summed as a series. */
    private static final double SMALL = 0.05;

    private final Scaling scaling;
    private final double[] beta;
    private final double alpha;

    double logLikelihood;
    final double[] score;
    /** Minus the second derivative by the coefficients. */
    final double[][] information;
    /** Minus the second derivative by coefficient and log alpha. */
    final double[] cross;
    /** First derivative by log alpha, then minus the second one. */
    final double[] byDispersion = new double[2];

    private final Tile tile;
    private final double[][] scaled;

    NegativeBinomialPass(Scaling scaling, double[] beta, double alpha) {
        this.scaling = scaling;
        this.beta = beta;
        this.alpha = alpha;
        this.score = new double[beta.length];
        this.information = new double[beta.length][beta.length];
        this.cross = new double[beta.length];
        this.tile = new Tile(beta.length);
        this.scaled = new double[beta.length][Chunks.TILE];
    }

    NegativeBinomialPass fresh() {
        return new NegativeBinomialPass(scaling, beta, alpha);
    }

    @Override
    public void add(Rows rows, int from, int to) {
        double[] mixed = new double[Chunks.TILE];
        double[] scoreLanes = InnerProducts.lanes(beta.length);
        double[] crossLanes = InnerProducts.lanes(beta.length);
        double[] lanes = CrossProducts.lanes(beta.length);
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            tile.load(rows, scaling, beta, at, n);
            System.arraycopy(tile.eta, 0, tile.a, 0, n);
            VectorMath.exp(tile.a, tile.mean, n);
            for (int i = 0; i < n; i++) {
                double w = tile.weight[i];
                double y = tile.response[i];
                double mean = tile.mean[i];
                double u = alpha * mean;
                double v = 1 / (1 + u);
                double log = Math.log1p(u);
                logLikelihood += w * (y * tile.eta[i] - y * log - log / alpha);
                tile.score[i] = w * ((y - mean) * v);
                tile.curvature[i] = w * (mean * (1 + alpha * y) * v * v);
                mixed[i] = w * ((y - mean) * u * v * v);
                double b = bracket(u, log) / alpha;
                byDispersion[0] += w * (b - y * u * v);
                byDispersion[1] += w * (b - mean * u * v * v + y * u * v * v);
            }
            InnerProducts.add(tile.x, tile.score, n, scoreLanes);
            InnerProducts.add(tile.x, mixed, n, crossLanes);
            CrossProducts.add(tile.x, tile.curvature, n, scaled, lanes);
        }
        for (int j = 0; j < beta.length; j++) {
            score[j] += InnerProducts.sum(scoreLanes, j);
            cross[j] += InnerProducts.sum(crossLanes, j);
            for (int k = 0; k <= j; k++) {
                information[j][k] += CrossProducts.sum(lanes, j, k);
            }
        }
    }

    /** log(1 + u) - u / (1 + u), which for small u is the sum of (-u)^m (m - 1) / m from m = 2. */
    static double bracket(double u, double log) {
        if (u > SMALL) {
            return log - u / (1 + u);
        }
        double sum = 0;
        for (int m = 14; m >= 2; m--) {
            sum = (m - 1.0) / m - u * sum;
        }
        return u * u * sum;
    }

    @Override
    public void merge(NegativeBinomialPass later) {
        logLikelihood += later.logLikelihood;
        for (int j = 0; j < beta.length; j++) {
            score[j] += later.score[j];
            cross[j] += later.cross[j];
            for (int k = 0; k < beta.length; k++) {
                information[j][k] += later.information[j][k];
            }
        }
        byDispersion[0] += later.byDispersion[0];
        byDispersion[1] += later.byDispersion[1];
    }

    @Override
    public NegativeBinomialPass result() {
        return this;
    }

    /**
     * The part of the likelihood without coefficients: with N(k) the weight of the rows whose count is above k, the sum of
     * N(k) log(1 + alpha k), so a pass over the counts that occur does for all rows (Levin and Reeds 1977).
     */
    static final class Tails {

        /** N(k). */
        private final double[] above;

        private final double constant;

        private Tails(double[] above, double constant) {
            this.above = above;
            this.constant = constant;
        }

        static Tails of(Rows data) {
            int most = 0;
            for (int i = 0; i < data.count; i++) {
                if (data.weight(i) > 0) {
                    most = Math.max(most, (int) data.response[i]);
                }
            }
            double[] at = new double[most + 1];
            for (int i = 0; i < data.count; i++) {
                if (data.weight(i) > 0) {
                    at[(int) data.response[i]] += data.weight(i);
                }
            }
            double[] above = new double[most];
            double sum = 0;
            double constant = 0;
            for (int k = most - 1; k >= 0; k--) {
                sum += at[k + 1];
                above[k] = sum;
                constant -= sum * Math.log1p(k); // log y! = sum of log(k + 1)
            }
            return new Tails(above, constant);
        }

        double logLikelihood(double alpha) {
            double sum = constant;
            for (int k = 1; k < above.length; k++) {
                sum += above[k] * Math.log1p(alpha * k);
            }
            return sum;
        }

        /** First derivative by log alpha, then minus the second one. */
        double[] byDispersion(double alpha) {
            double first = 0;
            double second = 0;
            for (int k = 1; k < above.length; k++) {
                double s = alpha * k;
                double v = s / (1 + s);
                first += above[k] * v;
                second -= above[k] * (v / (1 + s));
            }
            return new double[] {first, second};
        }
    }
}
