package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.negative-binomial}: feature names, estimates (0 where aliased), covariance, dispersion, measures, report. */
final class NegativeBinomialCodec implements ModelCodec<NegativeBinomialModel> {

    @Override
    public String format() {
        return "clientele.negative-binomial";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(NegativeBinomialModel model, ModelOutput out) {
        out.field("standardErrors", model.standardErrors.name()).field("confidence", model.confidence);
        CoefficientFields.write(out, model.features(), model.estimates, model.covariance, model.aliased);
        out.field("dispersion", model.measures[0])
                .field("logDispersionError", model.measures[1])
                .field("logLikelihood", model.measures[2])
                .field("poissonLogLikelihood", model.measures[3])
                .field("deviance", model.measures[4])
                .field("report", model.report());
    }

    @Override
    public NegativeBinomialModel read(ModelNode node, int version) {
        CoefficientFields c = CoefficientFields.read(node);
        double[] measures = {
            Check.atLeast("dispersion", Check.finite("dispersion", node.getDouble("dispersion")), 0.0),
            Check.atLeast(
                    "logDispersionError",
                    Check.finite("logDispersionError", node.getDouble("logDispersionError")),
                    0.0),
            Check.finite("logLikelihood", node.getDouble("logLikelihood")),
            Check.finite("poissonLogLikelihood", node.getDouble("poissonLogLikelihood")),
            Check.finite("deviance", node.getDouble("deviance"))
        };
        return new NegativeBinomialModel(
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
