package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** What the files of all linear models hold of the coefficients: names, estimates (0 where aliased), covariance, which are aliased. */
final class CoefficientFields {

    final List<String> features;
    final double[] estimates;
    final double[][] covariance;
    final boolean[] aliased;

    private CoefficientFields(List<String> features, double[] estimates, double[][] covariance, boolean[] aliased) {
        this.features = features;
        this.estimates = estimates;
        this.covariance = covariance;
        this.aliased = aliased;
    }

    static void write(
            ModelOutput out, List<String> features, double[] estimates, double[][] covariance, boolean[] aliased) {
        out.field("features", features)
                .field("estimates", estimates)
                .field("covariance", covariance)
                .field("aliased", aliased);
    }

    static CoefficientFields read(ModelNode node) {
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
        boolean[] aliased = node.getBooleans("aliased");
        Check.length("aliased", aliased.length, count, "one value per estimate");
        return new CoefficientFields(features, estimates, covariance, aliased);
    }
}
