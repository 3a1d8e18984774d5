package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * Centroid and median linkage: always merges the closest pair of points, under which a merged cluster may come closer to others,
 * so that no chain will do. Every cluster remembers a lower bound of its distance to those with higher numbers (Anderberg 1973;
 * Müllner 2011, "Modern hierarchical, agglomerative clustering algorithms", generic algorithm), and is measured anew only when
 * it is first in line. Memory O(n · features), time O(n²) as a rule and O(n³) at worst.
 *
 * <p>Of equally close pairs the one with the lowest numbers is merged; the merged cluster has the higher number of the two.
 */
final class NearestPairs {

    private final boolean middles;
    private final LivePoints points;
    private final double[][] sums;
    private final double[] sizes;
    private final double[] bound;
    private final int[] nearest;
    private final boolean[] exact;
    private final double[] point;
    private final double[] s = new double[Chunks.TILE];

    private NearestPairs(FeatureTable rows, boolean middles) {
        int n = rows.rows();
        this.middles = middles;
        this.points = new LivePoints(rows, 0);
        this.sums = new double[n][];
        Arrays.setAll(sums, rows::row);
        this.sizes = new double[n];
        Arrays.fill(sizes, 1);
        this.bound = new double[n];
        this.nearest = new int[n];
        this.exact = new boolean[n];
        this.point = new double[rows.columns()];
    }

    static MergeList run(FeatureTable rows, Linkage linkage, Execution execution) {
        return new NearestPairs(rows, linkage == Linkage.MEDIAN).merges(execution);
    }

    private MergeList merges(Execution execution) {
        int n = sizes.length;
        MergeList merges = new MergeList(n);
        for (int i = 0; i < n; i++) {
            execution.checkCancelled();
            measure(i);
        }
        for (int done = 0; done < n - 1; done++) {
            execution.checkCancelled();
            int a = lowest();
            while (!exact[a]) {
                measure(a);
                a = lowest();
            }
            int b = nearest[a];
            merges.add(a, b, Math.sqrt(bound[a]));
            merge(a, b);
            execution.progress("merges", done + 1, n - 1);
        }
        return merges;
    }

    private int lowest() {
        double least = Double.POSITIVE_INFINITY;
        int at = -1;
        for (int i = 0; i < bound.length; i++) {
            if (bound[i] < least) {
                least = bound[i];
                at = i;
            }
        }
        if (at < 0) {
            throw new IllegalArgumentException("distances are too large to be squared; scale the columns first");
        }
        return at;
    }

    /** Finds the nearest cluster with a higher number. */
    private void measure(int cluster) {
        points.copy(cluster, point);
        bound[cluster] = Double.POSITIVE_INFINITY;
        nearest[cluster] = -1;
        exact[cluster] = true;
        int from = points.position(cluster) + 1;
        for (int t = from / Chunks.TILE; t < points.tiles(); t++) {
            int n = points.size(t);
            Distances.squared(points.tile(t), points.features, point, s, n);
            int base = t * Chunks.TILE;
            for (int i = Math.max(0, from - base); i < n; i++) {
                if (s[i] < bound[cluster]) {
                    bound[cluster] = s[i];
                    nearest[cluster] = points.id(base + i);
                }
            }
        }
    }

    private void merge(int a, int b) {
        double together = sizes[a] + sizes[b];
        for (int j = 0; j < point.length; j++) {
            double middle = (points.get(a, j) + points.get(b, j)) / 2;
            sums[b][j] += sums[a][j];
            points.set(b, j, middles ? middle : sums[b][j] / together);
        }
        sizes[b] = together;
        points.remove(a);
        bound[a] = Double.POSITIVE_INFINITY;
        exact[a] = true;
        measure(b);
        lowerOthers(a, b);
    }

    /** Clusters before the merged one may now be closer to it; what was nearest to one of its parts has only a bound left. */
    private void lowerOthers(int a, int b) {
        int end = points.position(b);
        points.copy(b, point);
        for (int t = 0; t * Chunks.TILE < end; t++) {
            int base = t * Chunks.TILE;
            int n = Math.min(points.size(t), end - base);
            Distances.squared(points.tile(t), points.features, point, s, n);
            for (int i = 0; i < n; i++) {
                int c = points.id(base + i);
                if (c < 0) {
                    continue;
                }
                if (s[i] < bound[c]) {
                    bound[c] = s[i];
                    nearest[c] = b;
                    exact[c] = true;
                } else if (s[i] == bound[c] && exact[c] && nearest[c] != a) {
                    nearest[c] = Math.min(nearest[c], b);
                } else if (nearest[c] == a || nearest[c] == b) {
                    exact[c] = false;
                }
            }
        }
    }
}
