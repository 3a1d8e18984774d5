package io.clientele.segmentation.lifecycle;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The shop's cadence and the rules of the stages. Tells where customers stand as of any instant, and how they got there. Immutable
 * and thread-safe; equal by value.
 *
 * <p>A customer with n gaps whose logarithms sum to S is expected to have gaps with the logarithm normal around
 * {@code (mean w² + b² S) / (w² + n b²)} with variance {@code w² + b² w² / (w² + n b²)}, where w is the spread within and b that
 * between customers: the predictive distribution of a normal mean with a normal prior.
 *
 * @see <a href="https://doi.org/10.1201/b16018">Gelman et al. (2013), Bayesian data analysis, section 2.5</a>
 */
public final class LifecycleModel {

    private static final LifecycleCodec CODEC = new LifecycleCodec();

    private final Lifecycle.Options o;
    private final double mean;
    private final double between;
    private final double within;
    private final FitReport report;
    private final double atRiskDeviations;
    private final double lapsedDeviations;

    LifecycleModel(Lifecycle.Options o, double mean, double between, double within, FitReport report) {
        this.o = o;
        this.mean = mean;
        this.between = between;
        this.within = within;
        this.report = report;
        this.atRiskDeviations = Distributions.normalQuantile(o.atRiskShare());
        this.lapsedDeviations = Distributions.normalQuantile(o.lapsedShare());
    }

    Lifecycle.Options options() {
        return o;
    }

    double mean() {
        return mean;
    }

    double atRiskDeviations() {
        return atRiskDeviations;
    }

    double lapsedDeviations() {
        return lapsedDeviations;
    }

    /** {@return how the fit went; its rows are the customers} */
    public FitReport report() {
        return report;
    }

    /** {@return the median of the days between two purchases, over customers} */
    public double usualGapDays() {
        return Math.exp(mean);
    }

    /** {@return standard deviation of the logarithm of gaps between customers' own means} */
    public double spreadBetween() {
        return between;
    }

    /** {@return standard deviation of the logarithm of a customer's gaps around its own mean} */
    public double spreadWithin() {
        return within;
    }

    /**
     * The cadence of a customer who has bought once: the shop's.
     *
     * @return expected gap and thresholds
     */
    public Cadence cadence() {
        return cadence(0, 0);
    }

    /**
     * The cadence of a customer with some known gaps.
     *
     * @param gapDays days between one purchase and the next, at least 1 each
     * @return expected gap and thresholds
     */
    public Cadence cadence(double... gapDays) {
        double sum = 0;
        for (double gap : gapDays) {
            sum += Math.log(Check.atLeast("gapDays", gap, 1.0));
        }
        return cadence(gapDays.length, sum);
    }

    Cadence cadence(int gaps, double logGaps) {
        return new Cadence(
                gaps,
                days(gaps, logGaps, 0),
                Math.max(1, days(gaps, logGaps, atRiskDeviations)),
                Math.max(1, days(gaps, logGaps, lapsedDeviations)));
    }

    /** A quantile of the gaps to expect, so many deviations from their median. */
    double days(int gaps, double logGaps, double deviations) {
        double w = within * within;
        double b = between * between;
        double divisor = w + gaps * b;
        return Math.exp((mean * w + b * logGaps) / divisor + deviations * Math.sqrt(w + b * w / divisor));
    }

    /** {@return the rules in words, one a stage, in the order of the stages} */
    public List<String> rules() {
        Cadence first = cadence();
        return List.of(
                "prospect: known, but has not bought yet",
                "new: fewer than " + o.engagedAfter() + " purchases, and not late",
                "engaged: at least " + o.engagedAfter()
                        + " purchases since the first or since the return, and not late",
                "loyal: at least " + o.loyalAfter() + " purchases since the first or since the return, and not late",
                "at risk: without a purchase for longer than " + percent(o.atRiskShare())
                        + " of the gaps expected of this customer (" + whole(first.atRiskAfterDays())
                        + " days after a first purchase)",
                "lapsed: without a purchase for longer than " + percent(o.lapsedShare())
                        + " of the gaps expected of this customer (" + whole(first.lapsedAfterDays())
                        + " days after a first purchase)",
                "won back: has bought again after having lapsed, fewer than " + o.engagedAfter()
                        + " times, and not late");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g %%", 100 * share);
    }

    private static String whole(double days) {
        return String.format(Locale.ROOT, "%.0f", days);
    }

    /**
     * Where customers stand as of an instant.
     *
     * @param logs with orders, activities or both; touchpoints make nobody known
     * @param cutoff first instant that does not count
     * @return a row for every customer with an event before the cut-off
     */
    public LifecycleStages stages(EventLogs logs, Instant cutoff) {
        return stages(logs, cutoff, Execution.sequential());
    }

    /**
     * Where customers stand as of an instant.
     *
     * @param logs with orders, activities or both; touchpoints make nobody known
     * @param cutoff first instant that does not count
     * @param execution how to run
     * @return a row for every customer with an event before the cut-off
     */
    public LifecycleStages stages(EventLogs logs, Instant cutoff, Execution execution) {
        long end = Check.time("cutoff", cutoff);
        return LifecycleStages.of(new Replay(this, logs), logs.customers(), end, execution);
    }

    /**
     * How a customer got where it stands: every change of stage before an instant. A later cut-off adds changes at the end and leaves
     * the earlier ones as they are.
     *
     * @param logs with orders, activities or both
     * @param customer id
     * @param cutoff first instant that does not count
     * @return the changes in order of time; none for an unknown customer
     */
    public List<StageChange> history(EventLogs logs, String customer, Instant cutoff) {
        long end = Check.time("cutoff", cutoff);
        OptionalInt code = logs.customers().find(customer);
        List<StageChange> changes = new ArrayList<>();
        if (code.isPresent()) {
            new Replay(this, logs)
                    .run(
                            code.getAsInt(),
                            end,
                            (at, from, to) -> changes.add(
                                    new StageChange(Instant.ofEpochMilli(at), Optional.ofNullable(from), to)));
        }
        return List.copyOf(changes);
    }

    /**
     * How a customer got where it stands, from orders alone.
     *
     * @param orders what customers bought
     * @param customer id
     * @param cutoff first instant that does not count
     * @return the changes in order of time; none for an unknown customer
     */
    public List<StageChange> history(OrderLog orders, String customer, Instant cutoff) {
        return history(EventLogs.of(orders), customer, cutoff);
    }

    /**
     * Writes the model as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the model as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a model that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the model
     */
    public static LifecycleModel read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a model that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the model
     */
    public static LifecycleModel read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LifecycleModel that
                && o.equals(that.o)
                && Double.compare(mean, that.mean) == 0
                && Double.compare(between, that.between) == 0
                && Double.compare(within, that.within) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * o.hashCode() + Double.hashCode(mean);
    }

    /** {@return the rules in words} */
    @Override
    public String toString() {
        return "LifecycleModel[usual gap " + String.format(Locale.ROOT, "%.1f", usualGapDays()) + " days; "
                + String.join("; ", rules()) + "]";
    }
}
