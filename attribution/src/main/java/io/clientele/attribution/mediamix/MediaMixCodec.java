package io.clientele.attribution.mediamix;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code clientele.media-mix}: baseline, channels with effects and the draws of their curves, diagnostics, report. */
final class MediaMixCodec implements ModelCodec<MediaMixModel> {

    @Override
    public String format() {
        return "clientele.media-mix";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(MediaMixModel model, ModelOutput out) {
        ControlDesign design = model.design();
        MixDiagnostics d = model.diagnostics();
        out.object(
                "baseline",
                o -> o.field("trend", design.trend())
                        .field("harmonics", design.harmonics())
                        .field("originDay", design.originDay())
                        .field("span", design.span())
                        .field("controls", design.controls())
                        .field("coefficients", model.controls()));
        List<Integer> places =
                IntStream.range(0, model.effects().size()).boxed().toList();
        out.objects(
                "channels",
                places,
                (c, o) -> channel(model.effects().get(c), model.curves().get(c), o));
        out.object(
                "diagnostics",
                o -> o.field("weeks", d.weeks())
                        .field("rSquared", d.rSquared())
                        .field("residualError", d.residualError())
                        .field("residualAutocorrelation", d.residualAutocorrelation())
                        .field("effectiveParameters", d.effectiveParameters())
                        .field("ridge", d.ridge())
                        .field("heldOutError", d.heldOutError())
                        .field("noiseCorrelation", d.noiseCorrelation()));
        out.field("report", model.report());
    }

    private static void channel(MediaEffect e, ResponseCurve curve, ModelOutput out) {
        out.field("channel", e.channel())
                .field("spend", e.spend())
                .field("contribution", ends(e.contribution(), e.contributionInterval()))
                .field("marginalReturn", ends(e.marginalReturn(), e.marginalReturnInterval()))
                .field("meanLag", ends(e.meanLag(), e.meanLagInterval()))
                .field("inflation", e.inflation())
                .field("adstock", e.adstock().family().name())
                .field("adstockParameters", e.adstock().parameters())
                .field("lags", e.adstock().lags())
                .field("coefficient", curve.maximum())
                .field("half", curve.hill().half())
                .field("slope", curve.hill().slope())
                .field("confidence", curve.confidence())
                .field("coefficients", curve.coefficients())
                .field("halves", curve.halves())
                .field("slopes", curve.slopes());
    }

    private static double[] ends(double estimate, Interval interval) {
        return new double[] {estimate, interval.lower(), interval.upper()};
    }

    @Override
    public MediaMixModel read(ModelNode node, int version) {
        ModelNode base = node.object("baseline");
        ControlDesign design = new ControlDesign(
                base.getBoolean("trend"),
                Check.atMost("harmonics", Check.atLeast("harmonics", base.getInt("harmonics"), 0), 26, "half a year"),
                base.getLong("originDay"),
                Check.atLeast("span", base.getInt("span"), 1),
                base.getStrings("controls"));
        List<MediaEffect> effects = new ArrayList<>();
        List<ResponseCurve> curves = new ArrayList<>();
        for (ModelNode c : node.objects("channels")) {
            double confidence = c.getDouble("confidence");
            double[] contribution = triple(c, "contribution");
            double[] marginal = triple(c, "marginalReturn");
            double[] lag = triple(c, "meanLag");
            effects.add(new MediaEffect(
                    c.getString("channel"),
                    Check.positive("spend", c.getDouble("spend")),
                    contribution[0],
                    new Interval(contribution[1], contribution[2], confidence),
                    marginal[0],
                    new Interval(marginal[1], marginal[2], confidence),
                    lag[0],
                    new Interval(lag[1], lag[2], confidence),
                    c.getDouble("inflation"),
                    adstock(c)));
            curves.add(new ResponseCurve(
                    c.getDouble("coefficient"),
                    new Hill(c.getDouble("half"), c.getDouble("slope")),
                    confidence,
                    c.getDoubles("coefficients"),
                    c.getDoubles("halves"),
                    c.getDoubles("slopes")));
        }
        ModelNode d = node.object("diagnostics");
        MixDiagnostics diagnostics = new MixDiagnostics(
                d.getInt("weeks"),
                d.getDouble("rSquared"),
                d.getDouble("residualError"),
                d.getDouble("residualAutocorrelation"),
                d.getDouble("effectiveParameters"),
                d.getDouble("ridge"),
                d.getDouble("heldOutError"),
                // drawn in blocks before; the residuals' own correlation is the nearest thing
                d.getDouble(version == 1 ? "residualAutocorrelation" : "noiseCorrelation"));
        return new MediaMixModel(
                design, base.getDoubles("coefficients"), effects, curves, diagnostics, node.getReport("report"));
    }

    private static double[] triple(ModelNode c, String name) {
        double[] values = c.getDoubles(name);
        Check.length(name, values.length, 3, "an estimate and two ends");
        return values;
    }

    private static Adstock adstock(ModelNode c) {
        AdstockFamily family = AdstockFamily.valueOf(c.getString("adstock"));
        double[] p = c.getDoubles("adstockParameters");
        Check.length("adstockParameters", p.length, family.parameters(), "those of " + family);
        return Adstock.of(family, p.length > 0 ? p[0] : 0, p.length > 1 ? p[1] : 0, c.getInt("lags"));
    }
}
