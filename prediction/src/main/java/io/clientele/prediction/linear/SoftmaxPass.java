package io.clientele.prediction.linear;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.kernel.CrossProducts;
import io.clientele.core.internal.kernel.InnerProducts;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * One pass over the rows at given coefficients of the scaled columns: log-likelihood, score and information of a softmax over classes
 * of which the first has coefficients 0. Block (k, l) of the information is the sum of w p_k ((k = l) - p_l) x x'.
 */
final class SoftmaxPass implements Accumulator<Rows, SoftmaxPass, SoftmaxPass> {

    private final Scaling scaling;
    private final double[][] beta;
    private final int columns;

    double logLikelihood;
    final double[][] score;
    /** By classes k and l at most k, then the lower triangle by column. */
    final double[][][][] information;

    private final Tile tile;
    private final double[] none;
    private final double[][] scaled;
    private final double[][] share;

    SoftmaxPass(Scaling scaling, double[][] beta, int columns) {
        this.scaling = scaling;
        this.beta = beta;
        this.columns = columns;
        this.score = new double[beta.length][columns];
        this.information = new double[beta.length][][][];
        for (int k = 0; k < beta.length; k++) {
            information[k] = new double[k + 1][columns][columns];
        }
        this.tile = new Tile(columns);
        this.none = new double[columns];
        this.scaled = new double[columns][Chunks.TILE];
        this.share = new double[beta.length][Chunks.TILE];
    }

    SoftmaxPass fresh() {
        return new SoftmaxPass(scaling, beta, columns);
    }

    @Override
    public void add(Rows rows, int from, int to) {
        double[] c = new double[Chunks.TILE];
        double[][] scoreLanes = new double[beta.length][];
        Arrays.setAll(scoreLanes, k -> InnerProducts.lanes(columns));
        double[][][] lanes = new double[beta.length][beta.length][];
        for (double[][] of : lanes) {
            Arrays.setAll(of, l -> CrossProducts.lanes(columns));
        }
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            tile.load(rows, scaling, none, at, n);
            shares(n);
            for (int k = 0; k < beta.length; k++) {
                double[] p = share[k];
                for (int i = 0; i < n; i++) {
                    tile.score[i] = tile.weight[i] * ((tile.response[i] == k + 1 ? 1 : 0) - p[i]);
                }
                InnerProducts.add(tile.x, tile.score, n, scoreLanes[k]);
                for (int l = 0; l <= k; l++) {
                    double[] q = share[l];
                    for (int i = 0; i < n; i++) {
                        c[i] = tile.weight[i] * (l == k ? p[i] * (1 - p[i]) : -p[i] * q[i]);
                    }
                    CrossProducts.add(tile.x, c, n, scaled, lanes[k][l]);
                }
            }
        }
        for (int k = 0; k < beta.length; k++) {
            for (int j = 0; j < columns; j++) {
                score[k][j] += InnerProducts.sum(scoreLanes[k], j);
            }
            for (int l = 0; l <= k; l++) {
                for (int j = 0; j < columns; j++) {
                    for (int m = 0; m <= j; m++) {
                        information[k][l][j][m] += CrossProducts.sum(lanes[k][l], j, m);
                    }
                }
            }
        }
    }

    /** Fills the shares of the classes after the first, and adds to the log-likelihood. */
    private void shares(int n) {
        double[] most = tile.a;
        double[] own = tile.b;
        double[] sum = tile.mean;
        Arrays.fill(most, 0, n, 0);
        Arrays.fill(own, 0, n, 0);
        for (int k = 0; k < beta.length; k++) {
            double[] eta = share[k];
            Arrays.fill(eta, 0, n, 0);
            for (int j = 0; j < columns; j++) {
                double b = beta[k][j];
                double[] x = tile.x[j];
                for (int i = 0; i < n; i++) {
                    eta[i] += b * x[i];
                }
            }
            for (int i = 0; i < n; i++) {
                most[i] = Math.max(most[i], eta[i]);
                own[i] = tile.response[i] == k + 1 ? eta[i] : own[i];
            }
        }
        for (int i = 0; i < n; i++) {
            tile.eta[i] = -most[i];
        }
        VectorMath.exp(tile.eta, sum, n);
        for (double[] eta : share) {
            for (int i = 0; i < n; i++) {
                tile.eta[i] = eta[i] - most[i];
            }
            VectorMath.exp(tile.eta, eta, n);
            for (int i = 0; i < n; i++) {
                sum[i] += eta[i];
            }
        }
        for (int i = 0; i < n; i++) {
            logLikelihood += tile.weight[i] * (own[i] - most[i] - Math.log(sum[i]));
            for (double[] p : share) {
                p[i] /= sum[i];
            }
        }
    }

    @Override
    public void merge(SoftmaxPass later) {
        logLikelihood += later.logLikelihood;
        for (int k = 0; k < beta.length; k++) {
            add(score[k], later.score[k]);
            for (int l = 0; l <= k; l++) {
                for (int j = 0; j < columns; j++) {
                    add(information[k][l][j], later.information[k][l][j]);
                }
            }
        }
    }

    private static void add(double[] to, double[] from) {
        for (int j = 0; j < to.length; j++) {
            to[j] += from[j];
        }
    }

    @Override
    public SoftmaxPass result() {
        return this;
    }
}
