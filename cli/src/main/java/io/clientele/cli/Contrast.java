package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.MultipleTesting;
import io.clientele.optimization.experiment.verdict.ExperimentReport;
import io.clientele.optimization.experiment.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import tools.jackson.core.JsonGenerator;

/**
 * A variant beside the control as the commands print it.
 *
 * @param lift interval of the relative difference, where there is one
 * @param p NaN where the method has none
 * @param more further fields, by name
 */
record Contrast(
        String variant,
        double difference,
        Interval interval,
        double relative,
        Optional<Interval> lift,
        double p,
        Map<String, Double> more) {

    private static double[] adjusted(List<Contrast> all) {
        return MultipleTesting.HOLM.adjust(all.stream().mapToDouble(Contrast::p).toArray());
    }

    private static boolean haveP(List<Contrast> all) {
        return all.stream().noneMatch(c -> Double.isNaN(c.p));
    }

    static void write(JsonGenerator g, List<Contrast> all) {
        double[] adjusted = haveP(all) ? adjusted(all) : new double[0];
        g.writeName("comparisons").writeStartArray();
        for (int i = 0; i < all.size(); i++) {
            Contrast c = all.get(i);
            g.writeStartObject();
            g.writeName("variant").writeString(c.variant);
            Json.number(g, "difference", c.difference);
            Json.ends(g, Optional.of(c.interval));
            Json.number(g, "relative", c.relative);
            Json.number(g, "relativeLower", c.lift.map(Interval::lower).orElse(Double.NaN));
            Json.number(g, "relativeUpper", c.lift.map(Interval::upper).orElse(Double.NaN));
            Json.number(g, "p", c.p);
            Json.number(g, "adjustedP", adjusted.length == 0 ? Double.NaN : adjusted[i]);
            c.more.forEach((name, value) -> Json.number(g, name, value));
            g.writeEndObject();
        }
        g.writeEndArray();
    }

    /**
     * A table of the comparisons.
     *
     * @param control its name
     * @param shown how a difference is written
     */
    static void print(Page page, String control, List<Contrast> all, DoubleFunction<String> shown) {
        List<List<String>> lines = haveP(all)
                ? Page.lines("against " + control, "difference", "lower", "upper", "relative", "p", "p (Holm)")
                : Page.lines("against " + control, "difference", "lower", "upper", "relative", "better with", "loses");
        double[] adjusted = haveP(all) ? adjusted(all) : new double[0];
        for (Contrast c : all) {
            boolean tested = adjusted.length > 0;
            lines.add(List.of(
                    c.variant,
                    shown.apply(c.difference),
                    shown.apply(c.interval.lower()),
                    shown.apply(c.interval.upper()),
                    Page.percent(c.relative),
                    tested ? Page.shown(c.p) : Page.percent(c.more.getOrDefault("probabilityBetter", Double.NaN)),
                    Page.shown(tested ? adjusted[lines.size() - 1] : c.more.getOrDefault("expectedLoss", Double.NaN))));
        }
        page.table(lines);
    }

    /** What to do with each variant, in words. */
    static void printVerdict(Page page, ExperimentReport report) {
        page.gap();
        page.say("If more is better:");
        for (Verdict verdict : report.verdicts()) {
            page.say(verdict + ". " + String.join(" ", verdict.reasons()));
            verdict.changes().forEach(change -> page.say("What would change this: " + change));
        }
    }

    /** The line that is to be looked at first. */
    static void printSampleRatio(Page page, double p) {
        page.say("p that as many units as meant went to each variant: " + Page.shown(p)
                + (p < 0.001 ? "; the split is off, find out why before believing the rest" : ""));
    }
}
