package io.clientele.attribution.markov;

import io.clientele.attribution.Attribution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.markov}: order, channels, probabilities, effects, size of the chain, credits, report. */
final class MarkovCodec implements ModelCodec<MarkovModel> {

    @Override
    public String format() {
        return "clientele.markov";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(MarkovModel model, ModelOutput out) {
        Attribution credits = model.attribution();
        out.field("order", model.order())
                .field("channels", model.channels())
                .field("conversionProbability", model.conversionProbability())
                .field("expectedValue", model.expectedValue())
                .field("removalEffects", model.effects().removal)
                .field("valueRemovalEffects", model.effects().removalValue)
                .field("states", model.states())
                .field("transitions", model.transitions())
                .field("conversions", credits.conversions())
                .field("value", credits.value())
                .field("report", model.report());
    }

    @Override
    public MarkovModel read(ModelNode node, int version) {
        List<String> channels = node.getStrings("channels");
        double[] removal = node.getDoubles("removalEffects");
        double[] removalValue = node.getDoubles("valueRemovalEffects");
        Check.length("removalEffects", removal.length, channels.size(), "one effect per channel");
        Check.length("valueRemovalEffects", removalValue.length, channels.size(), "one effect per channel");
        FitReport report = node.getReport("report");
        Effects effects = new Effects(
                Check.between("conversionProbability", node.getDouble("conversionProbability"), 0, 2),
                Check.finite("expectedValue", node.getDouble("expectedValue")),
                removal,
                removalValue,
                report.change(),
                report.iterations());
        return new MarkovModel(
                Check.atLeast("order", node.getInt("order"), 1),
                effects,
                Check.atLeast("states", node.getInt("states"), 1),
                Check.atLeast("transitions", node.getInt("transitions"), 1),
                Attribution.of("markov", channels, node.getDoubles("conversions"), node.getDoubles("value"), report));
    }
}
