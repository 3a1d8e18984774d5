package io.clientele.prediction.propensity;

import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.purchase-propensity}: features, window, model. */
final class PurchasePropensityCodec implements ModelCodec<PurchasePropensityModel> {

    @Override
    public String format() {
        return "clientele.purchase-propensity";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(PurchasePropensityModel model, ModelOutput out) {
        out.model("features", model.features()::write)
                .field("days", model.days())
                .field("gapDays", model.gapDays())
                .model("propensity", model.model()::write);
    }

    @Override
    public PurchasePropensityModel read(ModelNode node, int version) {
        return new PurchasePropensityModel(
                node.model("features", FeatureRecipe::read),
                Check.atLeast("days", node.getInt("days"), 1),
                Check.atLeast("gapDays", node.getInt("gapDays"), 0),
                node.model("propensity", PropensityModel::read));
    }
}
