package io.clientele.prediction.evaluation;

/**
 * The isotonic regression at one more row of a given label, for every place it can have among the others.
 *
 * <p>The points (weight so far, weight of label 1 so far) by rising score have a greatest convex minorant whose slopes are the isotonic
 * regression (Barlow et al. 1972). One more row between them moves the points after it by (1, label). The slope at it is that of the
 * line that touches the lower hull of the points before from below, and that of the moved points after: hulls of points to the left are
 * kept on a stack; those to the right are built once from the end, remembering what each point displaced, and taken down again.
 */
final class HullBridges {

    private final int n;
    private final double[] x;
    private final double[] y;
    private int[] left = new int[0];
    private int leftSize;
    /** From the last point to the first. */
    private int[] right = new int[0];

    private int rightSize;

    HullBridges(ScoreGroups groups) {
        n = groups.count;
        x = new double[n + 1];
        y = new double[n + 1];
        for (int i = 1; i <= n; i++) {
            int g = n - i;
            x[i] = x[i - 1] + groups.positives[g] + groups.negatives[g];
            y[i] = y[i - 1] + groups.positives[g];
        }
    }

    /** Place 2 j is between the distinct scores j and j + 1, place 2 i - 1 is at the score i; both counted from 1. */
    double[] slopes(double label) {
        left = new int[n + 1];
        right = new int[n + 1];
        leftSize = 0;
        rightSize = 0;
        int[] displaced = new int[n + 1];
        int[] sizeBefore = new int[n + 1];
        int[] place = new int[n + 1];
        for (int i = n; i >= 0; i--) {
            sizeBefore[i] = rightSize;
            while (rightSize >= 2 && above(i, right[rightSize - 1], right[rightSize - 2])) {
                rightSize--;
            }
            place[i] = rightSize;
            displaced[i] = right[rightSize];
            right[rightSize++] = i;
        }
        double[] slopes = new double[2 * n + 1];
        for (int j = 0; j <= n; j++) {
            if (j > 0) {
                // the point j - 1 leaves the right side: its score is the one we stand at
                right[place[j - 1]] = displaced[j - 1];
                rightSize = sizeBefore[j - 1];
                slopes[2 * j - 1] = bridge(label);
            }
            while (leftSize >= 2 && above(left[leftSize - 2], left[leftSize - 1], j)) {
                leftSize--;
            }
            left[leftSize++] = j;
            slopes[2 * j] = bridge(label);
        }
        return slopes;
    }

    /** Whether b is on or above the line from a to c. */
    private boolean above(int a, int b, int c) {
        return (y[b] - y[a]) * (x[c] - x[a]) >= (y[c] - y[a]) * (x[b] - x[a]);
    }

    private double bridge(double label) {
        int low = 0;
        int high = leftSize - 1;
        while (low < high) {
            int k = (low + high) >>> 1;
            int a = left[k];
            int b = left[k + 1];
            double slope = (y[b] - y[a]) / (x[b] - x[a]);
            // the touching line is steeper than this edge if a line of its slope below the right side lies higher
            int r = right[rightSize - 1 - lowest(slope)];
            boolean steeper = (y[r] - y[a]) + label - slope * ((x[r] - x[a]) + 1) > 0;
            if (steeper) {
                low = k + 1;
            } else {
                high = k;
            }
        }
        int a = left[low];
        int from = 0;
        int to = rightSize - 1;
        while (from < to) {
            int k = (from + to) >>> 1;
            int r = right[rightSize - 1 - k];
            int next = right[rightSize - 2 - k];
            if ((y[next] - y[r]) * ((x[r] - x[a]) + 1) < ((y[r] - y[a]) + label) * (x[next] - x[r])) {
                from = k + 1;
            } else {
                to = k;
            }
        }
        int r = right[rightSize - 1 - from];
        return Math.max(0, Math.min(1, ((y[r] - y[a]) + label) / ((x[r] - x[a]) + 1)));
    }

    /** The corner of the right side that a line of this slope touches from below, counted from the left. */
    private int lowest(double slope) {
        int from = 0;
        int to = rightSize - 1;
        while (from < to) {
            int k = (from + to) >>> 1;
            int a = right[rightSize - 1 - k];
            int b = right[rightSize - 2 - k];
            if (y[b] - y[a] < slope * (x[b] - x[a])) {
                from = k + 1;
            } else {
                to = k;
            }
        }
        return from;
    }
}
