package io.clientele.cli.report;

import io.clientele.cli.print.Page;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.feature.Events;
import io.clientele.core.io.ReadReport;
import io.clientele.segmentation.rfm.RfmTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** The main job, from logs to a report. */
public final class ShopReport {

    private static final int SHORTEST = 28;
    private static final int LONGEST_HORIZON = 90;
    private static final int STEPS = 5;

    private final List<Chapter> chapters = new ArrayList<>();
    private final ReportData data;
    private final Settings settings;
    private final Execution execution;

    private ShopReport(ReportData data, Settings settings, Execution execution) {
        this.data = data;
        this.settings = settings;
        this.execution = execution;
    }

    /**
     * Does the job.
     *
     * @param data what happened in the shop
     * @param settings what may be chosen
     * @param execution how to run
     * @return the report
     */
    public static ShopReport of(ReportData data, Settings settings, Execution execution) {
        if (data.lines().rows() == 0) {
            throw new IllegalArgumentException(data.orders().report().source()
                    + ": no order lines are left to report on; " + data.orders().report());
        }
        ShopReport report = new ShopReport(data, settings, execution);
        report.write();
        return report;
    }

    private void write() {
        chapters.add(new DataChapter(data));
        step("segments", 0);
        RfmTable customers = data.rfm();
        chapters.add(new SegmentsChapter(customers, settings, execution));
        step("groups", 1);
        chapters.add(new GroupsChapter(customers, settings, execution));
        step("propensity", 2);
        predictions();
        step("churn", 3);
        chapters.add(filled("churn", "Who is likely to leave", this::churn));
        step("attribution", 4);
        chapters.add(filled("attribution", "What each channel earned", this::attribution));
        step("done", STEPS);
    }

    private void step(String name, int done) {
        execution.progress(name, done, STEPS);
    }

    private static Chapter filled(String field, String heading, Supplier<Chapter> chapter) {
        try {
            return chapter.get();
        } catch (FitException reason) {
            return new Unavailable(field, heading, String.valueOf(reason.getMessage()));
        }
    }

    private int horizon() {
        return settings.horizonDays().orElse(Math.min(LONGEST_HORIZON, data.days() / 4));
    }

    private void requireHistory(int days, int windows) {
        if (data.days() < SHORTEST || data.days() < (long) windows * days) {
            throw new FitException("the orders span " + data.days() + " days; learning on one window of " + days
                    + " days and judging on the next takes at least " + Math.max(SHORTEST, (long) windows * days)
                    + " days of orders");
        }
    }

    private void predictions() {
        int days = horizon();
        Forecast forecast;
        try {
            requireHistory(days, 3);
            forecast = Forecast.of(data, days, Events.orders().count(), true, settings, execution);
        } catch (FitException reason) {
            chapters.add(new Unavailable("propensity", "Who is likely to buy", String.valueOf(reason.getMessage())));
            chapters.add(new Unavailable("value", "What they are worth", String.valueOf(reason.getMessage())));
            return;
        }
        chapters.add(new PropensityChapter(forecast, days, settings));
        chapters.add(new ValueChapter(forecast, days, settings));
    }

    private Chapter churn() {
        Returning returning = new Returning(data.lines(), data.asOf(), data.zone());
        if (returning.endedGaps() == 0) {
            throw new FitException(
                    "no customer has ordered on two days; who leaves cannot be told from who has come once");
        }
        int common = returning.commonDays();
        int longest = data.days() / 3;
        int days = settings.churnDays().orElse(Math.max(1, Math.min(common, longest)));
        requireHistory(days, 3);
        String definition = "no order within " + days + " days"
                + (settings.churnDays().isPresent()
                        ? " (as asked)"
                        : " (90 % of repeat orders came within " + common + " days of the one before"
                                + (common > longest
                                        ? "; a third of the history is the most that can be judged)"
                                        : ")"));
        Forecast forecast =
                Forecast.of(data, days, Events.orders().count().inLastDays(days), false, settings, execution);
        return new ChurnChapter(
                forecast, returning.curve(settings.confidence(), execution), definition, days, settings);
    }

    private Chapter attribution() {
        return data.touchpoints()
                .map(touches -> new AttributionChapter(data, touches.data(), settings, execution))
                .orElseThrow(() -> new FitException("no touchpoints were given; name a file with --touchpoints"));
    }

    /** {@return the rows read, from all sources} */
    public long rows() {
        return data.reads().stream().mapToLong(ReadReport::rows).sum();
    }

    /** {@return the rows that could not be read} */
    public long rejected() {
        return data.reads().stream().mapToLong(ReadReport::rejected).sum();
    }

    /** {@return what the reader should know, chapter by chapter} */
    public List<String> warnings() {
        return chapters.stream()
                .flatMap(chapter -> chapter.warnings().stream())
                .distinct()
                .toList();
    }

    /**
     * Prints it.
     *
     * @param page where to
     */
    public void print(Page page) {
        chapters.forEach(chapter -> chapter.print(page));
    }

    /**
     * Writes it, a field a chapter.
     *
     * @param json where to, inside an object
     */
    public void write(JsonGenerator json) {
        chapters.forEach(chapter -> chapter.write(json));
    }
}
