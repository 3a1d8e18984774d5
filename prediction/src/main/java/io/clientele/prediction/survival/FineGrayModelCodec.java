package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.fine-gray}: cause, names, estimates, covariances, baseline, likelihoods, report. */
final class FineGrayModelCodec implements ModelCodec<FineGrayModel> {

    @Override
    public String format() {
        return "clientele.fine-gray";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(FineGrayModel model, ModelOutput out) {
        out.field("cause", model.cause)
                .field("features", model.features)
                .field("estimates", model.estimates)
                .field("aliased", model.aliased)
                .field("modelCovariance", model.modelCovariance)
                .field("covariance", model.covariance)
                .field("center", model.center)
                .field("times", model.times)
                .field("hazard", model.hazard)
                .field("lastTime", model.lastTime)
                .field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("confidence", model.confidence)
                .field("report", model.report);
    }

    @Override
    public FineGrayModel read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        int p = features.size();
        boolean[] aliased = node.getBooleans("aliased");
        Check.length("aliased", aliased.length, p, "one value per feature");
        double[] times = node.getDoubles("times");
        double[] hazard = node.getDoubles("hazard");
        Check.length("hazard", hazard.length, times.length, "one value per time");
        for (int k = 0; k < times.length; k++) {
            Check.atLeast("time", times[k], 0.0);
            Check.atLeast("hazard", hazard[k], 0.0);
            if (k > 0 && (!(times[k] > times[k - 1]) || hazard[k] < hazard[k - 1])) {
                throw new IllegalArgumentException(
                        "times must ascend and the hazard must not fall, got " + times[k] + ", " + hazard[k]);
            }
        }
        return new FineGrayModel(
                Check.atLeast("cause", node.getInt("cause"), 1),
                features,
                CoxModelCodec.numbers(node, "estimates", p),
                aliased,
                CoxModelCodec.square(node, "modelCovariance", p),
                CoxModelCodec.square(node, "covariance", p),
                CoxModelCodec.numbers(node, "center", p),
                times,
                hazard,
                Check.atLeast("lastTime", node.getDouble("lastTime"), 0.0),
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.finite("nullLogLikelihood", node.getDouble("nullLogLikelihood")),
                Check.confidence(node.getDouble("confidence")),
                node.getReport("report"));
    }
}
