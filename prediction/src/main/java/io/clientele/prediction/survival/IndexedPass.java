package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What {@link CoxPass} gives, with the columns left where they are. Whatever asks for no order is done in the order of the table:
 * predictors, and {@code X' diag(r H) X} with the score. Only the sums over the risk sets are made in the order of time, for which
 * each column is read once by row numbers, a tile at a time ({@link IndexedWalk}).
 *
 * <p>Per pass: p² + 7p flops a row, p² an event time, and p reads of a row somewhere. Memory: 8 bytes a row and 8 an event time.
 * Chunks run side by side, sums are merged in order.
 */
final class IndexedPass extends PartialLikelihood {

    /** Beyond this, exp(eta) is taken relative to the stratum's largest. */
    private static final double LARGE = 300;

    private static final int BLOCK = CoxTable.BLOCK;
    private static final int SMALLEST = 16 * BLOCK;
    private static final int MOST_CHUNKS = 32;

    private final CoxDesign d;
    private final Ties ties;
    private final double[] eventSum;
    private final double eventOffset;
    private final double offsetReach;
    /**
     * By row of the table {@code w exp(eta)}, which rows that are never at risk have as well; at the end, of the others, less than 0: the
     * same times the hazard gathered.
     */
    private double[] r = new double[0];

    private double[] hazard = new double[0];

    IndexedPass(CoxDesign design, Ties ties) {
        this.d = design;
        this.ties = ties;
        int p = d.columns();
        eventSum = new double[p];
        double offsets = 0;
        double reach = 0;
        for (int s = 0; s < d.strata(); s++) {
            for (int b = d.stratumBin[s]; b < d.stratumBin[s + 1]; b++) {
                for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                    double w = d.weight(i);
                    for (int j = 0; j < p; j++) {
                        eventSum[j] += w * d.columns.get(i, s, j);
                    }
                    offsets += d.offset == null ? 0 : w * d.offset[i];
                }
            }
        }
        for (int i = 0; d.offset != null && i < d.offset.length; i++) {
            reach = Math.max(reach, Math.abs(d.offset[i]));
        }
        eventOffset = offsets;
        offsetReach = reach;
    }

    @Override
    boolean at(double[] beta, Execution execution) {
        int p = beta.length;
        if (r.length == 0) {
            r = new double[d.table.rows()];
            hazard = new double[d.bins()];
        }
        double bound = offsetReach;
        for (int j = 0; j < p; j++) {
            bound += Math.abs(beta[j]) * d.reach[j];
        }
        boolean sure = bound <= LARGE;
        Chunks.tasks(tableChunks(), execution, c -> predict(beta, sure, tableFirst(c), tableFirst(c + 1)));
        double shifted = 0;
        if (!sure) {
            shifted = shift();
            if (!Double.isFinite(shifted)) {
                return false;
            }
        }
        int chunks = d.chunks();
        ExactSum[] carry = new ExactSum[chunks];
        Chunks.tasks(chunks, execution, c -> carry[c] = total(c));
        carry(carry);
        IndexedWalk[] walks = new IndexedWalk[chunks];
        Chunks.tasks(chunks, execution, c -> {
            IndexedWalk walk = new IndexedWalk(d, ties, r, hazard, carry[c], c);
            walk.run();
            walks[c] = walk;
        });
        logLikelihood = eventOffset - shifted;
        for (IndexedWalk walk : walks) {
            logLikelihood -= walk.logSum;
        }
        for (int j = 0; j < p; j++) {
            logLikelihood += beta[j] * eventSum[j];
        }
        if (!Double.isFinite(logLikelihood)) {
            return false;
        }
        accumulateHazards();
        Chunks.tasks(chunks, execution, c -> gathered(walks[c], c));
        collect(products(p, execution), walks);
        return true;
    }

    @Override
    void forget() {
        r = new double[0];
        hazard = new double[0];
    }

    private int tableChunks() {
        return (r.length + size() - 1) / size();
    }

    private int tableFirst(int chunk) {
        return (int) Math.min(r.length, (long) chunk * size());
    }

    private int size() {
        return Math.max(SMALLEST, (r.length / MOST_CHUNKS / BLOCK + 1) * BLOCK);
    }

    /** r = w exp(eta), or eta where that might be too much for an exponential. */
    private void predict(double[] beta, boolean sure, int from, int to) {
        double[][] x = new double[beta.length][BLOCK];
        double[] eta = new double[BLOCK];
        double[] e = new double[BLOCK];
        double[] offset = d.table.offset();
        double[] weight = d.table.weights();
        for (int at = from; at < to; at += BLOCK) {
            int n = Math.min(BLOCK, to - at);
            for (int j = 0; j < beta.length; j++) {
                d.columns.load(j, at, x[j], n);
            }
            if (offset == null) {
                Arrays.fill(eta, 0, n, 0);
            } else {
                System.arraycopy(offset, at, eta, 0, n);
            }
            BinnedSums.predictors(eta, beta, x, n);
            if (!sure) {
                System.arraycopy(eta, 0, r, at, n);
                continue;
            }
            VectorMath.exp(eta, e, n);
            for (int i = 0; weight != null && i < n; i++) {
                e[i] *= weight[at + i];
            }
            System.arraycopy(e, 0, r, at, n);
        }
    }

    /**
     * From eta to r, with the largest eta of each stratum taken off where some is out of reach; gives what that takes off the log
     * likelihood, NaN where it cannot be done.
     */
    private double shift() {
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        BitSet atRisk = new BitSet(r.length);
        for (int row : d.row) {
            atRisk.set(row);
            highest = Math.max(highest, r[row]);
            lowest = Math.min(lowest, r[row]);
        }
        if (!Double.isFinite(highest) || !Double.isFinite(lowest)) {
            return Double.NaN;
        }
        for (int row = atRisk.nextClearBit(0); row < r.length; row = atRisk.nextClearBit(row + 1)) {
            r[row] = 0;
        }
        boolean within = highest <= LARGE && lowest >= -LARGE;
        double shifted = 0;
        for (int s = 0; s < d.strata(); s++) {
            int from = d.binStart[d.stratumBin[s]];
            int to = d.binStart[d.stratumBin[s + 1]];
            double largest = within ? 0 : Double.NEGATIVE_INFINITY;
            for (int i = from; !within && i < to; i++) {
                largest = Math.max(largest, r[d.row[i]]);
            }
            for (int b = d.stratumBin[s]; b < d.stratumBin[s + 1]; b++) {
                for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                    shifted += d.weight(i) * largest;
                }
            }
            for (int i = from; i < to; i++) {
                r[d.row[i]] = d.weight(i) * Math.exp(r[d.row[i]] - largest);
            }
        }
        return shifted;
    }

    /** The sum of r over the rows of the chunk's last stratum, less what dropped out. */
    private ExactSum total(int chunk) {
        int lastBin = d.chunkBin[chunk + 1];
        int bin = Math.max(d.chunkBin[chunk], d.stratumBin[d.stratumOf(lastBin - 1)]);
        double[] tile = new double[Chunks.TILE];
        ExactSum sum = new ExactSum();
        for (int at = d.binStart[bin]; at < d.binStart[lastBin]; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, d.binStart[lastBin] - at);
            for (int i = 0; i < n; i++) {
                tile[i] = r[d.row[at + i]];
            }
            sum.add(tile, 0, n);
        }
        if (d.leaving != null) {
            for (int k = d.leavingFrom(bin); k < d.leavingEnd[lastBin - 1]; k++) {
                sum.add(-r[d.row[d.leaving[k]]]);
            }
        }
        return sum;
    }

    /** From the sums of the chunks to those before them. */
    private void carry(ExactSum[] sums) {
        ExactSum before = new ExactSum();
        for (int c = 0; c < sums.length; c++) {
            ExactSum own = sums[c];
            sums[c] = before.copy();
            if (d.stratumBin[d.stratumOf(d.chunkBin[c + 1] - 1)]
                    >= d.chunkBin[c]) { // the chunk's last stratum began in it
                before.clear();
            }
            before.add(own);
        }
    }

    /** Turns each bin's hazard into that of all bins from it on (earlier in time) in its stratum. */
    private void accumulateHazards() {
        for (int b = d.bins() - 2; b >= 0; b--) {
            if (!d.startsStratum(b + 1)) {
                hazard[b] += hazard[b + 1];
            }
        }
    }

    /** r times the hazard that rows gather, with the other sign. */
    private void gathered(IndexedWalk walk, int chunk) {
        int tied = 0;
        for (int b = d.chunkBin[chunk]; b < d.chunkBin[chunk + 1]; b++) {
            double own = hazard[b];
            gathered(d.binStart[b], d.binEvents[b], own);
            if (d.binStart[b + 1] - d.binEvents[b] > 1) {
                boolean earliest = b + 1 == d.bins() || d.startsStratum(b + 1);
                own = (earliest ? 0 : hazard[b + 1]) + walk.tiedHazard(tied++);
            }
            gathered(d.binEvents[b], d.binStart[b + 1], own);
        }
    }

    private void gathered(int from, int to, double whole) {
        int[] leave = d.leave;
        for (int i = from; i < to; i++) {
            double h = leave == null || leave[i] == CoxRows.NEVER ? whole : whole - hazard[leave[i]];
            int row = d.row[i];
            r[row] = -(r[row] * h);
        }
    }

    /** Products of the columns, and of each with 1 as the last row, all times r H: the first part of the information, and the score. */
    private double[] products(int p, Execution execution) {
        return Chunks.fold(
                tableChunks(),
                execution,
                c -> {
                    LaneGram gram = new LaneGram(p + 1);
                    for (int at = tableFirst(c); at < tableFirst(c + 1); at += Chunks.TILE) {
                        int n = Math.min(Chunks.TILE, tableFirst(c + 1) - at);
                        double[] root = gram.u[p];
                        boolean idle = false;
                        for (int i = 0; i < n; i++) {
                            double q = -r[at + i];
                            root[i] = q > 0
                                    ? Math.sqrt(q)
                                    : 0; // also where r is no number, in a row that is never at risk
                            idle |= root[i] == 0;
                        }
                        for (int j = 0; j < p; j++) {
                            double[] u = gram.u[j];
                            d.columns.load(j, at, u, n);
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

    private void collect(double[] triangle, IndexedWalk[] walks) {
        int p = d.columns();
        score = eventSum.clone();
        information = new double[p][p];
        LaneGram.add(triangle, information);
        firstPart = new double[p];
        for (int j = 0; j < p; j++) {
            score[j] -= triangle[p * (p + 1) / 2 + j];
            firstPart[j] = information[j][j];
        }
        double[][] second = new double[p][p];
        double[] before = new double[p];
        for (IndexedWalk walk : walks) {
            walk.addTo(second, before);
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= j; k++) {
                information[j][k] -= second[j][k];
                information[k][j] = information[j][k];
            }
        }
    }
}
