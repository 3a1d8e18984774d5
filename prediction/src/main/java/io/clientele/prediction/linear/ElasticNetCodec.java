package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.elasticnet}: feature names, mixing, lambdas, coefficients by lambda, deviance ratios, report. */
final class ElasticNetCodec implements ModelCodec<ElasticNetPath> {

    @Override
    public String format() {
        return "clientele.elasticnet";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ElasticNetPath model, ModelOutput out) {
        out.field("features", model.features())
                .field("mixing", model.mixing)
                .field("lambdas", model.lambdas)
                .field("coefficients", model.coefficients)
                .field("devianceRatio", model.devianceRatio)
                .field("report", model.report());
    }

    @Override
    public ElasticNetPath read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        double[] lambdas = node.getDoubles("lambdas");
        Check.atLeast("number of lambdas", lambdas.length, 1);
        double[][] coefficients = node.getDoubleRows("coefficients");
        Check.length("coefficients", coefficients.length, lambdas.length, "one row per lambda");
        for (double[] row : coefficients) {
            Check.length("coefficients", row.length, features.size() + 1, "one value per feature and the intercept");
            for (double value : row) {
                Check.finite("coefficient", value);
            }
        }
        double[] ratio = node.getDoubles("devianceRatio");
        Check.length("devianceRatio", ratio.length, lambdas.length, "one value per lambda");
        for (int k = 0; k < lambdas.length; k++) {
            Check.positive("lambda", lambdas[k]);
            Check.finite("devianceRatio", ratio[k]);
        }
        return new ElasticNetPath(
                features,
                Check.between("mixing", node.getDouble("mixing"), 0, 1),
                lambdas,
                coefficients,
                ratio,
                node.getReport("report"));
    }
}
