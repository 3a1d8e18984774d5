package io.clientele.cli.report;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.Execution;
import io.clientele.core.stats.Moments;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.SegmentSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Who the customers are: segments by recency, frequency and money, and what distinguishes each. */
final class SegmentsChapter implements Chapter {

    private static final String[] MEASURES = {"days since the last order", "orders", "spend"};

    private record Segment(SegmentSummary summary, double days, double orders, double spend, String distinguishes) {}

    private final List<Segment> segments = new ArrayList<>();
    private final List<String> warnings;
    private final boolean sameRecency;

    SegmentsChapter(RfmTable table, Settings settings, Execution execution) {
        RfmModel model = Rfm.create().fit(table, execution);
        RfmScores scores = model.score(table);
        this.warnings = model.report().warnings();
        Map<String, Moments[]> moments = new LinkedHashMap<>();
        Moments[] all = fresh();
        for (int i = 0; i < table.rows(); i++) {
            Moments[] own = moments.computeIfAbsent(scores.segment(i), name -> fresh());
            for (Moments[] each : new Moments[][] {own, all}) {
                each[0].add(table.recencyDays(i));
                each[1].add(table.frequency(i));
                each[2].add(table.monetary(i));
            }
        }
        this.sameRecency = all[0].minimum() == all[0].maximum();
        for (SegmentSummary summary : scores.summaries(settings.confidence())) {
            Moments[] own = moments.getOrDefault(summary.name(), fresh());
            segments.add(new Segment(
                    summary,
                    mean(own[0]),
                    mean(own[1]),
                    mean(own[2]),
                    summary.customers() == 0 ? "nobody" : distinguishes(own, all)));
        }
    }

    private static Moments[] fresh() {
        return new Moments[] {Moments.create(), Moments.create(), Moments.create()};
    }

    private static double mean(Moments moments) {
        return moments.count() == 0 ? Double.NaN : moments.mean();
    }

    /** The measure whose mean is furthest from everybody's, in standard deviations of everybody. */
    private static String distinguishes(Moments[] own, Moments[] all) {
        int most = 0;
        double furthest = -1;
        for (int m = 0; m < MEASURES.length; m++) {
            double deviation = Math.sqrt(all[m].populationVariance());
            double distance = deviation > 0 ? Math.abs(own[m].mean() - all[m].mean()) / deviation : 0;
            if (distance > furthest) {
                furthest = distance;
                most = m;
            }
        }
        if (furthest < 1e-9) {
            return "like everybody";
        }
        double mean = own[most].mean();
        double everybody = all[most].mean();
        String less = most == 2 ? "less " : "fewer ";
        return (mean >= everybody ? "more " : less) + MEASURES[most] + ": " + Page.decimals(mean, 1) + " against "
                + Page.decimals(everybody, 1);
    }

    @Override
    public void print(Page page) {
        page.heading("Who the customers are");
        page.say(
                "Scores from 1 to 5 for recency, frequency and money at the shop's quintiles; equal values score alike."
                        + " Segments are named by the standard map.");
        page.gap();
        List<List<String>> lines = Page.lines(
                "segment", "customers", "share", "(interval)", "spend", "share", "days", "orders", "spend each");
        for (Segment s : segments) {
            SegmentSummary sum = s.summary;
            lines.add(List.of(
                    sum.name(),
                    Page.whole(sum.customers()),
                    Page.percent(sum.customerShare()),
                    Page.percent(sum.customerShareInterval().lower()) + " - "
                            + Page.percent(sum.customerShareInterval().upper()),
                    Page.whole(sum.spend()),
                    Page.percent(sum.spendShare()),
                    Page.decimals(s.days, 0),
                    Page.decimals(s.orders, 1),
                    Page.whole(s.spend)));
        }
        page.table(lines);
        page.gap();
        if (sameRecency) {
            page.say(
                    "note: all ordered last on the same day, so that recency, which most segments rest on, tells nothing"
                            + " apart; do not read the names.");
        }
        for (Segment s : segments) {
            if (s.summary.customers() > 0) {
                page.say(s.summary.name() + ": " + s.distinguishes);
            }
        }
        warnings.forEach(w -> page.say("note: " + w));
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeName("segments").writeStartArray();
        for (Segment s : segments) {
            json.writeStartObject();
            json.writeName("name").writeString(s.summary.name());
            json.writeName("customers").writeNumber(s.summary.customers());
            Json.estimate(json, "share", s.summary.customerShare(), Optional.of(s.summary.customerShareInterval()));
            Json.number(json, "spend", s.summary.spend());
            Json.number(json, "spendShare", s.summary.spendShare());
            Json.number(json, "meanRecencyDays", s.days);
            Json.number(json, "meanOrders", s.orders);
            Json.number(json, "meanSpend", s.spend);
            json.writeName("distinguishes").writeString(s.distinguishes);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
