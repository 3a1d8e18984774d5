package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.List;

/** The summaries that a {@link CfTree} made of a table, numbered in the order of their first rows. */
final class Summaries {

    final double[][] means;
    final double[] weights;
    /** The variance that a summary may have. */
    final double variance;

    final int[] ofRow;

    private Summaries(double[][] means, double[] weights, double variance, int[] ofRow) {
        this.means = means;
        this.weights = weights;
        this.variance = variance;
        this.ofRow = ofRow;
    }

    static Summaries of(FeatureTable data, int maxEntries, Execution execution) {
        int n = data.rows();
        int d = data.columns();
        CfTree tree = new CfTree(d, maxEntries);
        int[] ofRow = new int[n];
        double[][] tile = new double[d][Chunks.TILE];
        double[] point = new double[d];
        for (int at = 0; at < n; at += Chunks.TILE) {
            execution.checkCancelled();
            int width = Math.min(Chunks.TILE, n - at);
            for (int j = 0; j < d; j++) {
                data.copyColumn(j, at, tile[j], 0, width);
            }
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < d; j++) {
                    point[j] = tile[j][i];
                }
                ofRow[at + i] = tree.add(point);
            }
        }
        execution.progress("stages", 1, 2);
        return number(tree, ofRow, d);
    }

    private static Summaries number(CfTree tree, int[] ofRow, int columns) {
        int[] number = new int[1 + Arrays.stream(ofRow).max().orElseThrow()];
        Arrays.fill(number, -1);
        int next = 0;
        for (int i = 0; i < ofRow.length; i++) {
            int id = tree.find(ofRow[i]);
            if (number[id] < 0) {
                number[id] = next++;
            }
            ofRow[i] = number[id];
        }
        double[][] means = new double[next][columns];
        double[] weights = new double[next];
        for (CfNode leaf : tree.leaves()) {
            for (int e = 0; e < leaf.count; e++) {
                int at = number[leaf.ids[e]];
                leaf.copyMean(e, means[at]);
                weights[at] = leaf.weights[e];
            }
        }
        return new Summaries(means, weights, tree.limit(), ofRow);
    }

    FeatureTable table(List<String> names) {
        double[][] columns = new double[names.size()][means.length];
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = means[i][j];
            }
        }
        return FeatureTable.of(names, columns);
    }
}
