package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;

/**
 * What {@link CoxPass} gives, for a {@link CoxTable}: the columns are read twice in the order of the table, once for the sums of each bin
 * and once, when the hazards are known, for {@code X' diag(r H) X} and the score. What is done at each event time is of order p², and
 * there are few of them.
 *
 * <p>Per pass: p² + 7p flops a row and an exponential. Memory: 8 bytes a row, and for each chunk being worked on 16 (p + 1) a bin.
 * Chunks of rows run side by side; sums are merged in order.
 */
final class BinnedPass extends PartialLikelihood {

    /** Beyond this, exp(eta) is taken relative to the largest. */
    private static final double LARGE = 300;

    private final CoxDesign d;
    private final CoxTable table;
    private final Ties ties;
    private final double[] r;
    /** The hazard that a row gathers, by {@link CoxTable#place}. */
    private final double[] hazard;

    private final double eventWeight;
    private final double eventOffset;
    private final double offsetReach;

    BinnedPass(CoxDesign design, Ties ties) {
        this.d = design;
        this.table = Objects.requireNonNull(design.unsorted);
        this.ties = ties;
        r = new double[table.place.length];
        hazard = new double[2 * d.bins() + 1];
        double weight = 0;
        double offset = 0;
        double reach = 0;
        for (int b = 0; b < d.bins(); b++) {
            for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                weight += d.weight(i);
                offset += d.offset == null ? 0 : d.weight(i) * d.offset[i];
            }
        }
        for (int i = 0; d.offset != null && i < d.offset.length; i++) {
            reach = Math.max(reach, Math.abs(d.offset[i]));
        }
        eventWeight = weight;
        eventOffset = offset;
        offsetReach = reach;
    }

    @Override
    boolean at(double[] beta, Execution execution) {
        double bound = offsetReach;
        for (int j = 0; j < beta.length; j++) {
            bound += Math.abs(beta[j]) * d.reach[j];
        }
        boolean sure = bound <= LARGE;
        BinnedSums sums = BinnedSums.of(d, table, beta, 0, !sure, r, execution);
        double shifted = 0;
        if (!sure && !(sums.highest <= LARGE && sums.lowest >= -LARGE)) {
            if (!Double.isFinite(sums.highest) || !Double.isFinite(sums.lowest)) {
                return false;
            }
            shifted = sums.highest * eventWeight;
            sums = BinnedSums.of(d, table, beta, sums.highest, false, r, execution);
        }
        Walk walk = new Walk(beta.length);
        sums.walk(d, ties, walk);
        logLikelihood = eventOffset - shifted - walk.logSum;
        for (int j = 0; j < beta.length; j++) {
            logLikelihood += beta[j] * table.eventSum[j];
        }
        if (!Double.isFinite(logLikelihood)) {
            return false;
        }
        accumulateHazards();
        collect(products(beta.length, execution), walk);
        return true;
    }

    /** Hazards, log likelihood, and the second part of the information, two rows of a tile for each bin (see {@link RiskWalk}). */
    private final class Walk implements CoxWalk.Visitor {

        final Gram second;
        double logSum;
        private int filled;

        Walk(int p) {
            second = new Gram(p);
        }

        @Override
        public void visit(int bin, TieSums sums, double[] s1, double[] e1) {
            logSum += sums.logSum;
            hazard[2 * bin] = sums.hazard;
            hazard[2 * bin + 1] = sums.eventHazard;
            double root = Math.sqrt(sums.a);
            double cross = root > 0 ? sums.b / root : 0;
            double rest = Math.sqrt(Math.max(0, sums.c - cross * cross));
            for (int j = 0; j < s1.length; j++) {
                second.u[j][filled] = root * s1[j] - cross * e1[j];
                second.u[j][filled + 1] = rest * e1[j];
            }
            filled += 2;
            if (filled == Chunks.TILE) {
                finish();
            }
        }

        void finish() {
            second.add(filled);
            filled = 0;
        }
    }

    /** Turns each bin's hazard into that of all bins from it on (earlier in time). */
    private void accumulateHazards() {
        double sum = 0;
        for (int b = d.bins() - 1; b >= 0; b--) {
            hazard[2 * b + 1] += sum;
            sum += hazard[2 * b];
            hazard[2 * b] = sum;
        }
    }

    /** Products of the columns, and of each with 1 as the last row, all times r H: the first part of the information, and the score. */
    private double[] products(int p, Execution execution) {
        return Chunks.fold(
                table.chunks(),
                execution,
                c -> {
                    LaneGram gram = new LaneGram(p + 1);
                    for (int at = table.first(c); at < table.first(c + 1); at += Chunks.TILE) {
                        int n = Math.min(Chunks.TILE, table.first(c + 1) - at);
                        double[] root = gram.u[p];
                        for (int i = 0; i < n; i++) {
                            root[i] = r[at + i] * hazard[table.place[at + i]];
                        }
                        boolean idle = false;
                        for (int i = 0; i < n; i++) {
                            root[i] = Math.sqrt(root[i]);
                            idle |= root[i] == 0;
                        }
                        for (int j = 0; j < p; j++) {
                            double[] u = gram.u[j];
                            table.load(j, at, u, n);
                            for (int i = 0; i < n; i++) {
                                u[i] *= root[i];
                            }
                            for (int i = 0; idle && i < n; i++) {
                                u[i] = root[i] == 0 ? 0 : u[i]; // infinity times 0 would be none
                            }
                        }
                        gram.add(n);
                    }
                    return gram.take();
                },
                (sum, later) -> {
                    for (int k = 0; k < sum.length; k++) {
                        sum[k] += later[k];
                    }
                });
    }

    private void collect(double[] triangle, Walk walk) {
        int p = d.columns();
        walk.finish();
        score = table.eventSum.clone();
        information = new double[p][p];
        LaneGram.add(triangle, information);
        firstPart = new double[p];
        for (int j = 0; j < p; j++) {
            score[j] -= triangle[p * (p + 1) / 2 + j];
            firstPart[j] = information[j][j];
        }
        walk.second.addTo(information, -1);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
            }
        }
    }
}
