package io.clientele.prediction.survival;

import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * The walk of {@link IndexedPass} over the risk sets of a chunk of bins: hazards, log likelihood, and what the chunk adds to the second
 * part of the information (see {@link RiskWalk} for its form).
 *
 * <p>S0 is carried over from the chunks before; S1 is summed up from the beginning of the chunk only, L, so that chunks need not wait
 * for each other and columns are read once. With what came before, C, {@code a (C + L)(C + L)'} is {@code a (CC' + CL' + LC' + LL')}: the
 * square roots of the a are one more column of the products.
 */
final class IndexedWalk {

    double logSum;

    private final CoxDesign d;
    private final boolean efron;
    private final double[] r;
    private final double[] hazard;
    private final ExactSum s0;
    private final int firstBin;
    private final int lastBin;
    private final int from;
    /** r of the chunk's rows in walking order. */
    private final double[] own;
    /** Of the bins with tied events, what an event itself gains. */
    private double[] tied = new double[8];

    private int ties;
    /** S1 over the chunk's rows of the stratum, without those that dropped out. */
    private final double[] s1;
    /** S1 just before the events of a bin that began in an earlier tile. */
    private final double[] before;

    private final LaneGram gram;
    private double[] triangle = new double[0];
    /** By column: S1 after each row of a tile, without regard to who drops out there. */
    private final double[][] running;

    private boolean restarted;
    private int pendingFrom;
    private int pending;
    private final double[] a = new double[Chunks.TILE];
    private final double[] b = new double[Chunks.TILE];
    private final double[] c = new double[Chunks.TILE];
    /** By column and waiting bin, what drops out there. */
    private final double[][] gone;

    /** Of no rows but while the walk runs: walks are kept until all chunks are done. */
    private RowWindow entrants;

    private RowWindow leavers;

    IndexedWalk(CoxDesign design, Ties ties, double[] r, double[] hazard, ExactSum carry, int chunk) {
        this.d = design;
        this.efron = ties == Ties.EFRON;
        this.r = r;
        this.hazard = hazard;
        this.s0 = carry;
        firstBin = d.chunkBin[chunk];
        lastBin = d.chunkBin[chunk + 1];
        from = d.binStart[firstBin];
        own = new double[d.binStart[lastBin] - from];
        for (int i = 0; i < own.length; i++) {
            own[i] = r[d.row[from + i]];
        }
        int p = d.columns();
        s1 = new double[p];
        before = new double[p];
        gram = new LaneGram(p + 1);
        running = new double[p][Chunks.TILE];
        gone = new double[d.leaving == null ? 0 : p][Chunks.TILE];
        entrants = RowWindow.ofEntrants(d, 0, 0);
        leavers = entrants;
    }

    /** Of the bins with more than one event, counted from 0: what an event gains at its own time. */
    double tiedHazard(int at) {
        return tied[at];
    }

    void run() {
        RowWindow none = entrants;
        entrants = RowWindow.ofEntrants(d, own.length, from + own.length);
        if (d.leaving != null) {
            leavers = RowWindow.ofLeavers(d, r, d.leavingEnd[lastBin - 1] - d.leavingFrom(firstBin));
        }
        TieSums sums = new TieSums();
        for (int bin = firstBin; bin < lastBin; bin++) {
            if (d.startsStratum(bin)) {
                finish();
                s0.clear();
                Arrays.fill(s1, 0);
                restarted = true;
            }
            if (pending > 0
                    && (d.binStart[bin + 1] - d.binStart[pendingFrom] > Chunks.TILE || pending == Chunks.TILE)) {
                finish();
            }
            enter(bin, sums);
            logSum += sums.logSum;
            hazard[bin] = sums.hazard;
            if (pending == 0) {
                pendingFrom = bin;
            }
            a[pending] = sums.a;
            b[pending] = sums.b;
            c[pending] = sums.c;
            pending++;
        }
        finish();
        entrants = none;
        leavers = none;
        triangle = gram.take();
    }

    private void enter(int bin, TieSums sums) {
        int events = d.binEvents[bin];
        int to = d.binStart[bin + 1];
        s0.add(own, d.binStart[bin] - from, to - from);
        double eventsAtRisk = 0;
        double weight = 0;
        for (int i = events; i < to; i++) {
            eventsAtRisk += own[i - from];
            weight += d.weight(i);
        }
        if (d.leaving != null) {
            for (int k = d.leavingFrom(bin); k < d.leavingEnd[bin]; k++) {
                s0.add(-r[d.row[d.leaving[k]]]);
            }
        }
        int count = to - events;
        sums.set(efron, count, weight / count, s0.value(), eventsAtRisk);
        if (count > 1) {
            if (ties == tied.length) {
                tied = Arrays.copyOf(tied, 2 * ties);
            }
            tied[ties++] = sums.eventHazard;
        }
    }

    /** Works off the bins that wait. */
    private void finish() {
        if (pending == 0) {
            return;
        }
        int last = pendingFrom + pending;
        int to = d.binStart[last];
        if (gone.length > 0) {
            dropOuts();
        }
        int done = 0;
        for (int at = d.binStart[pendingFrom]; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            for (int j = 0; j < s1.length; j++) {
                entrants.copy(j, at, running[j], n);
            }
            accumulate(at - from, n);
            int ended = done;
            while (ended < pending && d.binStart[pendingFrom + ended + 1] <= at + n) {
                ended++;
            }
            int rows = roots(done, ended);
            for (int j = 0; j < s1.length; j++) {
                output(j, at, n, done, ended);
            }
            if (rows > 0) {
                gram.add(rows);
            }
            done = ended;
        }
        pending = 0;
    }

    private void dropOuts() {
        int stratum = d.stratumOf(pendingFrom);
        for (int q = 0; q < pending; q++) {
            int from = d.leavingFrom(pendingFrom + q);
            int to = d.leavingEnd[pendingFrom + q];
            for (double[] column : gone) {
                column[q] = 0;
            }
            for (int at = from; at < to; ) {
                int end = leavers.reach(at, to, stratum);
                for (int j = 0; j < gone.length; j++) {
                    gone[j][q] += leavers.sum(j, at, end);
                }
                at = end;
            }
        }
    }

    /** From x to running sums of r x; four columns at a time hide the latency. */
    private void accumulate(int at, int n) {
        int p = s1.length;
        int j = 0;
        for (; j <= p - 4; j += 4) {
            add4(running[j], running[j + 1], running[j + 2], running[j + 3], at, n, j);
        }
        for (; j < p; j++) {
            double s = s1[j];
            double[] x = running[j];
            for (int i = 0; i < n; i++) {
                s += own[at + i] * x[i];
                x[i] = s;
            }
        }
    }

    private void add4(double[] x0, double[] x1, double[] x2, double[] x3, int at, int n, int j) {
        double a0 = s1[j];
        double a1 = s1[j + 1];
        double a2 = s1[j + 2];
        double a3 = s1[j + 3];
        for (int i = 0; i < n; i++) {
            double w = own[at + i];
            a0 += w * x0[i];
            a1 += w * x1[i];
            a2 += w * x2[i];
            a3 += w * x3[i];
            x0[i] = a0;
            x1[i] = a1;
            x2[i] = a2;
            x3[i] = a3;
        }
    }

    /** The last column, for the bins that end in a tile: what C is multiplied with. Gives how many rows the tile has. */
    private int roots(int done, int ended) {
        double[] u = gram.u[s1.length];
        int rows = 0;
        for (int q = done; q < ended; q++) {
            u[rows++] = restarted ? 0 : Math.sqrt(a[q]);
            if (b[q] != 0) {
                u[rows++] = 0;
            }
        }
        return rows;
    }

    /** A column of the tile, for the bins that end in it. */
    private void output(int j, int at, int n, int done, int ended) {
        double[] sums = running[j];
        double[] u = gram.u[j];
        double start = s1[j];
        double left = 0;
        int rows = 0;
        for (int q = done; q < ended; q++) {
            int bin = pendingFrom + q;
            if (gone.length > 0) {
                left += gone[j][q];
            }
            double whole = sums[d.binStart[bin + 1] - 1 - at] - left;
            double root = Math.sqrt(a[q]);
            double cross = b[q];
            if (cross == 0) {
                u[rows++] = root * whole;
                continue;
            }
            int first = d.binEvents[bin] - at;
            double earlier = first > 0 ? sums[first - 1] - left : first == 0 ? start - left : before[j] - left;
            double events = whole - earlier;
            double share = cross / root; // its square is b²/a, where b² might be too small for a number
            u[rows++] = root * whole - share * events;
            u[rows++] = Math.sqrt(Math.max(0, c[q] - share * share)) * events;
        }
        s1[j] = sums[n - 1] - left;
        if (ended < pending) { // a bin goes on in the next tile: it is the only one waiting
            int first = d.binEvents[pendingFrom + ended] - at;
            if (first >= 0 && first < n) {
                before[j] = first == 0 ? start : sums[first - 1];
            }
        }
    }

    /**
     * Adds the chunk's part to the lower triangle of the second part of the information, and moves S1 to the end of the chunk.
     *
     * @param sums S1 at the beginning of the chunk
     */
    void addTo(double[][] second, double[] sums) {
        int p = sums.length;
        LaneGram.add(triangle, second);
        int last = p * (p + 1) / 2;
        double weight = triangle[last + p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= j; k++) {
                second[j][k] +=
                        weight * sums[j] * sums[k] + sums[j] * triangle[last + k] + triangle[last + j] * sums[k];
            }
        }
        for (int j = 0; j < p; j++) {
            sums[j] = restarted ? s1[j] : sums[j] + s1[j];
        }
    }
}
