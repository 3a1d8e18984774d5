package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code clientele.kmeans}: feature names, centres, sizes, inertia, report; since version 2 the scaling and the weights. */
final class KMeansCodec implements ModelCodec<KMeansModel> {

    @Override
    public String format() {
        return "clientele.kmeans";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(KMeansModel model, ModelOutput out) {
        out.field("features", model.features());
        Scaling scaling = model.scaling();
        if (scaling != null) {
            out.object("scaling", to -> to.field("means", scaling.means).field("deviations", scaling.deviations));
        }
        out.field("centers", model.scaledCenters())
                .field("sizes", model.sizes())
                .field("weights", model.weights())
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
        double[] weights = version == 1 ? LongStream.of(sizes).asDoubleStream().toArray() : node.getDoubles("weights");
        Check.length("weights", weights.length, centers.length, "one value per center");
        for (double weight : weights) {
            Check.atLeast("weight", weight, 0.0);
        }
        double inertia = Check.atLeast("inertia", Check.finite("inertia", node.getDouble("inertia")), 0.0);
        return new KMeansModel(
                features, scaling(node, features.size()), centers, sizes, weights, inertia, node.getReport("report"));
    }

    private static @Nullable Scaling scaling(ModelNode node, int features) {
        if (!node.has("scaling")) {
            return null;
        }
        double[] means = node.object("scaling").getDoubles("means");
        double[] deviations = node.object("scaling").getDoubles("deviations");
        Check.length("means", means.length, features, "one value per feature");
        Check.length("deviations", deviations.length, features, "one value per feature");
        return new Scaling(means, deviations);
    }
}
