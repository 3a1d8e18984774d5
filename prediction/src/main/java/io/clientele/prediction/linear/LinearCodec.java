package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.linear}: feature names, estimates (0 where aliased), covariance, measures, report. */
final class LinearCodec implements ModelCodec<LinearModel> {

    @Override
    public String format() {
        return "clientele.linear";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LinearModel model, ModelOutput out) {
        out.field("standardErrors", model.standardErrors.name()).field("confidence", model.confidence);
        CoefficientFields.write(out, model.features(), model.estimates, model.covariance, model.aliased);
        out.field("residualSumOfSquares", model.measures[0])
                .field("totalSumOfSquares", model.measures[1])
                .field("weight", model.measures[2])
                .field("report", model.report());
    }

    @Override
    public LinearModel read(ModelNode node, int version) {
        CoefficientFields c = CoefficientFields.read(node);
        double[] measures = {
            Check.atLeast("residualSumOfSquares", node.getDouble("residualSumOfSquares"), 0.0),
            Check.atLeast("totalSumOfSquares", node.getDouble("totalSumOfSquares"), 0.0),
            Check.positive("weight", node.getDouble("weight"))
        };
        return new LinearModel(
                StandardErrors.valueOf(node.getString("standardErrors")),
                Check.confidence(node.getDouble("confidence")),
                c.features,
                c.estimates,
                c.covariance,
                c.aliased,
                measures,
                node.getReport("report"));
    }
}
