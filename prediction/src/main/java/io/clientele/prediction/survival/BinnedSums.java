package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * For each bin of a {@link CoxTable} the sums of {@code r = w exp(eta)} and of r x over the rows that join the risk set there, its
 * events apart: one reading of the columns in the order of the table. With them {@link #walk} goes over the risk sets.
 */
final class BinnedSums {

    /** Sums of r, then of r x, one array each, by {@link CoxTable#place}. */
    final double[][] sum;

    /** Of eta, where it was asked for. */
    double highest = Double.NEGATIVE_INFINITY;

    double lowest = Double.POSITIVE_INFINITY;

    private BinnedSums(int columns, int places) {
        sum = new double[columns + 1][places];
    }

    /**
     * Adds up all rows.
     *
     * @param shift taken off eta
     * @param watch whether to look for the highest and lowest eta
     * @param r gets r of each row
     */
    static BinnedSums of(
            CoxDesign d,
            CoxTable table,
            double[] beta,
            double shift,
            boolean watch,
            double @Nullable [] r,
            Execution execution) {
        return Chunks.fold(
                table.chunks(),
                execution,
                c -> {
                    BinnedSums part = new BinnedSums(beta.length, 2 * d.bins() + 1);
                    part.add(table, beta, shift, watch, r, table.first(c), table.first(c + 1));
                    return part;
                },
                BinnedSums::merge);
    }

    private void merge(BinnedSums later) {
        for (int j = 0; j < sum.length; j++) {
            double[] own = sum[j];
            double[] more = later.sum[j];
            for (int k = 0; k < own.length; k++) {
                own[k] += more[k];
            }
        }
        highest = Math.max(highest, later.highest);
        lowest = Math.min(lowest, later.lowest);
    }

    private void add(
            CoxTable table, double[] beta, double shift, boolean watch, double @Nullable [] r, int from, int to) {
        int p = beta.length;
        double[][] x = new double[p][CoxTable.BLOCK];
        double[] eta = new double[CoxTable.BLOCK];
        double[] e = new double[CoxTable.BLOCK];
        for (int at = from; at < to; at += CoxTable.BLOCK) {
            int n = Math.min(CoxTable.BLOCK, to - at);
            for (int j = 0; j < p; j++) {
                table.load(j, at, x[j], n);
            }
            Arrays.fill(eta, 0, n, -shift);
            if (table.offset != null) {
                for (int i = 0; i < n; i++) {
                    eta[i] += table.offset[at + i];
                }
            }
            predictors(eta, beta, x, n);
            if (watch) {
                watch(eta, table.weight, at, n);
            }
            VectorMath.exp(eta, e, n);
            weigh(e, table.weight, at, n);
            if (r != null) {
                System.arraycopy(e, 0, r, at, n);
            }
            add(sum[0], e, table.place, at, n);
            for (int j = 0; j < p; j++) {
                add(sum[j + 1], e, x[j], table.place, at, n);
            }
        }
    }

    /** Adds beta x to eta. */
    static void predictors(double[] eta, double[] beta, double[][] x, int n) {
        int j = 0;
        for (; j <= beta.length - 4; j += 4) {
            add4(eta, x[j], beta[j], x[j + 1], beta[j + 1], x[j + 2], beta[j + 2], x[j + 3], beta[j + 3], n);
        }
        for (; j < beta.length; j++) {
            double[] column = x[j];
            double b = beta[j];
            for (int i = 0; i < n; i++) {
                eta[i] += b * column[i];
            }
        }
    }

    private static void add4(
            double[] s,
            double[] x0,
            double b0,
            double[] x1,
            double b1,
            double[] x2,
            double b2,
            double[] x3,
            double b3,
            int n) {
        for (int i = 0; i < n; i++) {
            s[i] += b0 * x0[i] + b1 * x1[i] + (b2 * x2[i] + b3 * x3[i]);
        }
    }

    private void watch(double[] eta, double @Nullable [] weight, int at, int n) {
        for (int i = 0; i < n; i++) {
            if (weight == null || weight[at + i] > 0) {
                highest = Math.max(highest, eta[i]);
                lowest = Math.min(lowest, eta[i]);
            }
        }
    }

    private static void weigh(double[] e, double @Nullable [] weight, int at, int n) {
        if (weight != null) {
            for (int i = 0; i < n; i++) {
                double w = weight[at + i];
                e[i] = w > 0 ? w * e[i] : 0; // infinity times 0 would be none
            }
        }
    }

    private static void add(double[] s, double[] r, int[] place, int at, int n) {
        for (int i = 0; i < n; i++) {
            s[place[at + i]] += r[i];
        }
    }

    private static void add(double[] s, double[] r, double[] x, int[] place, int at, int n) {
        for (int i = 0; i < n; i++) {
            s[place[at + i]] += r[i] * x[i];
        }
    }

    /** Walks the risk sets, from the last event time back. */
    void walk(CoxDesign d, Ties ties, CoxWalk.Visitor visitor) {
        int p = sum.length - 1;
        ExactSum s0 = new ExactSum();
        double[] s1 = new double[p];
        double[] e1 = new double[p];
        TieSums sums = new TieSums();
        for (int b = 0; b < d.bins(); b++) {
            s0.add(sum[0][2 * b]);
            s0.add(sum[0][2 * b + 1]);
            for (int j = 0; j < p; j++) {
                e1[j] = sum[j + 1][2 * b + 1];
                s1[j] += sum[j + 1][2 * b] + e1[j];
            }
            double weight = 0;
            int count = d.binStart[b + 1] - d.binEvents[b];
            for (int i = d.binEvents[b]; d.weight != null && i < d.binStart[b + 1]; i++) {
                weight += d.weight[i];
            }
            double mean = d.weight == null ? 1 : weight / count;
            sums.set(ties == Ties.EFRON, count, mean, s0.value(), sum[0][2 * b + 1]);
            visitor.visit(b, sums, s1, e1);
        }
    }
}
