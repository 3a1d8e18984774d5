package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import org.jspecify.annotations.Nullable;

/**
 * Counts pairs with two trees of sums over the ranks of the scores: one of who is at risk, walked from the last time back, for each
 * event against those who stay longer; one of the events so far, walked forward, for each row against the events it has seen. The
 * second gives every row its share in the standard error. Rows are laid out in order of time first, so that only the trees are
 * reached at random.
 */
final class ConcordancePairs {

    private final SurvivalTable data;
    private final int[] rank;
    private final int ranks;
    /** Of each row: weight of the others in its pairs, in the right order, and usable. */
    private final double[] right;

    private final double[] usable;
    private double concordant;
    private double discordant;
    private double tiedRisk;
    private double tiedTime;
    private double tiedBoth;
    /** What the pairs of each row's event count; null if 1. */
    private final double @Nullable [] eventWeight;
    /** Of each row, where events count differently: the same for the pairs of its event alone. */
    private final double[] eventRight;

    private final double[] eventUsable;

    /**
     * Prepares the ranks.
     *
     * @param eventWeight what the pairs of each row's event count; null for 1, Harrell's concordance
     */
    ConcordancePairs(SurvivalTable data, double[] scores, double @Nullable [] eventWeight) {
        this.data = data;
        this.eventWeight = eventWeight;
        this.eventRight = new double[eventWeight == null ? 0 : scores.length];
        this.eventUsable = new double[eventRight.length];
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

    /**
     * Counts.
     *
     * @param censoring whose curve the event weights come from; null if they are constants
     */
    Concordance count(@Nullable CensoringWeights censoring) {
        for (int[] rows : RiskSets.byStratum(data)) {
            Stratum stratum = new Stratum(new RiskSets(data, rows, new boolean[data.rows()]));
            stratum.backward();
            stratum.keepOwn();
            stratum.forward();
            stratum.scatter();
        }
        double pairs = concordant + discordant + tiedRisk;
        if (!(pairs > 0)) {
            throw new FitException("no pair of customers shows who left first; watch longer, or check the events");
        }
        double index = (concordant + tiedRisk / 2) / pairs;
        double[] influence = new double[right.length];
        for (int i = 0; i < influence.length; i++) {
            influence[i] = (right[i] - index * usable[i]) / pairs;
        }
        if (censoring != null) {
            // the pairs of an event count 1 / G², so twice as much the other way as log G does
            double[] a = new double[censoring.times.length];
            for (int i = 0; i < eventRight.length; i++) {
                if (data.event(i) > 0 && censoring.at[i] > 0) {
                    a[censoring.at[i] - 1] -= 2 * data.weight(i) * (eventRight[i] - index * eventUsable[i]) / pairs;
                }
            }
            censoring.addInfluence(influence, a);
        }
        return new Concordance(
                concordant, discordant, tiedRisk, tiedTime, tiedBoth, index, RowInfluence.error(data, influence));
    }

    /** The rows of one stratum in order of time. */
    private final class Stratum {

        private final RiskSets sets;
        private final int[] row;
        private final int[] at;
        private final boolean[] event;
        private final double[] w;
        private final double[] counts;
        private final double[] inOrder;
        private final double[] pairs;
        /** First row of each time; one more entry for the end. */
        private final int[] first;
        /** Rows in order of their entry; null when nobody enters late. */
        private final int @Nullable [] entering;

        private final int @Nullable [] entry;

        Stratum(RiskSets sets) {
            this.sets = sets;
            int n = sets.rows.length;
            int times = sets.times.length;
            int[] order = RiskSets.grouped(sets.last, times);
            row = new int[n];
            at = new int[n];
            event = new boolean[n];
            w = new double[n];
            counts = new double[n];
            inOrder = new double[n];
            pairs = new double[n];
            first = new int[times + 1];
            entry = sets.first == null ? null : new int[n];
            for (int q = 0; q < n; q++) {
                int i = order[q];
                row[q] = sets.rows[i];
                at[q] = rank[row[q]];
                event[q] = data.event(row[q]) > 0;
                w[q] = data.weight(row[q]);
                counts[q] = !event[q] ? 0 : eventWeight == null ? 1 : eventWeight[row[q]];
                first[sets.last[i] + 1] = q + 1;
                if (entry != null && sets.first != null) {
                    entry[q] = sets.first[i];
                }
            }
            entering = entry == null ? null : RiskSets.grouped(entry, times);
        }

        /** Each event against those at risk who stay longer, and against events of the same time. */
        void backward() {
            Fenwick atRisk = new Fenwick(ranks);
            double[] tied = new double[ranks];
            int entered = row.length - 1;
            for (int k = sets.times.length - 1; k >= 0; k--) {
                for (; entering != null && entry != null && entered >= 0 && entry[entering[entered]] > k; entered--) {
                    int q = entering[entered];
                    atRisk.add(at[q], -w[q]);
                }
                int from = first[k];
                int to = first[k + 1];
                for (int q = from; q < to; q++) {
                    if (!event[q]) {
                        atRisk.add(at[q], w[q]);
                    }
                }
                if (sets.eventMembers[k] == 0) {
                    continue;
                }
                double tiedTotal = 0;
                for (int q = from; q < to; q++) {
                    double much = w[q] * counts[q];
                    if (!(much > 0)) {
                        continue;
                    }
                    double lower = atRisk.below(at[q]);
                    double equal = atRisk.at(at[q]);
                    double all = atRisk.total();
                    concordant += much * lower;
                    tiedRisk += much * equal;
                    discordant += much * (all - lower - equal);
                    inOrder[q] += counts[q] * (lower + equal / 2);
                    pairs[q] += counts[q] * all;
                    double same = tied[at[q]];
                    tiedBoth += much * same;
                    tiedTime += much * (tiedTotal - same);
                    tied[at[q]] += w[q];
                    tiedTotal += w[q];
                }
                for (int q = from; q < to; q++) {
                    if (event[q]) {
                        atRisk.add(at[q], w[q]);
                        tied[at[q]] = 0;
                    }
                }
            }
        }

        /** So far rows have the pairs of their own event alone. */
        void keepOwn() {
            for (int q = 0; q < row.length && eventRight.length > 0; q++) {
                eventRight[row[q]] = inOrder[q];
                eventUsable[row[q]] = pairs[q];
            }
        }

        /** Each row against the events it has seen while at risk. */
        void forward() {
            Fenwick gone = new Fenwick(ranks);
            int entered = 0;
            for (int k = 0; k < sets.times.length; k++) {
                for (;
                        entering != null && entry != null && entered < row.length && entry[entering[entered]] == k;
                        entered++) {
                    seen(gone, entering[entered], -1);
                }
                // an event has outlived the events before its time, a censored row those of its time too
                for (int q = first[k]; q < first[k + 1]; q++) {
                    if (event[q]) {
                        seen(gone, q, 1);
                    }
                }
                for (int q = first[k]; q < first[k + 1]; q++) {
                    if (event[q]) {
                        gone.add(at[q], w[q] * counts[q]);
                    }
                }
                for (int q = first[k]; q < first[k + 1]; q++) {
                    if (!event[q]) {
                        seen(gone, q, 1);
                    }
                }
            }
        }

        private void seen(Fenwick gone, int q, int sign) {
            double lower = gone.below(at[q]);
            double equal = gone.at(at[q]);
            inOrder[q] += sign * (gone.total() - lower - equal / 2);
            pairs[q] += sign * gone.total();
        }

        void scatter() {
            for (int q = 0; q < row.length; q++) {
                right[row[q]] = inOrder[q];
                usable[row[q]] = pairs[q];
            }
        }
    }
}
