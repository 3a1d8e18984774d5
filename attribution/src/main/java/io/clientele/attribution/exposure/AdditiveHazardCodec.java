package io.clientele.attribution.exposure;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.exposure.AdditiveHazardModel.Content;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.additive-hazard}: channels, baseline, effects, half-lives, credits, report. */
final class AdditiveHazardCodec implements ModelCodec<AdditiveHazardModel> {

    @Override
    public String format() {
        return "clientele.additive-hazard";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AdditiveHazardModel model, ModelOutput out) {
        Content c = model.content();
        Attribution credits = model.attribution();
        out.field("channels", model.channels())
                .field("baselinePerDay", c.baseline())
                .field("effects", c.effects())
                .field("standardErrors", c.standardErrors())
                .field("halfLifeDays", c.halfLives())
                .field("resolutionDays", c.resolution())
                .field("logLikelihood", c.logLikelihood())
                .field("baselineConversions", c.baselineConversions())
                .field("conversions", credits.conversions())
                .field("value", credits.value())
                .field("report", model.report());
    }

    @Override
    public AdditiveHazardModel read(ModelNode node, int version) {
        List<String> channels = node.getStrings("channels");
        Content content = new Content(
                Check.atLeast("baselinePerDay", node.getDouble("baselinePerDay"), 0.0),
                ModelColumns.notNegative(node, "effects", channels.size()),
                ModelColumns.notNegative(node, "standardErrors", channels.size()),
                ModelColumns.positive(node, "halfLifeDays", channels.size()),
                Check.positive("resolutionDays", node.getDouble("resolutionDays")),
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.atLeast("baselineConversions", node.getDouble("baselineConversions"), 0.0));
        return new AdditiveHazardModel(
                content,
                Attribution.of(
                        "additive-hazard",
                        channels,
                        node.getDoubles("conversions"),
                        node.getDoubles("value"),
                        node.getReport("report")));
    }
}
