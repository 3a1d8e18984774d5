package io.clientele.segmentation.profile;

import java.util.Arrays;
import java.util.Comparator;

/** How p-values are adjusted for the number of tests. */
public enum Adjustment {
    /** Holm (1979): the chance that any difference is called real though none is stays below the level. */
    HOLM,
    /** Benjamini and Hochberg (1995): of the differences called real, the expected share that is not stays below the level. */
    BENJAMINI_HOCHBERG;

    double[] adjust(double[] p) {
        int n = p.length;
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
        double[] adjusted = new double[n];
        if (this == HOLM) {
            double largest = 0;
            for (int i = 0; i < n; i++) {
                largest = Math.max(largest, Math.min(1, (n - i) * p[order[i]]));
                adjusted[order[i]] = largest;
            }
        } else {
            double least = 1;
            for (int i = n - 1; i >= 0; i--) {
                least = Math.min(least, p[order[i]] * n / (i + 1));
                adjusted[order[i]] = least;
            }
        }
        return adjusted;
    }
}
