package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.logistic}: recipe, feature names, estimates (0 where aliased), covariance, likelihoods, report. */
final class LogisticCodec implements ModelCodec<LogisticModel> {

    @Override
    public String format() {
        return "clientele.logistic";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LogisticModel model, ModelOutput out) {
        LogisticRegression.Options o = model.recipe.o;
        out.object(
                "estimator",
                e -> e.field("l2Strength", o.strength())
                        .field("firth", o.firth())
                        .field("standardErrors", o.standardErrors().name())
                        .field("confidence", o.confidence())
                        .field("maxIterations", o.maxIterations())
                        .field("tolerance", o.tolerance()));
        CoefficientFields.write(out, model.features(), model.estimates, model.covariance, model.aliased);
        out.field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("report", model.report());
    }

    @Override
    public LogisticModel read(ModelNode node, int version) {
        CoefficientFields c = CoefficientFields.read(node);
        return new LogisticModel(
                recipe(node.object("estimator")),
                c.features,
                c.estimates,
                c.covariance,
                c.aliased,
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.finite("nullLogLikelihood", node.getDouble("nullLogLikelihood")),
                node.getReport("report"));
    }

    private static LogisticRegression recipe(ModelNode node) {
        LogisticRegression recipe = LogisticRegression.create()
                .withL2Penalty(node.getDouble("l2Strength"))
                .withStandardErrors(StandardErrors.valueOf(node.getString("standardErrors")))
                .withConfidence(node.getDouble("confidence"))
                .withMaxIterations(node.getInt("maxIterations"))
                .withTolerance(node.getDouble("tolerance"));
        return node.getBoolean("firth") ? recipe.withFirth() : recipe;
    }
}
