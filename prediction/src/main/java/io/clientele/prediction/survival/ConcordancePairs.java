package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import java.util.Arrays;

/**
 * Counts pairs with two Fenwick trees (1994) over the ranks of the scores: one of who is at risk, walked from the last time back,
 * for each event against those who stay longer; one of the events so far, walked forward, for each row against the events it
 * has seen. The second gives every row its share in the standard error.
 */
final class ConcordancePairs {

    private final SurvivalTable data;
    private final int[] rank;
    private final int ranks;
    /** What each row takes part in: weight of the others in its pairs, in the right order, usable. */
    private final double[] right;

    private final double[] usable;
    private double concordant;
    private double discordant;
    private double tiedRisk;
    private double tiedTime;
    private double tiedBoth;

    ConcordancePairs(SurvivalTable data, double[] scores) {
        this.data = data;
        this.rank = new int[scores.length];
        this.ranks = rank(scores, rank);
        this.right = new double[scores.length];
        this.usable = new double[scores.length];
    }

    private static int rank(double[] scores, int[] rank) {
        // order of doubles of either sign: flip the bits of negative ones
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            long bits = Double.doubleToRawLongBits(scores[i] + 0.0);
            keys[i] = bits ^ ((bits >> 63) | Long.MIN_VALUE);
        }
        int[] order = TimeOrder.ascending(keys);
        int distinct = 0;
        for (int k = 0; k < order.length; k++) {
            if (k > 0 && keys[order[k]] != keys[order[k - 1]]) {
                distinct++;
            }
            rank[order[k]] = distinct;
        }
        return order.length == 0 ? 0 : distinct + 1;
    }

    Concordance count() {
        for (int[] rows : RiskSets.byStratum(data)) {
            RiskSets sets = new RiskSets(data, rows, new boolean[data.rows()]);
            int[] leaving = RiskSets.grouped(sets.last, sets.times.length);
            int[] entering = sets.first == null ? new int[0] : RiskSets.grouped(sets.first, sets.times.length);
            backward(sets, leaving, entering);
            forward(sets, leaving, entering);
        }
        double pairs = concordant + discordant + tiedRisk;
        if (!(pairs > 0)) {
            throw new FitException("no pair of customers shows who left first; watch longer, or check the events");
        }
        double index = (concordant + tiedRisk / 2) / pairs;
        return new Concordance(concordant, discordant, tiedRisk, tiedTime, tiedBoth, index, error(index, pairs));
    }

    /** Each event against those at risk who stay longer, and against events of the same time. */
    private void backward(RiskSets sets, int[] leaving, int[] entering) {
        Fenwick atRisk = new Fenwick(ranks);
        double[] tied = new double[ranks];
        int entered = entering.length - 1;
        int to = leaving.length;
        for (int k = sets.times.length - 1; k >= 0; k--) {
            int from = to;
            while (from > 0 && sets.last[leaving[from - 1]] == k) {
                from--;
            }
            for (; entered >= 0 && sets.first != null && sets.first[entering[entered]] > k; entered--) {
                int row = sets.rows[entering[entered]];
                atRisk.add(rank[row], -data.weight(row));
            }
            for (int q = from; q < to; q++) {
                int row = sets.rows[leaving[q]];
                if (data.event(row) == 0) {
                    atRisk.add(rank[row], data.weight(row));
                }
            }
            double tiedTotal = 0;
            for (int q = from; q < to; q++) {
                int row = sets.rows[leaving[q]];
                if (data.event(row) == 0) {
                    continue;
                }
                double w = data.weight(row);
                double lower = atRisk.below(rank[row]);
                double equal = atRisk.at(rank[row]);
                double all = atRisk.total();
                concordant += w * lower;
                tiedRisk += w * equal;
                discordant += w * (all - lower - equal);
                right[row] += lower + equal / 2;
                usable[row] += all;
                double same = tied[rank[row]];
                tiedBoth += w * same;
                tiedTime += w * (tiedTotal - same);
                tied[rank[row]] += w;
                tiedTotal += w;
            }
            for (int q = from; q < to; q++) {
                int row = sets.rows[leaving[q]];
                if (data.event(row) > 0) {
                    atRisk.add(rank[row], data.weight(row));
                    tied[rank[row]] = 0;
                }
            }
            to = from;
        }
    }

    /** Each row against the events it has seen while at risk. */
    private void forward(RiskSets sets, int[] leaving, int[] entering) {
        Fenwick gone = new Fenwick(ranks);
        int entered = 0;
        int from = 0;
        for (int k = 0; k < sets.times.length; k++) {
            for (; sets.first != null && entered < entering.length && sets.first[entering[entered]] == k; entered++) {
                seen(gone, sets.rows[entering[entered]], -1);
            }
            int to = from;
            while (to < leaving.length && sets.last[leaving[to]] == k) {
                to++;
            }
            // an event has outlived the events before its time, a censored row those of its time too
            for (int pass = 0; pass < 3; pass++) {
                for (int q = from; q < to; q++) {
                    int row = sets.rows[leaving[q]];
                    boolean event = data.event(row) > 0;
                    if (pass == 1 && event) {
                        gone.add(rank[row], data.weight(row));
                    } else if ((pass == 0 && event) || (pass == 2 && !event)) {
                        seen(gone, row, 1);
                    }
                }
            }
            from = to;
        }
    }

    private void seen(Fenwick gone, int row, int sign) {
        double lower = gone.below(rank[row]);
        double equal = gone.at(rank[row]);
        right[row] += sign * (gone.total() - lower - equal / 2);
        usable[row] += sign * gone.total();
    }

    private double error(double index, double pairs) {
        Labels clusters = data.clusterLabels();
        double[] influence = new double[clusters == null ? 0 : clusters.count()];
        double sum = 0;
        for (int i = 0; i < right.length; i++) {
            double u = data.weight(i) * (right[i] - index * usable[i]) / pairs;
            if (clusters == null) {
                sum += u * u;
            } else {
                influence[clusters.code(i)] += u;
            }
        }
        return Math.sqrt(sum + Arrays.stream(influence).map(u -> u * u).sum());
    }
}
