package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.kmeans}: feature names, centres, sizes, inertia, report. */
final class KMeansCodec implements ModelCodec<KMeansModel> {

    @Override
    public String format() {
        return "clientele.kmeans";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(KMeansModel model, ModelOutput out) {
        out.field("features", model.features())
                .field("centers", model.centers())
                .field("sizes", model.sizes())
                .field("inertia", model.inertia())
                .field("report", model.report());
    }

    @Override
    public KMeansModel read(ModelNode node, int version) {
        List<String> features = List.copyOf(node.getStrings("features"));
        double[][] centers = node.getDoubleRows("centers");
        Check.atLeast("number of centers", centers.length, 1);
        for (double[] center : centers) {
            Check.length("center", center.length, features.size(), "one value per feature");
            for (double value : center) {
                Check.finite("center", value);
            }
        }
        long[] sizes = node.getLongs("sizes");
        Check.length("sizes", sizes.length, centers.length, "one value per center");
        double inertia = Check.atLeast("inertia", Check.finite("inertia", node.getDouble("inertia")), 0.0);
        return new KMeansModel(features, centers, sizes, inertia, node.getReport("report"));
    }
}
