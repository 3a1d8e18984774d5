package io.clientele.prediction.survival;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How p-values of several comparisons are adjusted. */
public enum Adjustment {
    /** Not at all. */
    NONE,
    /** Times the number of comparisons. */
    BONFERRONI,
    /** Holm (1979): the chance of any false alarm is kept; never weaker than Bonferroni. */
    HOLM,
    /** Benjamini and Hochberg (1995): the expected share of false alarms among the findings is kept. */
    BENJAMINI_HOCHBERG;

    double[] adjust(double[] p) {
        int m = p.length;
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[m];
        double running = this == BENJAMINI_HOCHBERG ? 1 : 0;
        for (int r = 0; r < m; r++) {
            switch (this) {
                case NONE -> adjusted[r] = p[r];
                case BONFERRONI -> adjusted[r] = Math.min(1, m * p[r]);
                case HOLM -> {
                    running = Math.max(running, Math.min(1, (m - r) * p[order[r]]));
                    adjusted[order[r]] = running;
                }
                case BENJAMINI_HOCHBERG -> {
                    int rank = m - r; // from the largest p down
                    running = Math.min(running, p[order[rank - 1]] * m / rank);
                    adjusted[order[rank - 1]] = running;
                }
            }
        }
        return adjusted;
    }
}
