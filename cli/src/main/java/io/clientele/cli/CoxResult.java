package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.io.ReadReport;
import io.clientele.prediction.survival.ChiSquareTest;
import io.clientele.prediction.survival.Concordance;
import io.clientele.prediction.survival.CoxCoefficient;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxProfile;
import io.clientele.prediction.survival.ProfileCoefficient;
import io.clientele.prediction.survival.ProportionalHazards;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A Cox regression with what is looked at before it is believed.
 *
 * @param model fitted
 * @param profile of the penalised likelihood, with Firth's correction
 * @param concordance of the linear predictors with what happened; empty when no pair shows who left first
 * @param uno Uno's concordance, where asked for
 * @param hazards the test that features matter late as much as early; empty for exact ties and with Firth's correction
 */
record CoxResult(
        CoxModel model,
        Optional<CoxProfile> profile,
        Optional<Concordance> concordance,
        Optional<Concordance> uno,
        Optional<ProportionalHazards> hazards) {

    void write(JsonGenerator json) {
        json.writeName("coefficients").writeStartArray();
        for (CoxCoefficient c : model.coefficients()) {
            json.writeStartObject();
            json.writeName("name").writeString(c.name());
            Json.number(json, "estimate", c.estimate());
            Json.number(json, "hazardRatio", c.hazardRatio());
            Json.number(json, "standardError", c.modelError());
            Json.number(json, "robustStandardError", model.hasRobustErrors() ? c.standardError() : Double.NaN);
            Json.number(json, "z", c.z());
            Json.number(json, "p", c.p());
            Json.number(json, "lower", c.lower());
            Json.number(json, "upper", c.upper());
            profiled(c).ifPresent(p -> {
                Json.number(json, "profileLower", p.lower());
                Json.number(json, "profileUpper", p.upper());
                Json.number(json, "profileP", p.p());
            });
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.number(json, "logLikelihood", model.logLikelihood());
        Json.number(json, "nullLogLikelihood", model.nullLogLikelihood());
        Json.number(json, "concordance", index());
        Json.number(json, "concordanceStandardError", indexError());
        uno.ifPresent(c -> {
            Json.number(json, "unoConcordance", c.index());
            Json.number(json, "unoConcordanceStandardError", c.standardError());
        });
        json.writeName("proportionalHazards").writeStartArray();
        for (Map.Entry<String, ChiSquareTest> test : tests().entrySet()) {
            json.writeStartObject();
            json.writeName("name").writeString(test.getKey());
            Json.number(json, "chiSquare", test.getValue().chiSquare());
            Json.number(json, "p", test.getValue().p());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private Optional<ProfileCoefficient> profiled(CoxCoefficient c) {
        return profile.flatMap(all -> all.coefficients().stream()
                .filter(p -> p.name().equals(c.name()))
                .findFirst());
    }

    private double index() {
        return concordance.map(Concordance::index).orElse(Double.NaN);
    }

    private double indexError() {
        return concordance.map(Concordance::standardError).orElse(Double.NaN);
    }

    private Map<String, ChiSquareTest> tests() {
        return hazards.map(ProportionalHazards::features).orElse(Map.of());
    }

    void print(PrintStream out, ReadReport read) {
        Page page = new Page(out);
        Output.head(page, read, model.report());
        String error = model.hasRobustErrors() ? "robust error" : "std. error";
        List<List<String>> lines =
                Page.lines("coefficient", "estimate", "hazard ratio", error, "z", "p", "lower", "upper");
        for (CoxCoefficient c : model.coefficients()) {
            double p = profiled(c).map(ProfileCoefficient::p).orElse(c.p());
            double lower = profiled(c).map(ProfileCoefficient::lower).orElse(c.lower());
            double upper = profiled(c).map(ProfileCoefficient::upper).orElse(c.upper());
            List<String> line = new ArrayList<>(List.of(c.name()));
            for (double x : new double[] {c.estimate(), c.hazardRatio(), c.standardError(), c.z(), p, lower, upper}) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        if (profile.isPresent()) {
            page.say("Firth's correction; p and limits from the profile of the penalised likelihood");
        }
        page.say("log-likelihood " + Page.shown(model.logLikelihood()) + ", without features "
                + Page.shown(model.nullLogLikelihood()) + "; concordance " + Page.decimals(index(), 4)
                + ", std. error " + Page.decimals(indexError(), 4));
        uno.ifPresent(c -> page.say("Uno's concordance " + Page.decimals(c.index(), 4) + ", std. error "
                + Page.decimals(c.standardError(), 4)));
        hazards.ifPresent(tests -> print(page, tests));
    }

    private static void print(Page page, ProportionalHazards tests) {
        page.gap();
        List<List<String>> lines = Page.lines("same late as early?", "chi-square", "p");
        tests.features()
                .forEach((name, test) -> lines.add(List.of(name, Page.shown(test.chiSquare()), Page.shown(test.p()))));
        ChiSquareTest all = tests.global();
        lines.add(List.of("(all together)", Page.shown(all.chiSquare()), Page.shown(all.p())));
        page.table(lines);
    }
}
