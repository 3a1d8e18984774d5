package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Log partial likelihood, score and information at given coefficients.
 *
 * <p>With {@code r = w exp(eta)} and {@code H} the cumulative hazard that a row gathers while it is at risk, the information is
 * {@code X' diag(r H) X} less the sum over event times of what the weighted means of X contribute, so that both parts are sums
 * of products of columns, which {@link Gram} does at the speed of the machine, instead of one p by p matrix carried along from
 * row to row. The walk over the risk sets itself is only of order p a row.
 *
 * <p>Per pass: 2p² flops a row and 2p² a distinct event time, three readings of X. Chunks of bins run side by side: each
 * first adds up its rows, then, knowing what came before, walks them; sums are merged in order.
 */
final class CoxPass extends PartialLikelihood {

    /** Beyond this, exp(eta) is taken relative to the stratum's largest. */
    private static final double LARGE = 300;

    private static final int BLOCK = 8 * Chunks.TILE;

    private final CoxDesign d;
    private final Ties ties;
    /** A factor for each bin, at least 0; null for 1. */
    private final double @Nullable [] factor;
    /** Sum of w x (times factor) over events, and of w offset. */
    private final double[] eventSum;

    private final double eventOffset;
    private double[] r = new double[0];
    private double[] hazard = new double[0];
    private double[] eventHazard = new double[0];
    private final double @Nullable [] leaving;
    private final double @Nullable [][] leavingX;

    private final double[][] x;

    CoxPass(CoxDesign design, Ties ties, double @Nullable [] factor) {
        this.d = design;
        this.x = design.x();
        this.ties = ties;
        this.factor = factor;
        int p = d.columns();
        eventSum = new double[p];
        double sum = 0;
        for (int b = 0; b < d.bins(); b++) {
            double f = factor == null ? 1 : factor[b];
            for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                double w = d.weight(i);
                for (int j = 0; j < p; j++) {
                    eventSum[j] += f * w * x[j][i];
                }
                sum += d.offset == null ? 0 : w * d.offset[i];
            }
        }
        eventOffset = sum;
        leaving = d.leave == null ? null : new double[d.bins()];
        leavingX = d.leave == null ? null : new double[p][d.bins()];
    }

    /** What a chunk of bins adds up to. */
    private static final class Part {

        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        /** r and r x over the rows of the chunk's last stratum, less what dropped out. */
        final ExactSum total = new ExactSum();

        double[] totalX = new double[0];
        double logSum;
        double[] product = new double[0];
        final Gram first;
        final Gram second;

        Part(int p) {
            first = new Gram(p);
            second = new Gram(p);
        }
    }

    @Override
    boolean at(double[] beta, Execution execution) {
        return at(beta, true, execution);
    }

    @Override
    void forget() {
        r = new double[0];
        hazard = new double[0];
        eventHazard = new double[0];
    }

    /**
     * Log likelihood and score only, in order of columns a row; the information is then of no use. Not for exact ties.
     *
     * @param beta of the scaled columns
     * @return false if the likelihood cannot be represented there: take a smaller step
     */
    boolean scoreAt(double[] beta, Execution execution) {
        return at(beta, false, execution);
    }

    /** After a pass: the score of a column that need not be one of the design's, given its weighted sum over the events. */
    double score(double[] column, double overEvents) {
        return overEvents - Reductions.dot(column, r, 0, r.length);
    }

    private boolean at(double[] beta, boolean curved, Execution execution) {
        int p = beta.length;
        if (r.length == 0) {
            r = new double[d.rows()];
            hazard = new double[d.bins()];
            eventHazard = new double[d.bins()];
        }
        int chunks = d.chunks();
        Part[] parts = new Part[chunks];
        Chunks.tasks(chunks, execution, c -> {
            parts[c] = new Part(p);
            predict(beta, parts[c], first(c), end(c));
        });
        double shifted = 0;
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        for (Part part : parts) {
            highest = Math.max(highest, part.highest);
            lowest = Math.min(lowest, part.lowest);
        }
        if (!(highest <= LARGE && lowest >= -LARGE)) {
            if (!Double.isFinite(highest) || !Double.isFinite(lowest)) {
                return false;
            }
            shifted = shift(beta);
        }
        if (d.leave != null) {
            dropOuts(curved, execution);
        }
        Chunks.tasks(chunks, execution, c -> total(parts[c], c, curved));
        ExactSum[] carry = new ExactSum[chunks];
        double[][] carryX = new double[chunks][];
        carry(parts, carry, carryX, p);
        Chunks.tasks(chunks, execution, c -> walk(parts[c], c, carry[c], carryX[c], curved));
        double logSum = 0;
        for (Part part : parts) {
            logSum += part.logSum;
        }
        logLikelihood = eventOffset - shifted - logSum;
        for (int j = 0; j < p; j++) {
            logLikelihood += beta[j] * eventSum[j];
        }
        if (factor == null && !Double.isFinite(logLikelihood)) {
            return false;
        }
        score = eventSum.clone();
        information = new double[p][p];
        if (ties == Ties.EXACT) {
            new ExactTies(d).add(beta, this);
            if (!Double.isFinite(logLikelihood)) {
                return false;
            }
        }
        accumulateHazards();
        Chunks.tasks(chunks, execution, c -> products(parts[c], c, curved));
        collect(parts);
        return true;
    }

    private int first(int chunk) {
        return d.binStart[d.chunkBin[chunk]];
    }

    private int end(int chunk) {
        return d.binStart[d.chunkBin[chunk + 1]];
    }

    /** r = w exp(eta), optimistically; the range of eta tells whether that was right. */
    private void predict(double[] beta, Part part, int from, int to) {
        double[] tile = new double[Chunks.TILE];
        double[] e = new double[Chunks.TILE];
        for (int at = from; at < to; at += BLOCK) {
            int end = Math.min(to, at + BLOCK);
            predictors(beta, at, end);
            for (int i = at; i < end; i++) {
                part.highest = Math.max(part.highest, r[i]);
                part.lowest = Math.min(part.lowest, r[i]);
            }
            if (!(part.highest <= LARGE && part.lowest >= -LARGE)) {
                continue; // to be done again with a shift
            }
            for (int t = at; t < end; t += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, end - t);
                System.arraycopy(r, t, tile, 0, n);
                VectorMath.exp(tile, e, n);
                System.arraycopy(e, 0, r, t, n);
            }
            weigh(at, end);
        }
    }

    private void weigh(int from, int to) {
        double[] w = d.weight;
        if (w != null) {
            for (int i = from; i < to; i++) {
                r[i] *= w[i];
            }
        }
    }

    /** r = eta on [from, to). */
    private void predictors(double[] beta, int from, int to) {
        if (d.offset == null) {
            Arrays.fill(r, from, to, 0);
        } else {
            System.arraycopy(d.offset, from, r, from, to - from);
        }
        int j = 0;
        for (; j <= beta.length - 4; j += 4) {
            add4(r, x[j], beta[j], x[j + 1], beta[j + 1], x[j + 2], beta[j + 2], x[j + 3], beta[j + 3], from, to);
        }
        for (; j < beta.length; j++) {
            double[] column = x[j];
            double b = beta[j];
            for (int i = from; i < to; i++) {
                r[i] += b * column[i];
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
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            s[i] += b0 * x0[i] + b1 * x1[i] + (b2 * x2[i] + b3 * x3[i]);
        }
    }

    /** Again, with the largest eta of each stratum taken off; gives what that takes off the log likelihood. */
    private double shift(double[] beta) {
        predictors(beta, 0, r.length);
        double shifted = 0;
        for (int s = 0; s < d.strata(); s++) {
            int from = d.binStart[d.stratumBin[s]];
            int to = d.binStart[d.stratumBin[s + 1]];
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                largest = Math.max(largest, r[i]);
            }
            for (int b = d.stratumBin[s]; b < d.stratumBin[s + 1]; b++) {
                for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                    shifted += d.weight(i) * largest;
                }
            }
            for (int i = from; i < to; i++) {
                r[i] = Math.exp(r[i] - largest);
            }
        }
        weigh(0, r.length);
        return shifted;
    }

    /** What drops out of the risk set at each bin; columns side by side. */
    private void dropOuts(boolean curved, Execution execution) {
        int[] leave = Objects.requireNonNull(d.leave);
        double[] sums = Objects.requireNonNull(leaving);
        double[][] sumsX = Objects.requireNonNull(leavingX);
        Chunks.tasks(curved ? sumsX.length + 1 : 1, execution, j -> {
            double[] into = j == 0 ? sums : sumsX[j - 1];
            Arrays.fill(into, 0);
            double[] column = j == 0 ? null : x[j - 1];
            for (int i = 0; i < leave.length; i++) {
                int out = leave[i];
                if (out != CoxRows.NEVER) {
                    into[out] += column == null ? r[i] : r[i] * column[i];
                }
            }
        });
    }

    private void total(Part part, int chunk, boolean curved) {
        int firstBin = d.chunkBin[chunk];
        int lastBin = d.chunkBin[chunk + 1];
        int bin = Math.max(firstBin, d.stratumBin[d.stratumOf(lastBin - 1)]);
        int from = d.binStart[bin];
        int to = d.binStart[lastBin];
        part.total.add(r, from, to);
        part.totalX = new double[d.columns()];
        for (int j = 0; curved && j < part.totalX.length; j++) {
            part.totalX[j] = Reductions.dot(x[j], r, from, to);
        }
        if (leaving != null && leavingX != null) {
            for (int b = bin; b < lastBin; b++) {
                part.total.add(-leaving[b]);
            }
            for (int j = 0; curved && j < part.totalX.length; j++) {
                part.totalX[j] -= Reductions.sum(leavingX[j], bin, lastBin);
            }
        }
    }

    private void carry(Part[] parts, ExactSum[] carry, double[][] carryX, int p) {
        ExactSum sum = new ExactSum();
        double[] sumX = new double[p];
        for (int c = 0; c < parts.length; c++) {
            int lastBin = d.chunkBin[c + 1];
            int stratumStart = d.stratumBin[d.stratumOf(lastBin - 1)];
            carry[c] = sum.copy();
            carryX[c] = sumX.clone();
            if (stratumStart >= d.chunkBin[c]) { // the chunk's last stratum began in it
                sum = new ExactSum();
                sumX = new double[p];
            }
            sum.add(parts[c].total);
            for (int j = 0; j < p; j++) {
                sumX[j] += parts[c].totalX[j];
            }
        }
    }

    /** Walks the risk sets of a chunk: hazards, log likelihood, and the second part of the information. */
    private void walk(Part part, int chunk, ExactSum carry, double[] carryX, boolean curved) {
        RiskWalk walk = new RiskWalk(d, r, leaving, leavingX, carry, carryX, part.second);
        TieSums sums = new TieSums();
        boolean efron = ties == Ties.EFRON;
        for (int b = d.chunkBin[chunk]; b < d.chunkBin[chunk + 1]; b++) {
            if (d.startsStratum(b)) {
                walk.restart();
            }
            walk.enter(b);
            int count = d.binStart[b + 1] - d.binEvents[b];
            if (ties == Ties.EXACT && count > 1) {
                hazard[b] = 0;
                eventHazard[b] = 0;
                walk.skip(b);
                continue;
            }
            sums.set(efron, count, walk.eventWeight / count, walk.atRisk, walk.eventsAtRisk);
            part.logSum += sums.logSum;
            double f = factor == null ? 1 : factor[b];
            hazard[b] = f * sums.hazard;
            eventHazard[b] = f * sums.eventHazard;
            if (curved) {
                walk.leave(b, f * sums.a, f * sums.b, f * sums.c);
            }
        }
        walk.finish();
    }

    /** Turns each bin's hazard into that of all bins from it on (earlier in time) in its stratum. */
    private void accumulateHazards() {
        for (int s = 0; s < d.strata(); s++) {
            double sum = 0;
            for (int b = d.stratumBin[s + 1] - 1; b >= d.stratumBin[s]; b--) {
                eventHazard[b] = sum + eventHazard[b];
                sum += hazard[b];
                hazard[b] = sum;
            }
        }
    }

    /** The first part of the information, and the score. */
    private void products(Part part, int chunk, boolean curved) {
        for (int b = d.chunkBin[chunk]; b < d.chunkBin[chunk + 1]; b++) {
            gathered(d.binStart[b], d.binEvents[b], hazard[b]);
            gathered(d.binEvents[b], d.binStart[b + 1], eventHazard[b]);
        }
        int from = first(chunk);
        int to = end(chunk);
        int p = d.columns();
        part.product = new double[p];
        for (int j = 0; j < p; j++) {
            part.product[j] = Reductions.dot(x[j], r, from, to);
        }
        if (!curved) {
            return;
        }
        double[] root = new double[Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            System.arraycopy(r, at, root, 0, n);
            for (int i = 0; i < n; i++) {
                root[i] = root[i] > 0 ? Math.sqrt(root[i]) : 0; // below 0 only by rounding
            }
            for (int j = 0; j < p; j++) {
                double[] u = part.first.u[j];
                System.arraycopy(x[j], at, u, 0, n);
                for (int i = 0; i < n; i++) {
                    u[i] *= root[i];
                }
            }
            part.first.add(n);
        }
    }

    /** r times the hazard that rows gather: that of their bin, less that of the bin where they drop out. */
    private void gathered(int from, int to, double whole) {
        int[] leave = d.leave;
        for (int i = from; i < to; i++) {
            r[i] *= leave == null || leave[i] == CoxRows.NEVER ? whole : whole - hazard[leave[i]];
        }
    }

    private void collect(Part[] parts) {
        int p = d.columns();
        for (Part part : parts) {
            part.first.addTo(information, 1);
            for (int j = 0; j < p; j++) {
                score[j] -= part.product[j];
            }
        }
        firstPart = new double[p];
        for (int j = 0; j < p; j++) {
            firstPart[j] = information[j][j];
        }
        for (Part part : parts) {
            part.second.addTo(information, -1);
        }
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
            }
        }
    }
}
