package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

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
        int[] aliased = new int[model.aliased.length];
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = model.aliased[j] ? 1 : 0;
        }
        out.object(
                        "estimator",
                        e -> e.field("l2Strength", o.strength())
                                .field("firth", o.firth())
                                .field("standardErrors", o.standardErrors().name())
                                .field("confidence", o.confidence())
                                .field("maxIterations", o.maxIterations())
                                .field("tolerance", o.tolerance()))
                .field("features", model.features())
                .field("estimates", model.estimates)
                .field("covariance", model.covariance)
                .field("aliased", aliased)
                .field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("report", model.report());
    }

    @Override
    public LogisticModel read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        int count = features.size() + 1;
        double[] estimates = node.getDoubles("estimates");
        Check.length("estimates", estimates.length, count, "one value per feature and one for the intercept");
        for (double estimate : estimates) {
            Check.finite("estimate", estimate);
        }
        double[][] covariance = node.getDoubleRows("covariance");
        Check.length("covariance", covariance.length, count, "one row per estimate");
        for (double[] row : covariance) {
            Check.length("covariance row", row.length, count, "one value per estimate");
            for (double value : row) {
                Check.finite("covariance", value);
            }
        }
        int[] given = node.getInts("aliased");
        Check.length("aliased", given.length, count, "one value per estimate");
        boolean[] aliased = new boolean[count];
        for (int j = 0; j < count; j++) {
            Check.between("aliased", given[j], 0, 1);
            aliased[j] = given[j] == 1;
        }
        return new LogisticModel(
                recipe(node.object("estimator")),
                features,
                estimates,
                covariance,
                aliased,
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
