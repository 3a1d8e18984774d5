package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Distances;
import java.util.ArrayList;
import java.util.List;

/** Hierarchical clustering by its definition, for tests: all clusters are compared before every merge. */
final class GreedyMerging {

    private final Linkage linkage;
    private final FeatureTable rows;
    /** Rows of every living cluster; none when it is gone. By node number. */
    private final List<List<Integer>> members = new ArrayList<>();
    /** Middles of clusters, for median linkage. */
    private final List<double[]> middles = new ArrayList<>();
    /** Distances by node number, for weighted linkage. */
    private final List<List<Double>> weighted = new ArrayList<>();

    GreedyMerging(Linkage linkage, FeatureTable rows) {
        this.linkage = linkage;
        this.rows = rows;
        for (int i = 0; i < rows.rows(); i++) {
            members.add(List.of(i));
            middles.add(rows.row(i));
            List<Double> to = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                to.add(distance(i, j));
            }
            weighted.add(to);
        }
    }

    private double distance(int i, int j) {
        return Math.sqrt(Distances.squared(rows.row(i), rows.row(j)));
    }

    /** The distance of two clusters, straight from the definition. */
    double between(int a, int b) {
        List<Integer> first = members.get(a);
        List<Integer> second = members.get(b);
        double least = Double.MAX_VALUE;
        double most = 0;
        double sum = 0;
        for (int i : first) {
            for (int j : second) {
                double d = distance(i, j);
                least = Math.min(least, d);
                most = Math.max(most, d);
                sum += d;
            }
        }
        double n = first.size();
        double m = second.size();
        return switch (linkage) {
            case SINGLE -> least;
            case COMPLETE -> most;
            case AVERAGE -> sum / n / m;
            case WEIGHTED -> weighted.get(Math.max(a, b)).get(Math.min(a, b));
            case CENTROID -> Math.sqrt(Distances.squared(mean(first), mean(second)));
            case WARD -> Math.sqrt(2 * n * m / (n + m) * Distances.squared(mean(first), mean(second)));
            case MEDIAN -> Math.sqrt(Distances.squared(middles.get(a), middles.get(b)));
        };
    }

    private double[] mean(List<Integer> cluster) {
        double[] mean = new double[rows.columns()];
        for (int i : cluster) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += rows.get(i, j) / cluster.size();
            }
        }
        return mean;
    }

    /** The least distance of any two clusters. */
    double least() {
        double least = Double.MAX_VALUE;
        for (int a = 0; a < members.size(); a++) {
            for (int b = 0; b < a; b++) {
                if (alive(a) && alive(b)) {
                    least = Math.min(least, between(a, b));
                }
            }
        }
        return least;
    }

    boolean alive(int node) {
        return !members.get(node).isEmpty();
    }

    /** Merges two clusters into the next node. */
    void merge(int a, int b) {
        List<Double> to = new ArrayList<>();
        for (int c = 0; c < members.size(); c++) {
            boolean other = alive(c) && c != a && c != b;
            to.add(
                    other
                            ? (weighted.get(Math.max(a, c)).get(Math.min(a, c))
                                            + weighted.get(Math.max(b, c)).get(Math.min(b, c)))
                                    / 2
                            : Double.NaN);
        }
        List<Integer> both = new ArrayList<>(members.get(a));
        both.addAll(members.get(b));
        double[] middle = new double[rows.columns()];
        for (int j = 0; j < middle.length; j++) {
            middle[j] = (middles.get(a)[j] + middles.get(b)[j]) / 2;
        }
        members.set(a, List.of());
        members.set(b, List.of());
        members.add(both);
        middles.add(middle);
        weighted.add(to);
    }
}
