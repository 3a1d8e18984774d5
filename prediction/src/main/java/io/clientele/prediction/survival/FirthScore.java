package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * What Firth's correction adds to the score: half the derivative of the logarithm of the determinant of the information. For
 * coefficient r that is {@code sum over events of E[(x - m)_r (x - m)'V(x - m)] / 2}, V being the inverse of the information, and
 * E and m taken over the risk set with the weights of the hazard. Third moments are never held: with {@code Q = x'Vx} of each row,
 * {@code E[x_r Q] - m_r E[Q] - 2 E[x_r x']Vm + 2 m_r m'Vm} takes sums of order p².
 *
 * <p>One walk over the risk sets, all sums in twice the precision: O((rows + events) · features²).
 */
final class FirthScore {

    private final CoxDesign d;
    private final double[][] x;
    private final double[][] v;
    /** Columns that have an estimate. */
    private final int[] column;

    private final double[] eta;
    private final double[] score;
    /** Sums over the risk set of r, r x, r Q, r Q x and r x x' (lower triangle), in this order; likewise over the events. */
    private final ExactSum[] risk;

    private final double[] events;
    private final double[] row;
    private final double[] mean;
    private final double[] vm;

    private FirthScore(CoxDesign design, double[] beta, double[][] inverse, boolean[] aliased) {
        this.d = design;
        this.x = design.x();
        this.v = inverse;
        int[] own = new int[beta.length];
        int q = 0;
        for (int j = 0; j < own.length; j++) {
            if (!aliased[j]) {
                own[q++] = j;
            }
        }
        column = Arrays.copyOf(own, q);
        eta = new double[d.rows()];
        predict(beta);
        score = new double[beta.length];
        int size = 2 + 2 * q + q * (q + 1) / 2;
        risk = new ExactSum[size];
        Arrays.setAll(risk, k -> new ExactSum());
        events = new double[size];
        row = new double[size];
        mean = new double[q];
        vm = new double[q];
    }

    static double[] of(CoxDesign design, Ties ties, double[] beta, double[][] inverse, boolean[] aliased) {
        FirthScore own = new FirthScore(design, beta, inverse, aliased);
        own.walk(ties == Ties.EFRON);
        return own.score;
    }

    /** Relative to the largest of the stratum: only ratios matter. */
    private void predict(double[] beta) {
        for (int i = 0; i < eta.length; i++) {
            double sum = d.offset == null ? 0 : d.offset[i];
            for (int j : column) {
                sum += beta[j] * x[j][i];
            }
            eta[i] = sum;
        }
        for (int s = 0; s < d.strata(); s++) {
            int from = d.binStart[d.stratumBin[s]];
            int to = d.binStart[d.stratumBin[s + 1]];
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                largest = Math.max(largest, eta[i]);
            }
            for (int i = from; i < to; i++) {
                eta[i] -= largest;
            }
        }
    }

    private void walk(boolean efron) {
        int[] leave = d.leave == null ? new int[0] : d.leave;
        int[] leaving = RiskSets.grouped(leave, d.bins());
        int next = 0;
        for (int b = 0; b < d.bins(); b++) {
            if (d.startsStratum(b)) {
                for (ExactSum sum : risk) {
                    sum.clear();
                }
            }
            Arrays.fill(events, 0);
            double weight = 0;
            for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                set(i);
                join(1);
                if (i >= d.binEvents[b]) {
                    weight += d.weight(i);
                    for (int k = 0; k < row.length; k++) {
                        events[k] += row[k];
                    }
                }
            }
            for (; next < leaving.length && leave[leaving[next]] <= b; next++) {
                set(leaving[next]);
                join(-1);
            }
            int count = d.binStart[b + 1] - d.binEvents[b];
            if (!efron || count == 1) {
                add(0, weight);
            } else {
                for (int l = 0; l < count; l++) {
                    add((double) l / count, weight / count);
                }
            }
        }
    }

    private void set(int i) {
        int q = column.length;
        double r = d.weight(i) * Math.exp(eta[i]);
        double square = 0;
        int at = 2 + 2 * q;
        for (int j = 0; j < q; j++) {
            double own = x[column[j]][i];
            double[] line = v[column[j]];
            row[1 + j] = r * own;
            for (int k = 0; k <= j; k++) {
                double product = own * x[column[k]][i];
                square += (k < j ? 2 : 1) * line[column[k]] * product;
                row[at++] = r * product;
            }
        }
        row[0] = r;
        row[1 + q] = r * square;
        for (int j = 0; j < q; j++) {
            row[2 + q + j] = row[1 + j] * square;
        }
    }

    private void join(int sign) {
        for (int k = 0; k < row.length; k++) {
            risk[k].add(sign * row[k]);
        }
    }

    /** The part of an event of some weight, those of its time counting only {@code 1 - share}. */
    private void add(double share, double weight) {
        int q = column.length;
        double all = of(0, share);
        double length = 0;
        for (int j = 0; j < q; j++) {
            mean[j] = of(1 + j, share) / all;
        }
        for (int j = 0; j < q; j++) {
            double sum = 0;
            for (int k = 0; k < q; k++) {
                sum += v[column[j]][column[k]] * mean[k];
            }
            vm[j] = sum;
            length += sum * mean[j];
        }
        double square = of(1 + q, share) / all;
        for (int j = 0; j < q; j++) {
            double product = 0;
            for (int k = 0; k < q; k++) {
                int low = Math.min(j, k);
                int high = Math.max(j, k);
                product += of(2 + 2 * q + high * (high + 1) / 2 + low, share) * vm[k];
            }
            double third = of(2 + q + j, share) / all - mean[j] * square - 2 * product / all + 2 * mean[j] * length;
            score[column[j]] += weight * third / 2;
        }
    }

    private double of(int k, double share) {
        return risk[k].value() - share * events[k];
    }
}
