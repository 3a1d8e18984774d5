package io.clientele.segmentation.rfm;

import java.util.Arrays;

/** Cut points of one measure over some customers, and the scores they give. More is better. */
final class Scoring {

    final double[] cuts;
    final byte[] scores;

    private Scoring(double[] cuts, byte[] scores) {
        this.cuts = cuts;
        this.scores = scores;
    }

    static Scoring of(double[] values, int bins, Ties ties) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ties == Ties.EQUAL ? quantiles(values, sorted, bins) : ranks(values, sorted, bins);
    }

    /** 1 + the number of cut points strictly below the value. */
    static int score(double value, double[] cuts) {
        int score = 1;
        for (double cut : cuts) {
            if (cut < value) {
                score++;
            }
        }
        return score;
    }

    private static Scoring quantiles(double[] values, double[] sorted, int bins) {
        double[] cuts = new double[bins - 1];
        for (int j = 1; j < bins; j++) {
            // Hyndman and Fan's type 7 at j / bins, its position in whole numbers so that it is exact
            long position = (long) j * (sorted.length - 1);
            int below = (int) (position / bins);
            long rest = position % bins;
            cuts[j - 1] = rest == 0 ? sorted[below] : between(sorted[below], sorted[below + 1], rest / (double) bins);
        }
        return new Scoring(cuts, all(values, cuts));
    }

    private static double between(double a, double b, double share) {
        double step = (b - a) * share;
        return Double.isFinite(step) ? a + step : a * (1 - share) + b * share;
    }

    static byte[] all(double[] values, double[] cuts) {
        byte[] scores = new byte[values.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (byte) score(values[i], cuts);
        }
        return scores;
    }

    /** A cut point is the largest value of a group; only rows that have such a value need counting. */
    private static Scoring ranks(double[] values, double[] sorted, int bins) {
        int n = values.length;
        int[] ends = new int[bins];
        for (int j = 0; j < bins; j++) {
            ends[j] = (j + 1) * (n / bins) + Math.min(j + 1, n % bins);
        }
        double[] cuts = new double[bins - 1];
        int[] next = new int[bins - 1];
        for (int j = 0; j < cuts.length; j++) {
            cuts[j] = sorted[ends[j] - 1];
            next[j] = first(sorted, cuts[j]);
        }
        byte[] scores = new byte[n];
        for (int i = 0; i < n; i++) {
            int score = score(values[i], cuts);
            if (score < bins && cuts[score - 1] == values[i]) {
                int position = next[score - 1]++;
                while (position >= ends[score - 1]) {
                    score++;
                }
            }
            scores[i] = (byte) score;
        }
        return new Scoring(cuts, scores);
    }

    private static int first(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
