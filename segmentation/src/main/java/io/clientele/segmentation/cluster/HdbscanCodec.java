package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/**
 * {@code clientele.hdbscan}: feature names, metric, min samples, the rows, their core distances, the edges of the spanning tree, the
 * label, strength and outlier score of each row, the densities at which each cluster begins and ends, its stability, report.
 */
final class HdbscanCodec implements ModelCodec<HdbscanModel> {

    @Override
    public String format() {
        return "clientele.hdbscan";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(HdbscanModel model, ModelOutput out) {
        MergeList tree = model.tree();
        int edges = tree.heights().length;
        int[] first = new int[edges];
        int[] second = new int[edges];
        for (int i = 0; i < edges; i++) {
            first[i] = tree.first(i);
            second[i] = tree.second(i);
        }
        SelectedClusters selected = model.selected();
        out.field("features", model.features())
                .field("metric", model.metric().name())
                .field("minSamples", model.minSamples())
                .field("rows", model.rows())
                .field("coreDistances", model.coreDistances())
                .field("first", first)
                .field("second", second)
                .field("lengths", tree.heights())
                .field("labels", selected.labels)
                .field("strengths", selected.strengths)
                .field("outlierScores", selected.outlierScores)
                .field("births", selected.births)
                .field("ends", selected.ends)
                .field("stabilities", selected.stabilities)
                .field("report", model.report());
    }

    @Override
    public HdbscanModel read(ModelNode node, int version) {
        List<String> features = List.copyOf(node.getStrings("features"));
        Check.atLeast("number of features", features.size(), 1);
        double[][] rows = node.getDoubleRows("rows");
        Check.atLeast("number of rows", rows.length, 1);
        for (double[] row : rows) {
            Check.length("row", row.length, features.size(), "one value per feature");
            for (double value : row) {
                Check.finite("value of a row", value);
            }
        }
        double[] core = atLeastZero("core distance", node.getDoubles("coreDistances"), rows.length);
        int[] labels = node.getInts("labels");
        Check.length("labels", labels.length, rows.length, "one per row");
        double[] births = node.getDoubles("births");
        for (int label : labels) {
            Check.atLeast("label", label, -1);
            Check.atMost("label", label, births.length - 1, "the last cluster");
        }
        int minSamples = Check.atLeast("minSamples", node.getInt("minSamples"), 1);
        Check.atMost("minSamples", minSamples, rows.length, "the number of rows");
        SelectedClusters selected = new SelectedClusters(
                labels,
                atLeastZero("strength", node.getDoubles("strengths"), rows.length),
                atLeastZero("outlier score", node.getDoubles("outlierScores"), rows.length),
                atLeastZero("birth", births, births.length),
                atLeastZero("end", node.getDoubles("ends"), births.length),
                atLeastZero("stability", node.getDoubles("stabilities"), births.length));
        return new HdbscanModel(
                features,
                Metric.valueOf(node.getString("metric")),
                minSamples,
                rows,
                core,
                tree(node, rows.length),
                selected,
                node.getReport("report"));
    }

    private static MergeList tree(ModelNode node, int rows) {
        int[] first = node.getInts("first");
        int[] second = node.getInts("second");
        double[] lengths = atLeastZero("length", node.getDoubles("lengths"), rows - 1);
        Check.length("first", first.length, rows - 1, "one per edge");
        Check.length("second", second.length, rows - 1, "one per edge");
        MergeList tree = new MergeList(rows);
        for (int i = 0; i < lengths.length; i++) {
            for (int end : new int[] {first[i], second[i]}) {
                Check.atLeast("end of an edge", end, 0);
                Check.atMost("end of an edge", end, rows - 1, "the last row");
            }
            if (i > 0 && lengths[i] < lengths[i - 1]) {
                throw new IllegalArgumentException(
                        "lengths must not go down, got " + lengths[i] + " after " + lengths[i - 1]);
            }
            tree.add(first[i], second[i], lengths[i]);
        }
        return tree;
    }

    private static double[] atLeastZero(String name, double[] values, int count) {
        Check.length(name, values.length, count, "as many as the file's rows or clusters need");
        for (double value : values) {
            Check.atLeast(name, Check.finite(name, value), 0.0);
        }
        return values;
    }
}
