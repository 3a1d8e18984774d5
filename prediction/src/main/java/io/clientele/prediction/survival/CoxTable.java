package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link CoxDesign} in the order of its table. Where there are far fewer event times than rows, sums over the rows of
 * each bin are all that the order of time is needed for, and these are made in any order of the rows: nothing is sorted but row
 * numbers, nothing gathered, nothing copied. Columns are centred and scaled as they are read.
 *
 * <p>Memory: 4 bytes a row, 8 more with weights or with rows that are never at risk.
 */
final class CoxTable {

    /** Rows that are read at once: a block of some 20 columns stays in the second cache. */
    static final int BLOCK = 8 * Chunks.TILE;

    /** So many rows at least for each bin. */
    private static final int CROWD = 64;

    private static final int SMALLEST = 16 * BLOCK;
    private static final int MOST_CHUNKS = 32;

    /** For each row twice its bin, and one more if it is an event there; twice the number of bins if it is never at risk. */
    final int[] place;
    /** 0 for rows that are never at risk; null where all count once. */
    final double @Nullable [] weight;

    final double @Nullable [] offset;
    /** The sums of w x over the events. */
    final double[] eventSum;

    private final FeatureTable features;
    private final double[] center;
    private final double[] factor;

    /** Whether rows need not be sorted: one stratum, all at risk from the beginning, and many rows at each event time. */
    static boolean suits(CoxDesign d) {
        return d.strata() == 1 && d.leave == null && d.bins() <= d.rows() / CROWD;
    }

    /** Fills in the centre, scale and reach of the design. */
    CoxTable(CoxDesign d, Execution execution) {
        this.features = d.features;
        this.offset = d.table.offset();
        int rows = d.table.rows();
        place = new int[rows];
        boolean all = d.rows() == rows && d.weight == null;
        double[] own = all ? null : new double[rows];
        Arrays.fill(place, 2 * d.bins());
        for (int b = 0; b < d.bins(); b++) {
            for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                place[d.row[i]] = 2 * b + (i >= d.binEvents[b] ? 1 : 0);
                if (own != null) {
                    own[d.row[i]] = d.weight(i);
                }
            }
        }
        weight = own;
        int p = d.columns();
        center = d.center[0];
        factor = new double[p];
        eventSum = new double[p];
        Moments means = moments(execution, false);
        double total = own == null ? rows : Reductions.sum(own, 0, rows);
        for (int j = 0; j < p; j++) {
            center[j] = means.sum[j] / total;
        }
        Moments spreads = moments(execution, true);
        for (int j = 0; j < p; j++) {
            double deviation = Math.sqrt(spreads.sum[j] / total);
            boolean varies = CoxDesign.spread(deviation, means.largest[j]);
            d.scale[j] = varies ? deviation : 1;
            factor[j] = varies ? 1 / deviation : 0;
            d.factor[j] = factor[j];
            d.reach[j] = spreads.largest[j] * factor[j];
            eventSum[j] = spreads.events[j] * factor[j];
        }
    }

    /** How many chunks the rows are cut into; their size depends on the number of rows only. */
    int chunks() {
        return (place.length + size() - 1) / size();
    }

    int first(int chunk) {
        return (int) Math.min(place.length, (long) chunk * size());
    }

    private int size() {
        int wished = (place.length / MOST_CHUNKS / BLOCK + 1) * BLOCK;
        return Math.max(SMALLEST, wished);
    }

    /** Sums of w x, or of w x² and over the events of w x once x is centred, and the largest |x|. */
    private static final class Moments {

        final double[] sum;
        final double[] events;
        final double[] largest;

        Moments(int p) {
            sum = new double[p];
            events = new double[p];
            largest = new double[p];
        }

        void merge(Moments later) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += later.sum[j];
                events[j] += later.events[j];
                largest[j] = Math.max(largest[j], later.largest[j]);
            }
        }
    }

    private Moments moments(Execution execution, boolean second) {
        return Chunks.fold(
                chunks(),
                execution,
                c -> {
                    Moments part = new Moments(factor.length);
                    double[] x = new double[BLOCK];
                    double[] w = new double[BLOCK];
                    double[] event = new double[BLOCK];
                    for (int at = first(c); at < first(c + 1); at += BLOCK) {
                        int n = Math.min(BLOCK, first(c + 1) - at);
                        weights(at, w, event, n);
                        for (int j = 0; j < factor.length; j++) {
                            features.copyColumn(j, at, x, 0, n);
                            add(part, j, x, w, event, n, second);
                        }
                    }
                    return part;
                },
                Moments::merge);
    }

    private void weights(int at, double[] w, double[] event, int n) {
        for (int i = 0; i < n; i++) {
            w[i] = weight == null ? 1 : weight[at + i];
            event[i] = w[i] * (place[at + i] & 1);
        }
    }

    private void add(Moments part, int j, double[] x, double[] w, double[] event, int n, boolean second) {
        if (weight != null) {
            for (int i = 0; i < n; i++) {
                x[i] = w[i] > 0 ? x[i] : center[j];
            }
        }
        if (!second) {
            part.sum[j] += Reductions.dot(x, w, 0, n);
            part.largest[j] = Math.max(part.largest[j], largest(x, n));
            return;
        }
        double c = center[j];
        for (int i = 0; i < n; i++) {
            x[i] -= c;
        }
        part.events[j] += Reductions.dot(x, event, 0, n);
        part.largest[j] = Math.max(part.largest[j], largest(x, n));
        part.sum[j] += squares(x, w, n);
    }

    private double squares(double[] x, double[] w, int n) {
        if (weight == null) {
            return Reductions.dot(x, x, 0, n);
        }
        double[] weighted = new double[n];
        for (int i = 0; i < n; i++) {
            weighted[i] = w[i] * x[i];
        }
        return Reductions.dot(x, weighted, 0, n);
    }

    /** By the bits, which are in the order of the numbers, because comparing these does not wait for itself. */
    private static double largest(double[] x, int n) {
        long a = 0;
        long b = 0;
        int i = 0;
        for (; i <= n - 2; i += 2) {
            a = Math.max(a, Double.doubleToRawLongBits(x[i]) & Long.MAX_VALUE);
            b = Math.max(b, Double.doubleToRawLongBits(x[i + 1]) & Long.MAX_VALUE);
        }
        if (i < n) {
            a = Math.max(a, Double.doubleToRawLongBits(x[i]) & Long.MAX_VALUE);
        }
        return Double.longBitsToDouble(Math.max(a, b));
    }

    /** Rows {@code at} to {@code at + n - 1} of a column, centred and scaled. */
    void load(int j, int at, double[] into, int n) {
        features.copyColumn(j, at, into, 0, n);
        double c = center[j];
        double f = factor[j];
        for (int i = 0; i < n; i++) {
            into[i] = (into[i] - c) * f;
        }
    }
}
