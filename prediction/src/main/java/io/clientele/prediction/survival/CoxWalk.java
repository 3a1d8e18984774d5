package io.clientele.prediction.survival;

import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * The walk over the risk sets at given coefficients, row by row, for what is needed once after a fit: hazards and residuals.
 * Tells a visitor at every event time what is at risk. Plainer than {@link CoxPass}, and so a check of it.
 */
final class CoxWalk {

    /** Told of every bin, in walking order. */
    interface Visitor {

        /**
         * One event time.
         *
         * @param bin its number
         * @param sums what its events add up to
         * @param s1 the sum of w x exp(eta) over the risk set
         * @param e1 the same over the events of this time
         */
        void visit(int bin, TieSums sums, double[] s1, double[] e1);
    }

    /** Beyond this, exp(eta) is taken relative to the stratum's largest. */
    static final double LARGE = 300;

    private final CoxDesign d;
    private final boolean efron;
    /** exp(eta), without weights, less the stratum's {@link #shift}. */
    final double[] risk;
    /** By stratum what was taken off eta: hazards are higher by a factor of exp(shift) than they are told. */
    final double[] shift;
    /** The most that a sum over a risk set has been before, as a multiple of what was left: its logarithm to base 10. */
    double digitsLost;

    CoxWalk(CoxDesign design, Ties ties, double[] beta) {
        this.d = design;
        this.efron = ties == Ties.EFRON;
        this.risk = new double[d.rows()];
        if (d.offset != null) {
            System.arraycopy(d.offset, 0, risk, 0, risk.length);
        }
        double[] tile = new double[Chunks.TILE];
        for (int at = 0; at < risk.length; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, risk.length - at);
            for (int j = 0; j < beta.length; j++) {
                d.columns.gather(j, at, tile, n);
                for (int i = 0; i < n; i++) {
                    risk[at + i] += beta[j] * tile[i];
                }
            }
        }
        shift = new double[d.strata()];
        boolean within = true;
        for (double eta : risk) {
            within &= Math.abs(eta) <= LARGE;
        }
        for (int s = 0; s < shift.length; s++) {
            exponentials(d.binStart[d.stratumBin[s]], d.binStart[d.stratumBin[s + 1]], within, s);
        }
    }

    private void exponentials(int from, int to, boolean within, int stratum) {
        double largest = within ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = from; !within && i < to; i++) {
            largest = Math.max(largest, risk[i]);
        }
        for (int i = from; i < to; i++) {
            risk[i] = Math.exp(risk[i] - largest);
        }
        shift[stratum] = largest;
    }

    /** Sums over the risk set, between two bins. */
    static final class Sums {

        private final ExactSum s0;
        private final ExactSum[] s1;

        /** Of nobody. */
        Sums(int columns) {
            s0 = new ExactSum();
            s1 = new ExactSum[columns];
            Arrays.setAll(s1, j -> new ExactSum());
        }

        private Sums(Sums other) {
            s0 = other.s0.copy();
            s1 = new ExactSum[other.s1.length];
            Arrays.setAll(s1, j -> other.s1[j].copy());
        }

        Sums copy() {
            return new Sums(this);
        }

        private void clear() {
            s0.clear();
            for (ExactSum sum : s1) {
                sum.clear();
            }
        }
    }

    void run(Visitor visitor) {
        run(0, d.bins(), new Sums(d.columns()), visitor);
    }

    /** Walks some of the bins, and the sums with them. */
    void run(int from, int to, Sums at, Visitor visitor) {
        int p = d.columns();
        double[] sum = new double[p];
        double[] e1 = new double[p];
        TieSums sums = new TieSums();
        int stratum = from < to ? d.stratumOf(from) : 0;
        double most = 0;
        for (int b = from; b < to; b++) {
            if (d.startsStratum(b)) {
                at.clear();
                most = 0;
                stratum = d.stratumOf(b);
            }
            for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                add(at, i, stratum, 1);
            }
            if (d.leaving != null) {
                most = Math.max(most, at.s0.value());
                for (int k = d.leavingFrom(b); k < d.leavingEnd[b]; k++) {
                    add(at, d.leaving[k], stratum, -1);
                }
                digitsLost = Math.max(digitsLost, Math.log10(most / Math.max(Double.MIN_NORMAL, at.s0.value())));
            }
            double e0 = 0;
            double weight = 0;
            Arrays.fill(e1, 0);
            for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                double w = d.weight(i) * risk[i];
                e0 += w;
                weight += d.weight(i);
                for (int j = 0; j < p; j++) {
                    e1[j] += w * d.columns.get(i, stratum, j);
                }
            }
            int count = d.binStart[b + 1] - d.binEvents[b];
            sums.set(efron, count, weight / count, at.s0.value(), e0);
            for (int j = 0; j < p; j++) {
                sum[j] = at.s1[j].value();
            }
            visitor.visit(b, sums, sum, e1);
        }
    }

    private void add(Sums at, int i, int stratum, int sign) {
        double w = sign * d.weight(i) * risk[i];
        at.s0.add(w);
        for (int j = 0; j < at.s1.length; j++) {
            at.s1[j].add(w * d.columns.get(i, stratum, j));
        }
    }
}
