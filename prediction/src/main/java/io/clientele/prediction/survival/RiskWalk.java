package io.clientele.prediction.survival;

import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Carries the sums over the risk set from bin to bin: S0 in twice the precision, and S1 = sum of r x, which only the
 * information needs, column by column over up to 128 rows at a time.
 *
 * <p>A bin's part in the information is {@code a S1 S1' - b (S1 E1' + E1 S1') + c E1 E1'}, E1 being the sum over its events: as
 * rows of a tile, {@code sqrt(a) (S1 - b/a E1)} and {@code sqrt(c - b²/a) E1}.
 */
final class RiskWalk {

    double atRisk;
    double eventsAtRisk;
    double eventWeight;

    private final CoxDesign d;
    private final double[] r;
    private final double @Nullable [] leaving;
    private final double @Nullable [][] leavingX;
    private final ExactSum s0;
    private final double[] s1;
    /** S1 just before the events of a bin that began in an earlier tile. */
    private final double[] before;

    private final Gram gram;
    private final double[][] running;

    private int pendingFrom = -1;
    private int pending;
    private final double[] a = new double[Chunks.TILE];
    private final double[] b = new double[Chunks.TILE];
    private final double[] c = new double[Chunks.TILE];

    RiskWalk(
            CoxDesign design,
            double[] r,
            double @Nullable [] leaving,
            double @Nullable [][] leavingX,
            ExactSum carry,
            double[] carryX,
            Gram gram) {
        this.d = design;
        this.r = r;
        this.leaving = leaving;
        this.leavingX = leavingX;
        this.s0 = carry;
        this.s1 = carryX;
        this.gram = gram;
        this.before = new double[carryX.length];
        this.running = new double[(carryX.length + 3) / 4 * 4][Chunks.TILE];
    }

    /** A new stratum: nobody is at risk yet. */
    void restart() {
        finish();
        s0.clear();
        Arrays.fill(s1, 0);
    }

    /** The rows of a bin join, and those that drop out there leave. */
    void enter(int bin) {
        int from = d.binStart[bin];
        int events = d.binEvents[bin];
        int to = d.binStart[bin + 1];
        if (pending > 0 && (to - d.binStart[pendingFrom] > Chunks.TILE || pending == Chunks.TILE)) {
            finish();
        }
        s0.add(r, from, to);
        eventsAtRisk = 0;
        for (int i = events; i < to; i++) {
            eventsAtRisk += r[i];
        }
        if (leaving != null) {
            s0.add(-leaving[bin]);
        }
        eventWeight = 0;
        if (d.weight == null) {
            eventWeight = to - events;
        } else {
            for (int i = events; i < to; i++) {
                eventWeight += d.weight[i];
            }
        }
        atRisk = s0.value();
    }

    /** The bin that was entered takes part in the information with these weights. */
    void leave(int bin, double weightA, double weightB, double weightC) {
        if (pending == 0) {
            pendingFrom = bin;
        }
        a[pending] = weightA;
        b[pending] = weightB;
        c[pending] = weightC;
        pending++;
    }

    /** The bin that was entered takes no part. */
    void skip(int bin) {
        leave(bin, 0, 0, 0);
    }

    /** Works off the bins that wait. */
    void finish() {
        if (pending == 0) {
            return;
        }
        int last = pendingFrom + pending;
        int to = d.binStart[last];
        int done = 0;
        for (int at = d.binStart[pendingFrom]; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            add(at, n);
            int ended = done;
            while (ended < pending && d.binStart[pendingFrom + ended + 1] <= at + n) {
                ended++;
            }
            int rows = 0;
            for (int j = 0; j < s1.length; j++) {
                rows = output(j, at, n, done, ended);
            }
            if (rows > 0) {
                gram.add(rows);
            }
            done = ended;
        }
        pending = 0;
    }

    /** running[j][i] = S1 after row at + i, without regard to who drops out; four columns at a time hide the latency. */
    private void add(int at, int n) {
        int p = s1.length;
        int j = 0;
        for (; j <= p - 4; j += 4) {
            add4(at, n, j);
        }
        for (; j < p; j++) {
            double s = s1[j];
            double[] x = d.x()[j];
            double[] into = running[j];
            for (int i = 0; i < n; i++) {
                s += r[at + i] * x[at + i];
                into[i] = s;
            }
        }
    }

    private void add4(int at, int n, int j) {
        double[] x0 = d.x()[j];
        double[] x1 = d.x()[j + 1];
        double[] x2 = d.x()[j + 2];
        double[] x3 = d.x()[j + 3];
        double[] into0 = running[j];
        double[] into1 = running[j + 1];
        double[] into2 = running[j + 2];
        double[] into3 = running[j + 3];
        double a0 = s1[j];
        double a1 = s1[j + 1];
        double a2 = s1[j + 2];
        double a3 = s1[j + 3];
        for (int i = 0; i < n; i++) {
            int k = at + i;
            double w = r[k];
            a0 += w * x0[k];
            a1 += w * x1[k];
            a2 += w * x2[k];
            a3 += w * x3[k];
            into0[i] = a0;
            into1[i] = a1;
            into2[i] = a2;
            into3[i] = a3;
        }
    }

    /** Rows of the tile for the bins from {@code done} to {@code ended - 1} that end in it; gives how many. */
    private int output(int j, int at, int n, int done, int ended) {
        double[] sums = running[j];
        double[] u = gram.u[j];
        double start = s1[j];
        double gone = 0;
        int rows = 0;
        for (int q = done; q < ended; q++) {
            int bin = pendingFrom + q;
            if (leavingX != null) {
                gone += leavingX[j][bin];
            }
            double whole = sums[d.binStart[bin + 1] - 1 - at] - gone;
            double weight = a[q];
            if (weight == 0) {
                continue;
            }
            double root = Math.sqrt(weight);
            double cross = b[q];
            if (cross == 0) {
                u[rows++] = root * whole;
                continue;
            }
            int first = d.binEvents[bin] - at;
            double earlier = first > 0 ? sums[first - 1] - gone : first == 0 ? start - gone : before[j] - gone;
            double events = whole - earlier;
            double share = cross / root; // its square is b²/a, where b² might be too small for a number
            u[rows++] = root * whole - share * events;
            u[rows++] = Math.sqrt(Math.max(0, c[q] - share * share)) * events;
        }
        s1[j] = sums[n - 1] - gone;
        if (ended < pending) { // a bin goes on in the next tile: it is the only one waiting
            int first = d.binEvents[pendingFrom + ended] - at;
            if (first >= 0 && first < n) {
                before[j] = first == 0 ? start : sums[first - 1];
            }
        }
        return rows;
    }
}
