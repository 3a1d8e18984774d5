package io.clientele.segmentation.cluster;

import java.util.Arrays;

/** The clusters kept of a {@link DensityTree}, numbered in the order of their first rows, and how firmly each row belongs. */
final class SelectedClusters {

    /** Of each row; -1 is noise. */
    final int[] labels;

    final double[] strengths;
    final double[] outlierScores;

    /** Of each kept cluster: the density from which it is a cluster, the one at which it ends, and its stability. */
    final double[] births;

    final double[] ends;
    final double[] stabilities;

    SelectedClusters(
            int[] labels,
            double[] strengths,
            double[] outlierScores,
            double[] births,
            double[] ends,
            double[] stabilities) {
        this.labels = labels;
        this.strengths = strengths;
        this.outlierScores = outlierScores;
        this.births = births;
        this.ends = ends;
        this.stabilities = stabilities;
    }

    int clusters() {
        return births.length;
    }

    static SelectedClusters of(DensityTree tree, ClusterSelection selection, double epsilon) {
        boolean[] kept = selection == ClusterSelection.LEAF ? leaves(tree) : mostMass(tree);
        if (epsilon > 0) {
            kept = joined(tree, kept, epsilon);
        }
        int[] owner = new int[tree.clusters()]; // the kept cluster that holds a cluster, or -1
        owner[0] = -1;
        for (int c = 1; c < owner.length; c++) {
            owner[c] = owner[tree.parent[c]] >= 0 ? owner[tree.parent[c]] : kept[c] ? c : -1;
        }
        return number(tree, owner);
    }

    private static boolean[] leaves(DensityTree tree) {
        boolean[] leaf = new boolean[tree.clusters()];
        Arrays.fill(leaf, 1, leaf.length, true);
        for (int c = 1; c < leaf.length; c++) {
            leaf[tree.parent[c]] = false;
        }
        return leaf;
    }

    /** Among nested clusters, from the inside, those at least as stable as the best within them (Campello 2013, algorithm 3). */
    private static boolean[] mostMass(DensityTree tree) {
        boolean[] kept = new boolean[tree.clusters()];
        double[] within = new double[tree.clusters()];
        for (int c = kept.length - 1; c > 0; c--) {
            kept[c] = tree.stability[c] >= within[c];
            within[tree.parent[c]] += Math.max(tree.stability[c], within[c]);
        }
        return kept; // some lie within others: the outermost counts
    }

    /** Clusters born at a distance below epsilon give way to the innermost cluster around them that was born above. */
    private static boolean[] joined(DensityTree tree, boolean[] kept, double epsilon) {
        boolean[] outermost = new boolean[kept.length];
        boolean[] covered = new boolean[kept.length];
        for (int c = 1; c < kept.length; c++) {
            covered[c] = covered[tree.parent[c]] || kept[tree.parent[c]];
            if (kept[c] && !covered[c]) {
                int at = c;
                while (1 / tree.birth[at] <= epsilon && tree.parent[at] > 0) {
                    at = tree.parent[at];
                }
                outermost[at] = true;
            }
        }
        return outermost;
    }

    private static SelectedClusters number(DensityTree tree, int[] owner) {
        int n = tree.lastCluster.length;
        double[] end = new double[tree.clusters()]; // of the cluster itself
        double[] innermost = new double[tree.clusters()]; // of it and all within
        for (int i = 0; i < n; i++) {
            int c = tree.lastCluster[i];
            end[c] = Math.max(end[c], tree.lastDensity[i]);
        }
        for (int c = tree.clusters() - 1; c > 0; c--) {
            end[tree.parent[c]] = Math.max(end[tree.parent[c]], tree.birth[c]);
        }
        System.arraycopy(end, 0, innermost, 0, end.length);
        for (int c = tree.clusters() - 1; c > 0; c--) {
            innermost[tree.parent[c]] = Math.max(innermost[tree.parent[c]], innermost[c]);
        }
        int[] number = new int[tree.clusters()];
        Arrays.fill(number, -1);
        int[] found = new int[tree.clusters()];
        int count = 0;
        int[] labels = new int[n];
        double[] strengths = new double[n];
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            int last = tree.lastCluster[i];
            int cluster = owner[last];
            labels[i] = -1;
            if (cluster >= 0) {
                if (number[cluster] < 0) {
                    found[count] = cluster;
                    number[cluster] = count++;
                }
                labels[i] = number[cluster];
                strengths[i] = Math.min(1, tree.lastDensity[i] / end[cluster]);
            }
            scores[i] = innermost[last] > 0 ? 1 - tree.lastDensity[i] / innermost[last] : 0;
        }
        double[] births = new double[count];
        double[] ends = new double[count];
        double[] stabilities = new double[count];
        for (int c = 0; c < count; c++) {
            births[c] = tree.birth[found[c]];
            ends[c] = end[found[c]];
            stabilities[c] = tree.stability[found[c]];
        }
        return new SelectedClusters(labels, strengths, scores, births, ends, stabilities);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SelectedClusters that
                && Arrays.equals(labels, that.labels)
                && Arrays.equals(strengths, that.strengths)
                && Arrays.equals(outlierScores, that.outlierScores)
                && Arrays.equals(births, that.births)
                && Arrays.equals(ends, that.ends)
                && Arrays.equals(stabilities, that.stabilities);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(labels);
    }
}
