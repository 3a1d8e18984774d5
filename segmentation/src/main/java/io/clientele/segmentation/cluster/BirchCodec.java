package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.birch}: means and sizes of the summaries, their largest variance, the summary of each row, Ward's tree, report. */
final class BirchCodec implements ModelCodec<BirchModel> {

    private static final DendrogramCodec TREE = new DendrogramCodec();

    @Override
    public String format() {
        return "clientele.birch";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(BirchModel model, ModelOutput out) {
        out.field("centers", model.centers())
                .field("sizes", model.sizes())
                .field("variance", model.variance())
                .field("entryOfRow", model.entryOfRow())
                .object("tree", tree -> TREE.write(model.tree(), tree))
                .field("report", model.report());
    }

    @Override
    public BirchModel read(ModelNode node, int version) {
        double[][] centers = node.getDoubleRows("centers");
        long[] sizes = node.getLongs("sizes");
        int[] ofRow = node.getInts("entryOfRow");
        Dendrogram tree = TREE.read(node.object("tree"), 1);
        Check.length("centers", centers.length, tree.rows(), "one per row of the tree");
        Check.length("sizes", sizes.length, centers.length, "one per center");
        double[] weights = new double[sizes.length];
        for (int e = 0; e < centers.length; e++) {
            Check.length("center", centers[e].length, tree.features().size(), "one value per feature");
            for (double value : centers[e]) {
                Check.finite("center", value);
            }
            weights[e] = Check.atLeast("size", sizes[e], 1L);
        }
        for (int entry : ofRow) {
            Check.atLeast("entry of a row", entry, 0);
            Check.atMost("entry of a row", entry, centers.length - 1, "the last entry");
        }
        return new BirchModel(
                centers,
                weights,
                Check.atLeast("variance", node.getDouble("variance"), 0.0),
                ofRow,
                tree,
                node.getReport("report"));
    }
}
