package io.clientele.prediction.linear;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.kernel.CrossProducts;
import io.clientele.core.internal.kernel.InnerProducts;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the rows at given coefficients of the scaled columns: log-likelihood, score and information, and on request
 * Firth's correction of the score or the middle of the sandwich.
 *
 * <p>Rows go by tiles of 128, one array per scaled column. Cost: (p + 1)² flops a row for the information, of order p for the
 * rest, 8(p + 1) bytes read.
 */
final class GlmPass implements Accumulator<Rows, GlmPass, GlmPass> {

    private final Family family;
    private final Scaling scaling;
    private final double[] beta;
    /** Inverse information when Firth's hat values are wanted, else null. */
    private final double @Nullable [][] inverse;

    private final boolean squaredScores;
    /** Without the information, which costs most. */
    private final boolean scoreOnly;
    /** Only every so many-th tile is looked at; 1 for all. */
    private final int stride;

    double logLikelihood;
    /** Filled by {@link #result}, like the information. */
    final double[] score;

    final double[][] information;

    private final double[] scoreLanes;
    private final double[] lanes;

    private final Tile tile;
    private final double[][] scaled;

    private GlmPass(
            Family family,
            Scaling scaling,
            double[] beta,
            double @Nullable [][] inverse,
            boolean squaredScores,
            boolean scoreOnly,
            int stride) {
        this.family = family;
        this.scaling = scaling;
        this.beta = beta;
        this.inverse = inverse;
        this.squaredScores = squaredScores;
        this.scoreOnly = scoreOnly;
        this.stride = stride;
        this.score = new double[beta.length];
        this.information = new double[beta.length][beta.length];
        this.scoreLanes = InnerProducts.lanes(beta.length);
        this.lanes = CrossProducts.lanes(scoreOnly ? 0 : beta.length);
        this.tile = new Tile(beta.length);
        this.scaled = new double[beta.length][Chunks.TILE];
    }

    /** Score and information. */
    static GlmPass newton(Family family, Scaling scaling, double[] beta, int stride) {
        return new GlmPass(family, scaling, beta, null, false, false, stride);
    }

    /** The score with Firth's correction, and the information. */
    static GlmPass firth(Family family, Scaling scaling, double[] beta, double[][] inverse) {
        return new GlmPass(family, scaling, beta, inverse, false, false, 1);
    }

    /** In place of the information the weighted sum of squared scores of the rows: the middle of the sandwich. */
    static GlmPass sandwich(Family family, Scaling scaling, double[] beta) {
        return new GlmPass(family, scaling, beta, null, true, false, 1);
    }

    /** Log-likelihood and score without the information, which costs most. */
    static GlmPass scoreOnly(Family family, Scaling scaling, double[] beta) {
        return new GlmPass(family, scaling, beta, null, false, true, 1);
    }

    /** Another of the same kind with nothing in it. */
    GlmPass fresh() {
        return new GlmPass(family, scaling, beta, inverse, squaredScores, scoreOnly, stride);
    }

    @Override
    public void add(Rows rows, int from, int to) {
        for (int at = from; at < to; at += Chunks.TILE) {
            // chunks start at multiples of a tile, so tiles are the same for any cut
            if (at / Chunks.TILE % stride != 0) {
                continue;
            }
            int n = Math.min(Chunks.TILE, to - at);
            tile.load(rows, scaling, beta, at, n);
            logLikelihood += family.fill(tile, n);
            if (inverse != null) {
                correct(n, inverse);
            }
            if (squaredScores) {
                square(n);
            }
            InnerProducts.add(tile.x, tile.score, n, scoreLanes);
            if (!scoreOnly) {
                CrossProducts.add(tile.x, tile.curvature, n, scaled, lanes);
            }
        }
    }

    /** Adds h (1/2 - p) to each row's score, h = curvature * x' A x being its hat value (Firth 1993, for log-odds). */
    private void correct(int n, double[][] a) {
        double[] form = tile.a;
        double[] half = tile.b;
        Arrays.fill(form, 0, n, 0);
        for (int j = 0; j < a.length; j++) {
            Arrays.fill(half, 0, n, 0);
            for (int k = 0; k < a.length; k++) {
                double f = a[j][k];
                double[] right = tile.x[k];
                for (int i = 0; i < n; i++) {
                    half[i] += f * right[i];
                }
            }
            double[] left = tile.x[j];
            for (int i = 0; i < n; i++) {
                form[i] += left[i] * half[i];
            }
        }
        for (int i = 0; i < n; i++) {
            tile.score[i] += tile.curvature[i] * form[i] * (0.5 - tile.mean[i]);
        }
    }

    /** A row of weight w is w rows, so its squared score counts w times, not w² times. */
    private void square(int n) {
        for (int i = 0; i < n; i++) {
            double w = tile.weight[i];
            tile.curvature[i] = w == 0 ? 0 : tile.score[i] * tile.score[i] / w;
        }
    }

    @Override
    public void merge(GlmPass later) {
        logLikelihood += later.logLikelihood;
        for (int l = 0; l < scoreLanes.length; l++) {
            scoreLanes[l] += later.scoreLanes[l];
        }
        for (int l = 0; l < lanes.length; l++) {
            lanes[l] += later.lanes[l];
        }
    }

    @Override
    public GlmPass result() {
        for (int j = 0; j < score.length; j++) {
            score[j] = InnerProducts.sum(scoreLanes, j);
            for (int k = 0; k <= j && !scoreOnly; k++) {
                information[j][k] = CrossProducts.sum(lanes, j, k);
                information[k][j] = information[j][k];
            }
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GlmPass that
                && Double.compare(logLikelihood, that.logLikelihood) == 0
                && Arrays.equals(scoreLanes, that.scoreLanes)
                && Arrays.equals(lanes, that.lanes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(scoreLanes);
    }
}
