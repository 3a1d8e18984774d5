package io.clientele.segmentation.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The definition of {@link Hdbscan} taken literally: every pair of rows, every limit, every part. For small tables only. */
final class DensityDefinition {

    /** A cluster, and what became of it. */
    static final class Cluster {
        final List<Integer> rows;
        final Cluster parent;
        final double birth;
        final List<Cluster> parts = new ArrayList<>();
        double end;
        double stability;

        Cluster(List<Integer> rows, Cluster parent, double birth) {
            this.rows = rows;
            this.parent = parent;
            this.birth = birth;
        }

        double innermost() {
            return Math.max(
                    end, parts.stream().mapToDouble(Cluster::innermost).max().orElse(0));
        }

        double best() {
            return Math.max(stability, parts.stream().mapToDouble(Cluster::best).sum());
        }

        void select(boolean leaf, List<Cluster> into) {
            boolean keep = leaf
                    ? parts.isEmpty()
                    : stability >= parts.stream().mapToDouble(Cluster::best).sum();
            if (parent != null && keep) {
                into.add(this);
            } else {
                parts.forEach(part -> part.select(leaf, into));
            }
        }
    }

    private final double[][] reach;
    final double[] core;
    private final double[] levels; // descending
    final double[] leave;
    final Cluster[] last;
    private final int least;
    private final Cluster whole;

    DensityDefinition(double[][] points, int minSamples, int least) {
        int n = points.length;
        this.least = least;
        double[][] d = new double[n][n];
        core = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double s = 0;
                for (int c = 0; c < points[0].length; c++) {
                    s += (points[i][c] - points[j][c]) * (points[i][c] - points[j][c]);
                }
                d[i][j] = Math.sqrt(s);
            }
            core[i] = Arrays.stream(d[i]).sorted().toArray()[minSamples - 1];
        }
        reach = new double[n][n];
        TreeSet<Double> values = new TreeSet<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                reach[i][j] = Math.max(d[i][j], Math.max(core[i], core[j]));
            }
        }
        double floor = leastEdge(reach);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    reach[i][j] = reach[i][j] < floor ? floor / 2 : reach[i][j];
                    values.add(reach[i][j]);
                }
            }
        }
        levels = values.descendingSet().stream().mapToDouble(v -> v).toArray();
        leave = new double[n];
        last = new Cluster[n];
        whole = new Cluster(IntStream.range(0, n).boxed().toList(), null, 0);
        grow(whole, whole.rows, 0);
    }

    /** The least positive edge among those that a spanning tree of least length uses. */
    private static double leastEdge(double[][] reach) {
        double floor = Double.POSITIVE_INFINITY;
        int n = reach.length;
        boolean[] in = new boolean[n];
        double[] best = new double[n];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = 0;
        for (int step = 0; step < n; step++) {
            int at = -1;
            for (int i = 0; i < n; i++) {
                at = !in[i] && (at < 0 || best[i] < best[at]) ? i : at;
            }
            in[at] = true;
            if (best[at] > 0) {
                floor = Math.min(floor, best[at]);
            }
            for (int i = 0; i < n; i++) {
                best[i] = Math.min(best[i], reach[at][i]);
            }
        }
        return Double.isInfinite(floor) ? 2 : floor;
    }

    private void grow(Cluster cluster, List<Integer> rows, int level) {
        List<Integer> now = rows;
        for (int l = level; l < levels.length; l++) {
            List<List<Integer>> large = new ArrayList<>();
            double density = 1 / levels[l];
            for (List<Integer> part : components(now, levels[l])) {
                if (part.size() >= least) {
                    large.add(part);
                } else {
                    for (int row : part) {
                        leave[row] = density;
                        last[row] = cluster;
                        cluster.end = Math.max(cluster.end, density);
                        cluster.stability += density - cluster.birth;
                    }
                }
            }
            if (large.isEmpty()) {
                return;
            }
            if (large.size() > 1) {
                cluster.end = Math.max(cluster.end, density);
                for (List<Integer> part : large) {
                    cluster.stability += part.size() * (density - cluster.birth);
                    Cluster next = new Cluster(part, cluster, density);
                    cluster.parts.add(next);
                    grow(next, part, l + 1);
                }
                return;
            }
            now = large.get(0);
        }
    }

    /** Parts that hang together by edges shorter than a limit. */
    private List<List<Integer>> components(List<Integer> rows, double limit) {
        List<List<Integer>> parts = new ArrayList<>();
        List<Integer> rest = new ArrayList<>(rows);
        while (!rest.isEmpty()) {
            List<Integer> part = new ArrayList<>(List.of(rest.remove(0)));
            for (int at = 0; at < part.size(); at++) {
                int row = part.get(at);
                List<Integer> near =
                        rest.stream().filter(o -> reach[row][o] < limit).toList();
                part.addAll(near);
                rest.removeAll(near);
            }
            parts.add(part);
        }
        return parts;
    }

    List<Cluster> selected(boolean leaf, double epsilon) {
        List<Cluster> kept = new ArrayList<>();
        whole.select(leaf, kept);
        if (epsilon == 0) {
            return kept;
        }
        List<Cluster> joined = new ArrayList<>();
        for (Cluster cluster : kept) {
            Cluster at = cluster;
            while (1 / at.birth <= epsilon && at.parent.parent != null) {
                at = at.parent;
            }
            if (!joined.contains(at)) {
                joined.add(at);
            }
        }
        return joined;
    }
}
