package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

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
        int[] aliased = new int[model.aliased.length];
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = model.aliased[j] ? 1 : 0;
        }
        out.field("standardErrors", model.standardErrors.name())
                .field("confidence", model.confidence)
                .field("features", model.features())
                .field("estimates", model.estimates)
                .field("covariance", model.covariance)
                .field("aliased", aliased)
                .field("dispersion", model.measures[0])
                .field("logDispersionError", model.measures[1])
                .field("logLikelihood", model.measures[2])
                .field("poissonLogLikelihood", model.measures[3])
                .field("deviance", model.measures[4])
                .field("report", model.report());
    }

    @Override
    public NegativeBinomialModel read(ModelNode node, int version) {
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
                features,
                estimates,
                covariance,
                aliased,
                measures,
                node.getReport("report"));
    }
}
