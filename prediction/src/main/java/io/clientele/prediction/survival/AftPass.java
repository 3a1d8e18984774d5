package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.Objects;

/**
 * Log-likelihood, score and information of a parametric model in theta = (b/scale, 1/scale). In these the model is a regression:
 * {@code z = -u'theta}, and the log density of an event has log(1/scale) beside it. Rows by tiles, chunks merged in order; 2p² flops
 * a row.
 */
final class AftPass {

    final double[] score;
    final double[][] information;
    double logLikelihood;

    private final AftRows d;
    private final LifetimeShape shape;
    private final double[] theta;

    private static final class Part {

        double value;
        final double[] score;
        final Gram plus;
        final Gram minus;

        Part(int p) {
            score = new double[p];
            plus = new Gram(p);
            minus = new Gram(p);
        }
    }

    /**
     * Computes all.
     *
     * @param rows the columns
     * @param shape of W
     * @param theta one number a column; the last is 1/scale and must be above 0
     */
    AftPass(AftRows rows, LifetimeShape shape, double[] theta, Execution execution) {
        this.d = rows;
        this.shape = shape;
        this.theta = theta;
        int p = theta.length;
        Part total = Chunks.reduce(rows.rows, execution, chunk -> new Part(p), this::add, (a, b) -> {
            a.value += b.value;
            for (int j = 0; j < p; j++) {
                a.score[j] += b.score[j];
            }
            a.plus.merge(b.plus);
            a.minus.merge(b.minus);
        });
        double alpha = theta[p - 1];
        // density of T: 1/(scale t) times that of W
        logLikelihood = total.value + rows.events * Math.log(alpha / rows.logScale) - rows.eventLog;
        score = total.score;
        score[p - 1] += rows.events / alpha;
        information = new double[p][p];
        total.plus.addTo(information, 1);
        total.minus.addTo(information, -1);
        information[p - 1][p - 1] += rows.events / (alpha * alpha);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
            }
        }
    }

    private void add(Part part, int from, int to) {
        int p = theta.length;
        double[] z = new double[Chunks.TILE];
        double[] value = new double[Chunks.TILE];
        double[] first = new double[Chunks.TILE];
        double[] second = new double[Chunks.TILE];
        boolean[] event = new boolean[Chunks.TILE];
        double[][] tile = new double[p][Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < p; j++) {
                System.arraycopy(d.u[j], at, tile[j], 0, n);
            }
            System.arraycopy(d.event, at, event, 0, n);
            if (d.lower != null) {
                between(part, tile, at, n);
            }
            tile(part, part.plus, tile, z, event, value, first, second, at, n, 1);
            if (d.start != null) {
                late(part, tile, z, event, value, first, second, at, n);
            }
        }
    }

    /**
     * Rows of which two ends are known: log(S(zl) - S(zr)). Its second derivatives make a matrix of 2 x 2, of which the Cholesky factor gives
     * two rows for the information. Afterwards the tile's times of these rows are NaN, so that they count nowhere else.
     */
    private void between(Part part, double[][] tile, int at, int n) {
        double[] lower = Objects.requireNonNull(d.lower);
        int last = theta.length - 1;
        double[][] z = new double[2][n];
        double[][] value = new double[2][n];
        double[][] first = new double[2][n];
        double[][] second = new double[2][n];
        boolean any = false;
        for (int i = 0; i < n; i++) {
            any |= !Double.isNaN(lower[at + i]);
            double offset = d.offset == null ? 0 : d.offset[at + i] * theta[last] / d.logScale;
            for (int j = 0; j < last; j++) {
                offset += theta[j] * tile[j][i];
            }
            z[0][i] = -(offset + theta[last] * lower[at + i]);
            z[1][i] = -(offset + theta[last] * tile[last][i]);
        }
        if (!any) {
            return;
        }
        boolean[] none = new boolean[n];
        shape.evaluate(z[0], none, value[0], first[0], second[0], n);
        shape.evaluate(z[1], none, value[1], first[1], second[1], n);
        double[][] u = part.plus.u;
        for (int i = 0; i < n; i++) {
            double w = d.weight(at + i);
            double end = tile[last][i];
            double begin = lower[at + i];
            double l11 = 0;
            double l21 = 0;
            double l22 = 0;
            if (!Double.isNaN(begin)) {
                tile[last][i] = Double.NaN;
                boolean early = Double.isInfinite(begin); // from the beginning on: S is 1 there
                double logLeft = early ? 0 : value[0][i];
                double slopeLeft = early ? 0 : first[0][i];
                double curveLeft = early ? 0 : second[0][i];
                double gap = value[1][i] - logLeft; // below 0
                double share = -1 / Math.expm1(gap);
                part.value += w * (logLeft + Math.log(-Math.expm1(gap)));
                double rest = share - 1;
                double slopeRight = rest > 0 ? first[1][i] : 0;
                double curveRight = rest > 0 ? second[1][i] : 0;
                double left = share * slopeLeft;
                double right = -rest * slopeRight;
                double offset = d.offset == null ? 0 : d.offset[at + i] / d.logScale;
                begin = early ? 0 : begin + offset;
                end += offset;
                for (int j = 0; j < last; j++) {
                    part.score[j] -= w * (left + right) * tile[j][i]; // dz = -u
                }
                part.score[last] -= w * (left * begin + right * end);
                double a = w * (left * left - share * (curveLeft + slopeLeft * slopeLeft));
                double c = w * (right * right + rest * (curveRight + slopeRight * slopeRight));
                double b = w * left * right;
                l11 = Math.sqrt(Math.max(0, a));
                l21 = l11 > 0 ? b / l11 : 0;
                l22 = Math.sqrt(Math.max(0, c - l21 * l21));
                for (int j = 0; j < last; j++) {
                    u[j][i] = (l11 + l21) * tile[j][i];
                }
                u[last][i] = l11 * begin + l21 * end;
            } else {
                for (int j = 0; j <= last; j++) {
                    u[j][i] = 0;
                }
            }
            first[0][i] = l22;
            first[1][i] = end;
        }
        part.plus.add(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < last; j++) {
                u[j][i] = first[0][i] * tile[j][i];
            }
            u[last][i] = first[0][i] * first[1][i];
        }
        part.plus.add(n);
    }

    /** Rows that came late count given that they lasted until their start: less log S there. */
    private void late(
            Part part,
            double[][] tile,
            double[] z,
            boolean[] event,
            double[] value,
            double[] first,
            double[] second,
            int at,
            int n) {
        double[] start = Objects.requireNonNull(d.start);
        boolean any = false;
        for (int i = 0; i < n; i++) {
            boolean came = !Double.isNaN(start[at + i]);
            any |= came;
            // a row that did not come late survives the smallest time for sure
            tile[theta.length - 1][i] = came ? start[at + i] : Double.NaN;
        }
        if (any) {
            Arrays.fill(event, false);
            tile(part, part.minus, tile, z, event, value, first, second, at, n, -1);
        }
    }

    private void tile(
            Part part,
            Gram gram,
            double[][] tile,
            double[] z,
            boolean[] event,
            double[] value,
            double[] first,
            double[] second,
            int at,
            int n,
            double sign) {
        int p = theta.length;
        for (int i = 0; i < n; i++) {
            z[i] = d.offset == null ? 0 : d.offset[at + i] * theta[p - 1] / d.logScale;
        }
        for (int j = 0; j < p; j++) {
            double t = theta[j];
            double[] column = tile[j];
            for (int i = 0; i < n; i++) {
                z[i] += t * column[i];
            }
        }
        for (int i = 0; i < n; i++) {
            z[i] = -z[i];
        }
        shape.evaluate(z, event, value, first, second, n);
        for (int i = 0; i < n; i++) {
            double w = d.weight(at + i);
            if (Double.isNaN(z[i])) { // did not come late, or was counted already
                value[i] = 0;
                first[i] = 0;
                second[i] = 0;
                tile[p - 1][i] = 0;
            }
            part.value += sign * w * value[i];
            first[i] *= -sign * w; // dz = -u
            second[i] = Math.sqrt(Math.max(0, -w * second[i]));
            if (d.offset != null) {
                tile[p - 1][i] += d.offset[at + i] / d.logScale;
            }
        }
        for (int j = 0; j < p; j++) {
            part.score[j] += Reductions.dot(tile[j], first, 0, n);
            double[] u = gram.u[j];
            double[] column = tile[j];
            for (int i = 0; i < n; i++) {
                u[i] = second[i] * column[i];
            }
        }
        gram.add(n);
    }
}
