package io.clientele.prediction.propensity;

import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.validation.HistoryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Who will buy in the days to come? From the logs of a shop to a probability for each customer, as one recipe: features, label window, and how to
 * learn.
 *
 * <p>{@link #fit} stands at an instant and looks back: the latest cut-off is the one whose label window ends there, earlier ones follow in
 * steps. What happens at or after the instant changes nothing, not one bit.
 *
 * <ul>
 *   <li>Logs without orders, a first cut-off before which there are no events: refused.
 *   <li>Nobody buys, or all do: {@link io.clientele.core.FitException}.
 *   <li>Several rows of a customer are one cluster, for standard errors and for the folds of a calibration.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * PurchasePropensity recipe = PurchasePropensity.of(features, LabelWindow.ofDays(90), Propensity.of(LogisticRegression.create()))
 *         .withCutoffs(4, 30);
 * PurchasePropensityModel model = recipe.fit(logs, Instant.parse("2026-06-01T00:00:00Z"), Execution.sequential());
 * }</pre>
 */
public final class PurchasePropensity {

    private record Options(FeatureRecipe features, LabelWindow window, Propensity learner, int cutoffs, int stepDays) {}

    private final Options o;

    private PurchasePropensity(Options o) {
        this.o = o;
    }

    /**
     * One cut-off, the latest whose labels are known.
     *
     * @param features what is known of a customer
     * @param window what is to be predicted
     * @param learner how
     * @return the recipe
     */
    public static PurchasePropensity of(FeatureRecipe features, LabelWindow window, Propensity learner) {
        return new PurchasePropensity(new Options(
                Objects.requireNonNull(features, "features"),
                Objects.requireNonNull(window, "window"),
                Objects.requireNonNull(learner, "learner"),
                1,
                1));
    }

    /**
     * The same with more cut-offs to learn from.
     *
     * @param count at least 1
     * @param stepDays days of 24 hours from one to the next, at least 1
     * @return a new recipe
     */
    public PurchasePropensity withCutoffs(int count, int stepDays) {
        return new PurchasePropensity(new Options(
                o.features,
                o.window,
                o.learner,
                Check.atLeast("count", count, 1),
                Check.atLeast("stepDays", stepDays, 1)));
    }

    /** {@return how a model is learned from the rows, for cross-validation} */
    public Propensity learner() {
        return o.learner;
    }

    /**
     * The cut-offs whose labels are known at an instant.
     *
     * @param asOf first instant of which nothing is known
     * @return rising
     */
    public List<Instant> cutoffs(Instant asOf) {
        Check.time("asOf", asOf);
        Instant last = asOf.minus(Duration.ofDays((long) o.window.days() + o.window.gapDays()));
        List<Instant> cutoffs = new ArrayList<>();
        for (int k = o.cutoffs - 1; k >= 0; k--) {
            cutoffs.add(last.minus(Duration.ofDays((long) k * o.stepDays)));
        }
        return List.copyOf(cutoffs);
    }

    /**
     * The rows to learn from, for a look at them and for cross-validation.
     *
     * @param logs what happened
     * @param asOf first instant of which nothing is known
     * @param execution how to run
     * @return rows with customers and times
     */
    public HistoryTable rows(EventLogs logs, Instant asOf, Execution execution) {
        OrderLog orders = logs.orders()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the logs hold no orders, which say who bought; give EventLogs.of(...) an OrderLog"));
        FeatureSnapshot snapshot = o.features.compute(logs, cutoffs(asOf), execution);
        return HistoryTable.of(snapshot, o.window.label(snapshot, orders, asOf), o.window);
    }

    /**
     * Learns from what was known at an instant.
     *
     * @param logs what happened; later events are not looked at
     * @param asOf first instant of which nothing is known
     * @param execution how to run
     * @return the model
     */
    public PurchasePropensityModel fit(EventLogs logs, Instant asOf, Execution execution) {
        PropensityModel model = o.learner.fit(rows(logs, asOf, execution).labeled(), execution);
        return new PurchasePropensityModel(o.features, o.window.days(), o.window.gapDays(), model);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PurchasePropensity that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "PurchasePropensity" + o.toString().substring("Options".length());
    }
}
