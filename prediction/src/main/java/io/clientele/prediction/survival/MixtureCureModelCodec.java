package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.Locale;

/** {@code clientele.mixture-cure}: distribution, names, both parts' columns and estimates, covariance, follow-up, report. */
final class MixtureCureModelCodec implements ModelCodec<MixtureCureModel> {

    @Override
    public String format() {
        return "clientele.mixture-cure";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(MixtureCureModel model, ModelOutput out) {
        out.field("distribution", model.distribution.name().toLowerCase(Locale.ROOT))
                .field("features", model.features)
                .field("incidence", model.incidence)
                .field("latency", model.latency)
                .field("incidenceEstimates", model.gamma)
                .field("latencyEstimates", model.beta)
                .field("aliased", model.aliased)
                .field("scale", model.scale)
                .field("covariance", model.covariance)
                .field("logLikelihood", model.logLikelihood)
                .object(
                        "followUp",
                        f -> f.field("lastEvent", model.followUp.lastEvent())
                                .field("lastTime", model.followUp.lastTime())
                                .field("lateEvents", model.followUp.lateEvents())
                                .field("p", model.followUp.p()))
                .field("confidence", model.confidence)
                .field("report", model.report);
    }

    @Override
    public MixtureCureModel read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        int[] incidence = columns(node, "incidence", features.size());
        int[] latency = columns(node, "latency", features.size());
        double[] gamma = estimates(node, "incidenceEstimates", incidence.length + 1);
        double[] beta = estimates(node, "latencyEstimates", latency.length + 1);
        boolean[] aliased = node.getBooleans("aliased");
        Check.length("aliased", aliased.length, gamma.length + beta.length, "one value per estimate");
        int size = aliased.length + 1;
        double[][] covariance = node.getDoubleRows("covariance");
        Check.length("covariance", covariance.length, size, "one row per estimate");
        for (double[] row : covariance) {
            Check.length("covariance", row.length, size, "one value per estimate");
            for (double value : row) {
                Check.finite("covariance", value);
            }
        }
        ModelNode followUp = node.object("followUp");
        return new MixtureCureModel(
                distribution(node.getString("distribution")),
                features,
                incidence,
                latency,
                gamma,
                beta,
                aliased,
                Check.positive("scale", node.getDouble("scale")),
                covariance,
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                new FollowUpTest(
                        Check.atLeast("lastEvent", followUp.getDouble("lastEvent"), 0.0),
                        Check.atLeast("lastTime", followUp.getDouble("lastTime"), 0.0),
                        Check.atLeast("lateEvents", followUp.getDouble("lateEvents"), 0.0),
                        Check.between("p", followUp.getDouble("p"), 0, 1)),
                Check.confidence(node.getDouble("confidence")),
                node.getReport("report"));
    }

    private static int[] columns(ModelNode node, String name, int features) {
        int[] columns = node.getInts(name);
        for (int column : columns) {
            Check.between(name, column, 0, features - 1.0);
        }
        return columns;
    }

    private static double[] estimates(ModelNode node, String name, int size) {
        double[] estimates = node.getDoubles(name);
        Check.length(name, estimates.length, size, "one value per column and one for the intercept");
        for (double estimate : estimates) {
            Check.finite(name, estimate);
        }
        return estimates;
    }

    private static LifetimeDistribution distribution(String name) {
        for (LifetimeDistribution distribution : LifetimeDistribution.values()) {
            if (distribution != LifetimeDistribution.GENERALIZED_GAMMA
                    && distribution.name().toLowerCase(Locale.ROOT).equals(name)) {
                return distribution;
            }
        }
        throw new IllegalArgumentException("distribution '" + name + "' is not known");
    }
}
