package io.clientele.segmentation.cluster;

import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/**
 * {@code clientele.gaussian-mixture}: feature names, shape, weights, means, covariances (by shape: matrices by rows, variances, or
 * one variance), rows, log-likelihood, entropy, whether a component collapsed, report.
 */
final class GaussianMixtureCodec implements ModelCodec<GaussianMixtureModel> {

    @Override
    public String format() {
        return "clientele.gaussian-mixture";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(GaussianMixtureModel model, ModelOutput out) {
        MixtureParameters parameters = model.parameters();
        out.field("features", model.features())
                .field("shape", model.shape().name())
                .field("weights", parameters.weights)
                .field("means", parameters.means)
                .field("covariances", parameters.covariances)
                .field("rows", model.rows())
                .field("logLikelihood", model.logLikelihood())
                .field("entropy", model.entropy())
                .field("collapsed", model.collapsed())
                .field("report", model.report());
    }

    @Override
    public GaussianMixtureModel read(ModelNode node, int version) {
        List<String> features = List.copyOf(node.getStrings("features"));
        Check.atLeast("number of features", features.size(), 1);
        CovarianceShape shape = CovarianceShape.valueOf(node.getString("shape"));
        double[] weights = node.getDoubles("weights");
        double[][] means = node.getDoubleRows("means");
        double[][] covariances = node.getDoubleRows("covariances");
        Check.atLeast("number of components", weights.length, 1);
        Check.length("means", means.length, weights.length, "one row per component");
        Check.length("covariances", covariances.length, shape.held(weights.length), "as many rows as the shape needs");
        for (int c = 0; c < weights.length; c++) {
            Check.between("weight", weights[c], 0, 1);
            finite("mean", means[c], features.size());
        }
        for (double[] covariance : covariances) {
            finite("covariance", covariance, shape.numbers(features.size()));
        }
        try {
            return new GaussianMixtureModel(
                    features,
                    new MixtureParameters(shape, weights, means, covariances),
                    Check.positive("rows", node.getDouble("rows")),
                    Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                    Check.finite("entropy", node.getDouble("entropy")),
                    node.getBoolean("collapsed"),
                    node.getReport("report"));
        } catch (FitException singular) {
            throw new IllegalArgumentException("the file is damaged: " + singular.getMessage(), singular);
        }
    }

    private static void finite(String name, double[] values, int length) {
        Check.length(name, values.length, length, "as many numbers as the features need");
        for (double value : values) {
            Check.finite(name, value);
        }
    }
}
