package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.loglinear}: family, feature names, estimates (0 where aliased), covariance, measures, report. */
final class LogLinearCodec implements ModelCodec<LogLinearModel> {

    @Override
    public String format() {
        return "clientele.loglinear";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LogLinearModel model, ModelOutput out) {
        out.field("family", model.link.name())
                .field("standardErrors", model.standardErrors.name())
                .field("confidence", model.confidence);
        CoefficientFields.write(out, model.features(), model.estimates, model.covariance, model.aliased);
        out.field("logLikelihood", model.measures[0])
                .field("deviance", model.measures[1])
                .field("nullDeviance", model.measures[2])
                .field("pearsonChiSquare", model.measures[3])
                .field("weight", model.measures[4])
                .field("report", model.report());
    }

    @Override
    public LogLinearModel read(ModelNode node, int version) {
        CoefficientFields c = CoefficientFields.read(node);
        double[] measures = {
            Check.finite("logLikelihood", node.getDouble("logLikelihood")),
            Check.finite("deviance", node.getDouble("deviance")),
            Check.finite("nullDeviance", node.getDouble("nullDeviance")),
            Check.finite("pearsonChiSquare", node.getDouble("pearsonChiSquare")),
            Check.positive("weight", node.getDouble("weight"))
        };
        return new LogLinearModel(
                LogLink.valueOf(node.getString("family")),
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
