package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.Locale;

/**
 * {@code clientele.cox}: names, estimates, covariances, likelihoods, tests, baselines, report. Version 2 added {@code firthGain},
 * which is NaN without Firth's correction.
 */
final class CoxModelCodec implements ModelCodec<CoxModel> {

    @Override
    public String format() {
        return "clientele.cox";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(CoxModel model, ModelOutput out) {
        out.field("features", model.features)
                .field("ties", model.ties.name().toLowerCase(Locale.ROOT))
                .field("estimates", model.estimates)
                .field("aliased", model.aliased)
                .field("covariance", model.modelCovariance)
                .field("robust", model.robustCovariance != null);
        if (model.robustCovariance != null) {
            out.field("robustCovariance", model.robustCovariance);
        }
        out.field("center", model.center)
                .field("events", model.events)
                .field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("firthGain", model.firthGain)
                .field("scoreStatistic", model.scoreStatistic)
                .field("robustScoreStatistic", model.robustScoreStatistic)
                .field("confidence", model.confidence)
                .objects("baselines", model.baselines, CoxBaseline::write)
                .field("report", model.report);
    }

    @Override
    public CoxModel read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        int p = features.size();
        double[] estimates = numbers(node, "estimates", p);
        boolean[] aliased = node.getBooleans("aliased");
        Check.length("aliased", aliased.length, p, "one value per feature");
        List<CoxBaseline> baselines = node.objects("baselines").stream()
                .map(base -> CoxBaseline.read(base, p))
                .toList();
        Check.atLeast("number of baselines", baselines.size(), 1);
        return new CoxModel(
                features,
                ties(node.getString("ties")),
                estimates,
                aliased,
                square(node, "covariance", p),
                node.getBoolean("robust") ? square(node, "robustCovariance", p) : null,
                numbers(node, "center", p),
                baselines,
                Check.atLeast("events", node.getLong("events"), 1),
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.finite("nullLogLikelihood", node.getDouble("nullLogLikelihood")),
                version == 1 ? Double.NaN : node.getDouble("firthGain"),
                Check.finite("scoreStatistic", node.getDouble("scoreStatistic")),
                node.getDouble("robustScoreStatistic"),
                Check.confidence(node.getDouble("confidence")),
                node.getReport("report"));
    }

    static Ties ties(String name) {
        for (Ties ties : Ties.values()) {
            if (ties.name().toLowerCase(Locale.ROOT).equals(name)) {
                return ties;
            }
        }
        throw new IllegalArgumentException("ties must be efron, breslow or exact, got '" + name + "'");
    }

    static double[] numbers(ModelNode node, String name, int length) {
        double[] values = node.getDoubles(name);
        Check.length(name, values.length, length, "one value per feature");
        for (double value : values) {
            Check.finite(name, value);
        }
        return values;
    }

    static double[][] square(ModelNode node, String name, int size) {
        double[][] rows = node.getDoubleRows(name);
        Check.length(name, rows.length, size, "one row per feature");
        for (double[] row : rows) {
            Check.length(name, row.length, size, "one value per feature");
            for (double value : row) {
                Check.finite(name, value);
            }
        }
        return rows;
    }
}
