package io.clientele.segmentation.cluster;

import java.util.Arrays;

/**
 * What {@link GapStatistic} found: whether there is structure, how many clusters, and for each number of clusters how much less
 * inertia the table has than tables without any. Immutable and thread-safe; equal by value.
 */
public final class GapCurve {

    private final double[] own;
    /** By kind of reference, then k. */
    private final double[][] expected;

    private final double[][] errors;
    private final double[] pValues;
    private final double level;

    private GapCurve(double[] own, double[][] expected, double[][] errors, double[] pValues, double level) {
        this.own = own;
        this.expected = expected;
        this.errors = errors;
        this.pValues = pValues;
        this.level = level;
    }

    /** From the logarithms of inertia by k: the table's, and by kind those of each reference. */
    static GapCurve of(double[] own, double[][][] references, double level) {
        int kinds = references.length;
        double[][] expected = new double[kinds][];
        double[][] errors = new double[kinds][own.length];
        double[] pValues = new double[kinds];
        for (int r = 0; r < kinds; r++) {
            int b = references[r].length;
            expected[r] = means(references[r]);
            for (int k = 0; k < own.length; k++) {
                double squares = 0;
                for (double[] reference : references[r]) {
                    squares += (reference[k] - expected[r][k]) * (reference[k] - expected[r][k]);
                }
                errors[r][k] = Math.sqrt(squares / b * (1 + 1.0 / b));
            }
            pValues[r] = pValue(own, references[r]);
        }
        return new GapCurve(own, expected, errors, pValues, level);
    }

    private static double[] means(double[][] tables) {
        double[] mean = new double[tables[0].length];
        for (double[] table : tables) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += table[k] / tables.length;
            }
        }
        return mean;
    }

    /**
     * The share of tables, ours among them, whose inertia falls at least as far below that of one cluster as ours does. Ours counts
     * in the means and spreads too: without structure it is then one of equals, and the p-value is what it says.
     */
    private static double pValue(double[] own, double[][] references) {
        double[][] all = Arrays.copyOf(references, references.length + 1);
        all[references.length] = own;
        double[][] falls = new double[all.length][own.length];
        for (int t = 0; t < all.length; t++) {
            for (int k = 1; k < own.length; k++) {
                falls[t][k] = all[t][0] - all[t][k];
            }
        }
        double[] mean = means(falls);
        double[] spread = new double[own.length];
        for (double[] fall : falls) {
            for (int k = 1; k < own.length; k++) {
                spread[k] += (fall[k] - mean[k]) * (fall[k] - mean[k]) / all.length;
            }
        }
        double ours = most(falls[references.length], mean, spread);
        int asFar = 0;
        for (double[] fall : falls) {
            asFar += most(fall, mean, spread) >= ours ? 1 : 0;
        }
        return (double) asFar / all.length;
    }

    private static double most(double[] fall, double[] mean, double[] spread) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 1; k < fall.length; k++) {
            double above = fall[k] - mean[k];
            most = Math.max(most, above == 0 ? 0 : above / Math.sqrt(spread[k]));
        }
        return most;
    }

    /** {@return the largest number of clusters tried} */
    public int largest() {
        return own.length;
    }

    /** {@return whether the table has clearly more structure than tables without clusters of either kind} */
    public boolean clear() {
        return pValue(GapReference.BOX) <= level && pValue(GapReference.NORMAL) <= level;
    }

    /** {@return how many clusters; 1 if no structure is clear} */
    public int clusters() {
        if (!clear()) {
            return 1;
        }
        int least = largest();
        for (GapReference reference : GapReference.values()) {
            least = Math.min(least, withinOneErrorOfTheLargest(reference));
        }
        return least;
    }

    private int withinOneErrorOfTheLargest(GapReference reference) {
        int best = 1;
        for (int k = 2; k <= largest(); k++) {
            best = gap(reference, k) > gap(reference, best) ? k : best;
        }
        int k = 1;
        while (gap(reference, k) < gap(reference, best) - standardError(reference, best)) {
            k++;
        }
        return k;
    }

    /**
     * How often tables without clusters look at least as structured as this one.
     *
     * @param reference kind of those tables
     * @return above 0, at most 1
     */
    public double pValue(GapReference reference) {
        return pValues[reference.place];
    }

    /**
     * How far the logarithm of the inertia is below its mean over tables without clusters.
     *
     * @param reference kind of those tables
     * @param clusters from 1 to the largest tried
     * @return the gap; more is better
     */
    public double gap(GapReference reference, int clusters) {
        return expected[reference.place][index(clusters)] - own[index(clusters)];
    }

    /**
     * The standard error of a gap, from the spread of the references.
     *
     * @param reference kind of those tables
     * @param clusters from 1 to the largest tried
     * @return at least 0
     */
    public double standardError(GapReference reference, int clusters) {
        return errors[reference.place][index(clusters)];
    }

    /**
     * The logarithm of the table's inertia.
     *
     * @param clusters from 1 to the largest tried
     * @return the logarithm
     */
    public double logInertia(int clusters) {
        return own[index(clusters)];
    }

    private int index(int clusters) {
        if (clusters < 1 || clusters > largest()) {
            throw new IllegalArgumentException("clusters must be from 1 to " + largest() + ", got " + clusters);
        }
        return clusters - 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GapCurve that
                && Arrays.equals(own, that.own)
                && Arrays.deepEquals(expected, that.expected)
                && Arrays.deepEquals(errors, that.errors)
                && Arrays.equals(pValues, that.pValues)
                && Double.compare(level, that.level) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(own) + Arrays.deepHashCode(expected);
    }

    @Override
    public String toString() {
        return "GapCurve[" + (clear() ? clusters() + " clusters" : "no clear clusters") + ", p "
                + pValue(GapReference.BOX) + " against a box, " + pValue(GapReference.NORMAL)
                + " against a normal distribution]";
    }
}
