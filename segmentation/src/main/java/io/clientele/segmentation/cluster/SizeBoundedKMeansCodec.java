package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.size-bounded-kmeans}: feature names, bounds, centres, prices, sizes, inertia, report. */
final class SizeBoundedKMeansCodec implements ModelCodec<SizeBoundedKMeansModel> {

    @Override
    public String format() {
        return "clientele.size-bounded-kmeans";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SizeBoundedKMeansModel model, ModelOutput out) {
        out.field("features", model.features())
                .field("leastShare", model.leastShare())
                .field("mostShare", model.mostShare())
                .field("centers", model.centers())
                .field("prices", model.prices())
                .field("sizes", model.sizes())
                .field("inertia", model.inertia())
                .field("report", model.report());
    }

    @Override
    public SizeBoundedKMeansModel read(ModelNode node, int version) {
        List<String> features = List.copyOf(node.getStrings("features"));
        double[][] centers = node.getDoubleRows("centers");
        Check.atLeast("number of centers", centers.length, 1);
        for (double[] center : centers) {
            Check.length("center", center.length, features.size(), "one value per feature");
            for (double value : center) {
                Check.finite("center", value);
            }
        }
        double[] prices = node.getDoubles("prices");
        Check.length("prices", prices.length, centers.length, "one value per center");
        for (double price : prices) {
            Check.finite("price", price);
        }
        long[] sizes = node.getLongs("sizes");
        Check.length("sizes", sizes.length, centers.length, "one value per center");
        double inertia = Check.atLeast("inertia", Check.finite("inertia", node.getDouble("inertia")), 0.0);
        SizeBounds bounds = new SizeBounds(node.getDouble("leastShare"), node.getDouble("mostShare"));
        SizeBounds.requireLeast(bounds.least(), centers.length);
        return new SizeBoundedKMeansModel(features, bounds, centers, prices, sizes, inertia, node.getReport("report"));
    }
}
