package io.clientele.core.feature;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Does a feature echo the label? Behaviour is never foretold almost perfectly by one number; a feature that does so was most likely made
 * from the label, or recorded after it.
 *
 * <p>Each feature by itself ranks the rows; the area under the ROC curve of that ranking, either way round, is held against a
 * threshold. {@link LeakTest} looks at how features are made, this at what they say: use both.
 *
 * <ul>
 *   <li>Missing values rank first, or last if that tells more, so that a value that is only there for one label is found too.
 *   <li>Rows whose label is NaN, as censored ones are, are left out. Both labels must occur.
 *   <li>With few rows chance alone tells labels apart: with 5 rows of each label a feature of noise passes 0.98 once in 126.
 * </ul>
 *
 * <p>Time O(columns · rows · log rows). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * List<Echo> echoes = EchoScan.create().scan(snapshot.features(), labels.bought());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1148/radiology.143.1.7063747">Hanley and McNeil (1982), The meaning and use of the area under a
 *     ROC curve</a>
 * @see <a href="https://doi.org/10.1145/2382577.2382579">Kaufman, Rosset, Perlich and Stitelman (2012), Leakage in data mining</a>
 */
public final class EchoScan {

    private final double threshold;

    private EchoScan(double threshold) {
        this.threshold = threshold;
    }

    /** {@return a scan for features with an area of at least 0.98} */
    public static EchoScan create() {
        return new EchoScan(0.98);
    }

    /**
     * The same with another threshold.
     *
     * @param auc from 0.5 to 1
     * @return a new scan
     */
    public EchoScan withThreshold(double auc) {
        return new EchoScan(Check.between("auc", auc, 0.5, 1));
    }

    /**
     * Looks at every feature.
     *
     * @param features one row a customer
     * @param labels 0, 1, or NaN where not known; one per row
     * @return the features at or above the threshold, the strongest first
     */
    public List<Echo> scan(FeatureTable features, double[] labels) {
        Check.length("labels", labels.length, features.rows(), "one value per row");
        int[] known = new int[labels.length];
        int n = 0;
        int ones = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == 0 || labels[i] == 1) {
                known[n++] = i;
                ones += labels[i] == 1 ? 1 : 0;
            } else if (!Double.isNaN(labels[i])) {
                throw new IllegalArgumentException("label, row " + i + ": must be 0, 1 or NaN, got " + labels[i]);
            }
        }
        if (ones == 0 || ones == n) {
            throw new IllegalArgumentException(
                    "labels must hold both 0 and 1, got " + ones + " of 1 in " + n + " known rows");
        }
        List<Echo> echoes = new ArrayList<>();
        for (int j = 0; j < features.columns(); j++) {
            double[] column = features.column(j);
            double auc = Math.max(
                    either(column, labels, known, n, Double.NEGATIVE_INFINITY),
                    either(column, labels, known, n, Double.POSITIVE_INFINITY));
            if (auc >= threshold) {
                echoes.add(new Echo(features.names().get(j), auc));
            }
        }
        echoes.sort(Comparator.comparingDouble(Echo::auc).reversed()); // stable
        return List.copyOf(echoes);
    }

    /** The area, either way round, with missing values as a number. */
    private static double either(double[] column, double[] labels, int[] known, int n, double missing) {
        double[] zeros = new double[n];
        double[] ones = new double[n];
        int a = 0;
        int b = 0;
        for (int k = 0; k < n; k++) {
            double x = column[known[k]];
            double value = Double.isNaN(x) ? missing : x + 0.0; // -0.0 would sort below 0.0
            if (labels[known[k]] == 0) {
                zeros[a++] = value;
            } else {
                ones[b++] = value;
            }
        }
        Arrays.sort(zeros, 0, a);
        Arrays.sort(ones, 0, b);
        double auc = area(zeros, a, ones, b);
        return Math.max(auc, 1 - auc);
    }

    /** The share of pairs in which the one is above the zero, ties by half; both sorted. */
    private static double area(double[] zeros, int a, double[] ones, int b) {
        long twice = 0; // 2 for a pair in order, 1 for a tie
        int below = 0;
        int upTo = 0;
        for (int k = 0; k < b; k++) {
            while (below < a && zeros[below] < ones[k]) {
                below++;
            }
            while (upTo < a && zeros[upTo] <= ones[k]) {
                upTo++;
            }
            twice += below + (long) upTo;
        }
        return twice / 2.0 / a / b;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EchoScan that && threshold == that.threshold;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(threshold);
    }

    @Override
    public String toString() {
        return "EchoScan[threshold=" + threshold + "]";
    }
}
