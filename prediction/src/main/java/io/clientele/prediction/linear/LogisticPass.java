package io.clientele.prediction.linear;

import io.clientele.core.Accumulator;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.prediction.LabeledTable;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the rows at given coefficients: log-likelihood, score, information, and on request Firth's correction of the
 * score or the middle of the sandwich.
 *
 * <p>Rows go by tiles of 128, one array per scaled column; column 0 is the constant. Cost: 2(p + 1)² flops a row for the
 * information, everything else is of order p.
 */
final class LogisticPass implements Accumulator<LabeledTable, LogisticPass, LogisticPass> {

    private final Scaling scaling;
    private final double[] beta;
    /** Inverse information when Firth's hat values are wanted, else null. */
    private final double @Nullable [][] inverse;

    private final boolean squaredScores;

    double logLikelihood;
    final double[] score;
    final double[][] information;

    private final double[][] x;
    private final double[] margin = new double[Chunks.TILE];
    private final double[] e = new double[Chunks.TILE];
    private final double[] scratch = new double[Chunks.TILE];
    private final double[] residual = new double[Chunks.TILE];
    private final double[] curvature = new double[Chunks.TILE];
    private final double[] tail = new double[Chunks.TILE];
    private final double[] middle = new double[Chunks.TILE];

    private LogisticPass(Scaling scaling, double[] beta, double @Nullable [][] inverse, boolean squaredScores) {
        this.scaling = scaling;
        this.beta = beta;
        this.inverse = inverse;
        this.squaredScores = squaredScores;
        this.score = new double[beta.length];
        this.information = new double[beta.length][beta.length];
        this.x = new double[beta.length][Chunks.TILE];
    }

    /** Score and information. */
    static LogisticPass newton(Scaling scaling, double[] beta) {
        return new LogisticPass(scaling, beta, null, false);
    }

    /** The score with Firth's correction, and the information. */
    static LogisticPass firth(Scaling scaling, double[] beta, double[][] inverse) {
        return new LogisticPass(scaling, beta, inverse, false);
    }

    /** In place of the information the sum of squared scores of the rows: the middle of the sandwich. */
    static LogisticPass sandwich(Scaling scaling, double[] beta) {
        return new LogisticPass(scaling, beta, null, true);
    }

    /** Another of the same kind with nothing in it. */
    LogisticPass fresh() {
        return new LogisticPass(scaling, beta, inverse, squaredScores);
    }

    @Override
    public void add(LabeledTable rows, int from, int to) {
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            load(rows, at, n);
            probabilities(rows, at, n);
            if (inverse != null) {
                correct(n, inverse);
            }
            collect(n);
        }
    }

    private void load(LabeledTable rows, int at, int n) {
        for (int i = 0; i < n; i++) {
            x[0][i] = 1;
            margin[i] = beta[0] + rows.offset(at + i);
        }
        for (int j = 1; j < x.length; j++) {
            double[] column = x[j];
            rows.features().copyColumn(j - 1, at, column, 0, n);
            double mean = scaling.mean[j - 1];
            double factor = 1 / scaling.deviation[j - 1];
            double b = beta[j];
            for (int i = 0; i < n; i++) {
                double v = (column[i] - mean) * factor;
                column[i] = v;
                margin[i] += b * v;
            }
        }
    }

    /** Everything from exp(-|m|), which neither overflows nor loses the small tail. */
    private void probabilities(LabeledTable rows, int at, int n) {
        for (int i = 0; i < n; i++) {
            scratch[i] = -Math.abs(margin[i]);
        }
        VectorMath.exp(scratch, e, n);
        for (int i = 0; i < n; i++) {
            double y = rows.label(at + i);
            double w = rows.weight(at + i);
            double m = margin[i];
            double small = e[i] / (1 + e[i]);
            double p = m >= 0 ? 1 - small : small;
            residual[i] = w * (y == 1 ? (m >= 0 ? small : 1 - small) : -p);
            curvature[i] = w * small / (1 + e[i]);
            tail[i] = p;
            // log-likelihood of the row: -log(1 + exp(-s m)) with s = 1 for label 1 and -1 for label 0
            double against = y == 1 ? -m : m;
            logLikelihood -= w * (Math.max(against, 0) + Math.log1p(e[i]));
        }
    }

    /** Adds h (1/2 - p) to each row's residual, h = curvature * x' A x being its hat value. */
    private void correct(int n, double[][] a) {
        for (int i = 0; i < n; i++) {
            middle[i] = 0;
        }
        for (int j = 0; j < x.length; j++) {
            double[] left = x[j];
            for (int i = 0; i < n; i++) {
                scratch[i] = 0;
            }
            for (int k = 0; k < x.length; k++) {
                double f = a[j][k];
                double[] right = x[k];
                for (int i = 0; i < n; i++) {
                    scratch[i] += f * right[i];
                }
            }
            for (int i = 0; i < n; i++) {
                middle[i] += left[i] * scratch[i];
            }
        }
        for (int i = 0; i < n; i++) {
            residual[i] += curvature[i] * middle[i] * (0.5 - tail[i]);
        }
    }

    private void collect(int n) {
        for (int j = 0; j < x.length; j++) {
            double[] left = x[j];
            score[j] += Reductions.dot(left, residual, 0, n);
            if (squaredScores) {
                for (int i = 0; i < n; i++) {
                    scratch[i] = left[i] * residual[i] * residual[i];
                }
            } else {
                for (int i = 0; i < n; i++) {
                    scratch[i] = left[i] * curvature[i];
                }
            }
            for (int k = 0; k <= j; k++) {
                information[j][k] += Reductions.dot(x[k], scratch, 0, n);
            }
        }
    }

    @Override
    public void merge(LogisticPass later) {
        logLikelihood += later.logLikelihood;
        for (int j = 0; j < score.length; j++) {
            score[j] += later.score[j];
            for (int k = 0; k <= j; k++) {
                information[j][k] += later.information[j][k];
            }
        }
    }

    @Override
    public LogisticPass result() {
        for (int j = 0; j < score.length; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
            }
        }
        return this;
    }
}
