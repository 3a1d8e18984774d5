package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.k-prototypes}: feature names, which are categories, gamma, centres, sizes, cost, report. */
final class KPrototypesCodec implements ModelCodec<KPrototypesModel> {

    @Override
    public String format() {
        return "clientele.k-prototypes";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(KPrototypesModel model, ModelOutput out) {
        out.field("features", model.features())
                .field("categories", model.categories())
                .field("gamma", model.gamma())
                .field("centers", model.centers())
                .field("sizes", model.sizes())
                .field("cost", model.cost())
                .field("report", model.report());
    }

    @Override
    public KPrototypesModel read(ModelNode node, int version) {
        List<String> features = List.copyOf(node.getStrings("features"));
        List<String> categories = List.copyOf(node.getStrings("categories"));
        for (String category : categories) {
            if (!features.contains(category)) {
                throw new IllegalArgumentException(
                        "category '" + category + "' must be one of the features " + features);
            }
        }
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
        return new KPrototypesModel(
                features,
                categories,
                Check.atLeast("gamma", node.getDouble("gamma"), 0.0),
                centers,
                sizes,
                Check.atLeast("cost", node.getDouble("cost"), 0.0),
                node.getReport("report"));
    }
}
