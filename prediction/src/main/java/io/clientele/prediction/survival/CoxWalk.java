package io.clientele.prediction.survival;

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

    private final CoxDesign d;
    private final double[][] x;
    private final boolean efron;
    /** exp(eta), without weights. */
    final double[] risk;

    CoxWalk(CoxDesign design, Ties ties, double[] beta) {
        this.d = design;
        this.x = design.x();
        this.efron = ties == Ties.EFRON;
        this.risk = new double[d.rows()];
        for (int i = 0; i < risk.length; i++) {
            double eta = d.offset == null ? 0 : d.offset[i];
            for (int j = 0; j < beta.length; j++) {
                eta += beta[j] * x[j][i];
            }
            risk[i] = Math.exp(eta);
        }
    }

    void run(Visitor visitor) {
        int p = d.columns();
        int[] leave = d.leave == null ? new int[0] : d.leave;
        int[] leaving = RiskSets.grouped(leave, d.bins());
        int next = 0;
        ExactSum s0 = new ExactSum();
        ExactSum[] s1 = new ExactSum[p];
        double[] sum = new double[p];
        double[] e1 = new double[p];
        TieSums sums = new TieSums();
        for (int b = 0; b < d.bins(); b++) {
            if (d.startsStratum(b)) {
                s0.clear();
                Arrays.setAll(s1, j -> new ExactSum());
            }
            for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                add(s0, s1, i, 1);
            }
            for (; next < leaving.length && leave[leaving[next]] <= b; next++) {
                add(s0, s1, leaving[next], -1);
            }
            double e0 = 0;
            double weight = 0;
            Arrays.fill(e1, 0);
            for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                double w = d.weight(i) * risk[i];
                e0 += w;
                weight += d.weight(i);
                for (int j = 0; j < p; j++) {
                    e1[j] += w * x[j][i];
                }
            }
            int count = d.binStart[b + 1] - d.binEvents[b];
            sums.set(efron, count, weight / count, s0.value(), e0);
            for (int j = 0; j < p; j++) {
                sum[j] = s1[j].value();
            }
            visitor.visit(b, sums, sum, e1);
        }
    }

    private void add(ExactSum s0, ExactSum[] s1, int i, int sign) {
        double w = sign * d.weight(i) * risk[i];
        s0.add(w);
        for (int j = 0; j < s1.length; j++) {
            s1[j].add(w * x[j][i]);
        }
    }
}
