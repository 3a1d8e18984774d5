package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.Locale;

/** {@code clientele.aft}: distribution, names, estimates, scale, shape, covariance, likelihoods, report; since version 2 the last time. */
final class AftModelCodec implements ModelCodec<AftModel> {

    @Override
    public String format() {
        return "clientele.aft";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(AftModel model, ModelOutput out) {
        out.field("distribution", model.distribution.name().toLowerCase(Locale.ROOT))
                .field("features", model.features)
                .field("estimates", model.estimates)
                .field("aliased", model.aliased)
                .field("scale", model.scale)
                .field("shape", model.q)
                .field("covariance", model.covariance)
                .field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("confidence", model.confidence)
                .field("lastTime", model.lastTime)
                .field("report", model.report);
    }

    @Override
    public AftModel read(ModelNode node, int version) {
        LifetimeDistribution distribution = distribution(node.getString("distribution"));
        List<String> features = node.getStrings("features");
        int p = features.size() + 1;
        double[] estimates = node.getDoubles("estimates");
        Check.length("estimates", estimates.length, p, "one value per feature and one for the intercept");
        for (double estimate : estimates) {
            Check.finite("estimate", estimate);
        }
        boolean[] aliased = node.getBooleans("aliased");
        Check.length("aliased", aliased.length, p, "one value per estimate");
        double q = Check.finite("shape", node.getDouble("shape"));
        int size = p + (distribution == LifetimeDistribution.GENERALIZED_GAMMA ? 2 : 1);
        double[][] covariance = node.getDoubleRows("covariance");
        Check.length("covariance", covariance.length, size, "one row per estimate");
        for (double[] row : covariance) {
            Check.length("covariance", row.length, size, "one value per estimate");
            for (double value : row) {
                Check.finite("covariance", value);
            }
        }
        return new AftModel(
                distribution,
                features,
                estimates,
                aliased,
                Check.positive("scale", node.getDouble("scale")),
                q,
                covariance,
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                node.getDouble("nullLogLikelihood"),
                Check.confidence(node.getDouble("confidence")),
                version < 2 ? Double.NaN : node.getDouble("lastTime"),
                node.getReport("report"));
    }

    private static LifetimeDistribution distribution(String name) {
        for (LifetimeDistribution distribution : LifetimeDistribution.values()) {
            if (distribution.name().toLowerCase(Locale.ROOT).equals(name)) {
                return distribution;
            }
        }
        throw new IllegalArgumentException("distribution '" + name + "' is not known");
    }
}
