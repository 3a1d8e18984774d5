package io.clientele.optimization.design;

import java.util.Arrays;

/**
 * The periods that can count, put together where the same blocks decide whether they do: those from the block at the beginning of the
 * carry-over to the period's own.
 */
final class Stretches {

    private final SwitchbackDesign design;
    private final int[] first;
    private final int[] last;
    private final int[] periods;
    private final double[] total;
    /** The stretch of each period; -1 for those within the carry-over of the start. */
    private final int[] stretch;

    Stretches(SwitchbackDesign design, double[] values) {
        this.design = design;
        int length = values.length;
        stretch = new int[length];
        int[] from = new int[length];
        int[] to = new int[length];
        int[] count = new int[length];
        double[] sum = new double[length];
        int k = -1;
        for (int t = 0; t < length; t++) {
            stretch[t] = -1;
            if (t >= design.carryOver()) {
                int a = design.block(t - design.carryOver());
                int b = design.block(t);
                if (k < 0 || from[k] != a || to[k] != b) {
                    k++;
                    from[k] = a;
                    to[k] = b;
                }
                stretch[t] = k;
                count[k]++;
                sum[k] += values[t];
            }
        }
        first = Arrays.copyOf(from, k + 1);
        last = Arrays.copyOf(to, k + 1);
        periods = Arrays.copyOf(count, k + 1);
        total = Arrays.copyOf(sum, k + 1);
    }

    int blocks() {
        return design.starts().size();
    }

    /** For each stretch, how many periods' worth of change its periods had: for each, its own share and that of the carry-over. */
    double[] shares(boolean[] treated) {
        double[] shares = new double[first.length];
        int window = design.carryOver() + 1;
        int changed = 0;
        for (int t = 0; t < treated.length; t++) {
            changed += treated[t] ? 1 : 0;
            changed -= t >= window && treated[t - window] ? 1 : 0;
            if (stretch[t] >= 0) {
                shares[stretch[t]] += (double) changed / window;
            }
        }
        return shares;
    }

    /** Whether a stretch counts: all its blocks are on one side. */
    private boolean counts(boolean[] sides, int from, int to) {
        for (int b = from + 1; b <= to; b++) {
            if (sides[b] != sides[from]) {
                return false;
            }
        }
        return true;
    }

    Sums sums(boolean[] sides, double[] shares) {
        Sums sums = new Sums(sides, Arrays.stream(periods).sum());
        for (int k = 0; k < first.length; k++) {
            if (counts(sides, first[k], last[k])) {
                int side = sides[last[k]] ? 1 : 0;
                double weight = Math.scalb(1.0, last[k] - first[k] + 1);
                sums.seen[side] += periods[k];
                sums.weight[side] += weight * periods[k];
                sums.value[side] += weight * total[k];
                sums.share[side] += weight * shares[k];
            }
        }
        return sums;
    }

    /**
     * The estimated variance of the difference of the weighted sums, with the means taken off and, where sums are given, with each side
     * divided by its own weight instead of the number of periods.
     */
    double variance(
            boolean[] sides, double treatedMean, double controlMean, @org.jspecify.annotations.Nullable Sums by) {
        int n = first.length;
        int all = Arrays.stream(periods).sum();
        double[] y = new double[n];
        for (int k = 0; k < n; k++) {
            boolean side = sides[last[k]];
            double weight = by == null ? all : by.weight[side ? 1 : 0];
            y[k] = (total[k] - periods[k] * (side ? treatedMean : controlMean)) / weight;
        }
        double sum = 0;
        for (int k = 0; k < n; k++) {
            int neighbours = 0;
            for (int l = 0; l < n; l++) {
                int shared = Math.min(last[k], last[l]) - Math.max(first[k], first[l]) + 1;
                if (shared > 0) {
                    neighbours++;
                    int from = Math.min(first[k], first[l]);
                    int to = Math.max(last[k], last[l]);
                    if (counts(sides, from, to)) {
                        // seen with chance 2^-(to - from) on either side, and covariance 2^shared - 1
                        sum += Math.scalb(Math.scalb(1.0, shared) - 1, to - from + 1) * y[k] * y[l];
                    }
                }
            }
            if (counts(sides, first[k], last[k])) {
                // twice the product of the two sides of overlapping stretches, never seen, is at most their squares
                sum += neighbours * Math.scalb(y[k] * y[k], last[k] - first[k] + 1);
            }
        }
        return Math.max(0, sum);
    }

    /** Weighted sums by side, that without the change first. */
    static final class Sums {

        private final boolean[] sides;
        private final int all;
        private final int[] seen = new int[2];
        private final double[] weight = new double[2];
        private final double[] value = new double[2];
        private final double[] share = new double[2];

        private Sums(boolean[] sides, int all) {
            this.sides = sides.clone();
            this.all = all;
        }

        boolean side(int block) {
            return sides[block];
        }

        boolean hasBoth() {
            return seen[0] > 0 && seen[1] > 0;
        }

        int periods(boolean treated) {
            return seen[treated ? 1 : 0];
        }

        double mean(boolean treated) {
            int side = treated ? 1 : 0;
            return value[side] / weight[side];
        }

        double difference() {
            return value[1] / weight[1] - value[0] / weight[0];
        }

        double shareDifference() {
            return share[1] / weight[1] - share[0] / weight[0];
        }

        double unbiased() {
            return (value[1] - value[0]) / all;
        }
    }
}
