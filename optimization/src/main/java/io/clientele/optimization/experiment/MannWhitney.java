package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import java.util.Arrays;

/**
 * Do units of the variant tend to have larger values than units of the control? A test of ranks: no outlier weighs more than another
 * value, and it says nothing of means.
 *
 * <ul>
 *   <li>No ties and at most 50 units each: the exact distribution. Otherwise the normal approximation with corrections for ties and
 *       for continuity, as R's {@code wilcox.test}.
 *   <li>All values equal: p is 1.
 * </ul>
 *
 * @param u how many pairs of units have the variant's value above the control's; equal values count half
 * @param probabilityAbove u by the number of pairs: the chance that a variant's unit has the larger value
 * @param p two-sided p-value of "as likely larger as smaller"
 * @param logP its natural logarithm, also where p is too small for a double
 * @see <a href="https://doi.org/10.1214/aoms/1177730491">Mann and Whitney (1947)</a>
 */
public record MannWhitney(double u, double probabilityAbove, double p, double logP) {

    private static final int EXACT = 50;

    /**
     * Compares two samples.
     *
     * @param control values, finite, at least one
     * @param variant values, finite, at least one
     * @return the test
     */
    public static MannWhitney of(double[] control, double[] variant) {
        double[] a = sorted("control", control);
        double[] b = sorted("variant", variant);
        double pairs = (double) a.length * b.length;
        double u = 0;
        double ties = 0;
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            // a block of equal values
            boolean fromA = j == b.length || (i < a.length && a[i] <= b[j]);
            double value = fromA ? a[i] : b[j];
            int ofA = i;
            int ofB = j;
            while (i < a.length && a[i] == value) {
                i++;
            }
            while (j < b.length && b[j] == value) {
                j++;
            }
            double equal = (i - ofA) + (j - ofB);
            u += (double) (j - ofB) * (ofA + (i - ofA) / 2.0);
            ties += equal * equal * equal - equal;
        }
        if (ties == 0 && a.length <= EXACT && b.length <= EXACT) {
            double p = exact(a.length, b.length, u);
            return new MannWhitney(u, u / pairs, p, Math.log(p)); // at least 2e-29
        }
        double z = away(a.length, b.length, u, ties);
        double logP = Math.min(0, Math.log(2) + Distributions.normalLogSurvival(z));
        return new MannWhitney(u, u / pairs, 2 * Distributions.normalSurvival(z), logP);
    }

    private static double[] sorted(String name, double[] values) {
        Check.hasRows(name, values.length);
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            Check.finite(name + "[" + i + "]", copy[i]);
            copy[i] += 0.0; // -0.0 and 0.0 are ties
        }
        Arrays.sort(copy);
        return copy;
    }

    /** How far u is from its mean, in standard deviations. */
    private static double away(double m, double n, double u, double ties) {
        double total = m + n;
        double variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)));
        if (!(variance > 0)) {
            return 0;
        }
        return Math.max(0, Math.abs(u - m * n / 2) - 0.5) / Math.sqrt(variance);
    }

    /** Counts the orders of m and n units by u: those of a larger table come from those of two smaller ones. */
    private static double exact(int m, int n, double u) {
        double[][] chance = new double[n + 1][];
        for (int k = 0; k <= n; k++) {
            chance[k] = new double[] {1};
        }
        for (int i = 1; i <= m; i++) {
            double[][] next = new double[n + 1][];
            next[0] = new double[] {1};
            for (int k = 1; k <= n; k++) {
                // the largest value is the variant's (above all i of the control) or the control's
                double[] all = new double[i * k + 1];
                double own = (double) k / (i + k);
                for (int s = 0; s < all.length; s++) {
                    double byVariant = s >= i && s - i < next[k - 1].length ? next[k - 1][s - i] : 0;
                    double byControl = s < chance[k].length ? chance[k][s] : 0;
                    all[s] = own * byVariant + (1 - own) * byControl;
                }
                next[k] = all;
            }
            chance = next;
        }
        double[] all = chance[n];
        int seen = (int) Math.rint(Math.min(u, (double) m * n - u));
        double tail = 0;
        for (int s = 0; s <= seen; s++) {
            tail += all[s];
        }
        return Math.min(1, 2 * tail);
    }
}
