package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.Locale;

/** {@code clientele.cox-path}: names, ties, mixing, lambdas, coefficients by lambda, likelihoods, report. */
final class CoxPathCodec implements ModelCodec<CoxPath> {

    @Override
    public String format() {
        return "clientele.cox-path";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CoxPath model, ModelOutput out) {
        out.field("features", model.features)
                .field("ties", model.ties.name().toLowerCase(Locale.ROOT))
                .field("mixing", model.mixing)
                .field("lambdas", model.lambdas)
                .field("coefficients", model.coefficients)
                .field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("report", model.report());
    }

    @Override
    public CoxPath read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        double[] lambdas = node.getDoubles("lambdas");
        Check.atLeast("number of lambdas", lambdas.length, 1);
        double[][] coefficients = node.getDoubleRows("coefficients");
        Check.length("coefficients", coefficients.length, lambdas.length, "one row per lambda");
        double[] logLikelihood = node.getDoubles("logLikelihood");
        Check.length("logLikelihood", logLikelihood.length, lambdas.length, "one value per lambda");
        for (int k = 0; k < lambdas.length; k++) {
            Check.positive("lambda", lambdas[k]);
            Check.finite("logLikelihood", logLikelihood[k]);
            Check.length("coefficients", coefficients[k].length, features.size(), "one value per feature");
            for (double value : coefficients[k]) {
                Check.finite("coefficient", value);
            }
        }
        return new CoxPath(
                features,
                CoxModelCodec.ties(node.getString("ties")),
                Check.between("mixing", node.getDouble("mixing"), 0, 1),
                lambdas,
                coefficients,
                logLikelihood,
                Check.finite("nullLogLikelihood", node.getDouble("nullLogLikelihood")),
                node.getReport("report"));
    }
}
