package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.Arrays;
import java.util.List;

/** {@code clientele.dendrogram}: feature names, linkage, metric, the two nodes and the height of each merge, report. */
final class DendrogramCodec implements ModelCodec<Dendrogram> {

    @Override
    public String format() {
        return "clientele.dendrogram";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Dendrogram tree, ModelOutput out) {
        int[][] merges = tree.merges();
        out.field("features", tree.features())
                .field("linkage", tree.linkage().name())
                .field("metric", tree.metric().name())
                .field("left", Arrays.stream(merges).mapToInt(m -> m[0]).toArray())
                .field("right", Arrays.stream(merges).mapToInt(m -> m[1]).toArray())
                .field("heights", tree.heights())
                .field("report", tree.report());
    }

    @Override
    public Dendrogram read(ModelNode node, int version) {
        List<String> features = List.copyOf(node.getStrings("features"));
        Linkage linkage = Linkage.valueOf(node.getString("linkage"));
        Metric metric = Metric.valueOf(node.getString("metric"));
        int[][] nodes = {node.getInts("left"), node.getInts("right")};
        double[] heights = node.getDoubles("heights");
        Check.length("left", nodes[0].length, heights.length, "one node per height");
        Check.length("right", nodes[1].length, heights.length, "one node per height");
        boolean[] used = new boolean[2 * heights.length + 1];
        for (int i = 0; i < heights.length; i++) {
            Check.atLeast("height", heights[i], 0.0);
            for (int[] side : nodes) {
                Check.atLeast("node", side[i], 0);
                Check.atMost("node", side[i], heights.length + i, "the last node made before merge " + i);
                if (used[side[i]]) {
                    throw new IllegalArgumentException("node " + side[i] + " is merged twice");
                }
                used[side[i]] = true;
            }
        }
        return new Dendrogram(features, linkage, metric, nodes, heights, node.getReport("report"));
    }
}
