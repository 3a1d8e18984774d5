package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.exposure.LogisticExposureModel.Content;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.logistic-exposure}: channels, intercept, effects, half-life, credits, report. */
final class LogisticExposureCodec implements ModelCodec<LogisticExposureModel> {

    @Override
    public String format() {
        return "clientele.logistic-exposure";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LogisticExposureModel model, ModelOutput out) {
        Content c = model.content();
        Attribution credits = model.attribution();
        out.field("channels", model.channels())
                .field("intercept", c.intercept())
                .field("effects", c.effects())
                .field("standardErrors", c.standardErrors())
                .field("halfLifeDays", c.halfLife())
                .field("logLikelihood", c.logLikelihood())
                .field("baselineConversions", c.baselineConversions())
                .field("conversions", credits.conversions())
                .field("value", credits.value())
                .field("report", model.report());
    }

    @Override
    public LogisticExposureModel read(ModelNode node, int version) {
        List<String> channels = node.getStrings("channels");
        Content content = new Content(
                Check.finite("intercept", node.getDouble("intercept")),
                ModelColumns.notNegative(node, "effects", channels.size()),
                ModelColumns.notNegative(node, "standardErrors", channels.size()),
                Check.positive("halfLifeDays", node.getDouble("halfLifeDays")),
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.atLeast("baselineConversions", node.getDouble("baselineConversions"), 0.0));
        return new LogisticExposureModel(
                content,
                Attribution.of(
                        "logistic",
                        channels,
                        node.getDoubles("conversions"),
                        node.getDoubles("value"),
                        node.getReport("report")));
    }
}
