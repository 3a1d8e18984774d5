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
            tile(part, part.plus, tile, z, event, value, first, second, at, n, 1);
            if (d.start != null) {
                late(part, tile, z, event, value, first, second, at, n);
            }
        }
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
            if (Double.isNaN(z[i])) { // did not come late
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
