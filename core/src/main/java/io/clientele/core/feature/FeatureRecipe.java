package io.clientele.core.feature;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was known of each customer at an instant? A list of {@link Feature}s, to be worked out from logs as of any cut-off.
 *
 * <p>Every event counts that is strictly before the cut-off, and no other; {@link LeakTest} shows it on
 * your own data. The same recipe serves one customer at a time, with the same bits as the table it was trained on.
 *
 * <ul>
 *   <li>Rows are the customers with at least one event, in any of the logs, before the cut-off; {@link #withPopulation} narrows
 *       that. There are no rows for customers who are first seen later: that they come is not known yet.
 *   <li>A missing value is NaN, unless the feature has an {@link Feature#orElse}; {@link #withMissingIndicators} gives finite
 *       columns only.
 *   <li>A log that a feature needs but that is not there is refused; so are a cut-off without any row, and logs without events.
 *   <li>A channel or kind that no event has counts 0, and is named in the warnings of the snapshot.
 *   <li>A cut-off after the last event is fine: features describe, {@link LabelWindow} is what needs the future.
 * </ul>
 *
 * <p>Time O(cut-offs · (features · events in their windows + log events)) per customer, one pass over the logs for all cut-offs;
 * memory is that of the table, 8 bytes a cell. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FeatureRecipe recipe = FeatureRecipe.of(
 *         Events.orders().daysSinceLast(),
 *         Events.orders().count().inLastDays(365),
 *         Events.orders().sum(Value.AMOUNT).inLastDays(90).trend().orElse(0));
 * FeatureSnapshot known = recipe.compute(EventLogs.of(orders), Instant.parse("2026-06-01T00:00:00Z"));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1109/DSAA.2015.7344858">Kanter and Veeramachaneni (2015), Deep feature synthesis</a>
 * @see <a href="https://doi.org/10.1145/2382577.2382579">Kaufman, Rosset, Perlich and Stitelman (2012), Leakage in data mining</a>
 */
public final class FeatureRecipe {

    private static final FeatureRecipeCodec CODEC = new FeatureRecipeCodec();
    private static final String MISSING = "_missing";

    private record Options(List<Feature> features, @Nullable Feature population, boolean indicators) {}

    private final Options o;
    private final List<String> columns;
    private final Plan plan; // planning takes longer than one row

    private FeatureRecipe(Options o) {
        this.o = o;
        List<String> names = new ArrayList<>();
        for (Feature feature : o.features) {
            names.add(feature.name());
            if (o.indicators && feature.canBeMissing()) {
                names.add(feature.name() + MISSING);
            }
        }
        this.columns = List.copyOf(names);
        this.plan = new Plan(o.features);
        Set<String> seen = new HashSet<>();
        for (String name : columns) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(
                        "feature '" + name + "' is there twice; give one another name with named(…)");
            }
        }
    }

    /**
     * A recipe of some features, whose columns are in this order.
     *
     * @param features at least one, of distinct names
     * @return the recipe
     */
    public static FeatureRecipe of(Feature... features) {
        return of(List.of(features));
    }

    /**
     * A recipe of some features, whose columns are in this order.
     *
     * @param features at least one, of distinct names
     * @return the recipe
     */
    public static FeatureRecipe of(List<Feature> features) {
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a recipe needs at least one feature");
        }
        return new FeatureRecipe(new Options(List.copyOf(features), null, false));
    }

    /**
     * The same with rows for fewer customers: those for whom a feature is above 0 as of the cut-off, such as the number of orders in
     * the last year. It is no column.
     *
     * @param condition a feature; a missing value is not above 0
     * @return a new recipe
     */
    public FeatureRecipe withPopulation(Feature condition) {
        return new FeatureRecipe(new Options(o.features, Objects.requireNonNull(condition, "condition"), o.indicators));
    }

    /**
     * The same with finite columns only: a feature that {@linkplain Feature#canBeMissing can be missing} is 0 where it is, and a
     * column after it, its name ending in {@code _missing}, is 1 there and 0 elsewhere.
     *
     * @return a new recipe
     */
    public FeatureRecipe withMissingIndicators() {
        return new FeatureRecipe(new Options(o.features, o.population, true));
    }

    /** {@return the features, in order} */
    public List<Feature> features() {
        return o.features;
    }

    /** {@return the feature that is above 0 for the customers who get a row, if there is one} */
    public Optional<Feature> population() {
        return Optional.ofNullable(o.population);
    }

    /** {@return whether there are columns that say where a feature is missing} */
    public boolean hasMissingIndicators() {
        return o.indicators;
    }

    /** {@return the names of the columns, in order} */
    public List<String> columns() {
        return columns;
    }

    /**
     * The features of all customers as of an instant.
     *
     * @param logs what happened
     * @param cutoff first instant that does not count
     * @return one row a customer
     */
    public FeatureSnapshot compute(EventLogs logs, Instant cutoff) {
        return compute(logs, List.of(cutoff), Execution.sequential());
    }

    /**
     * The features of all customers as of several instants, in one pass over the logs.
     *
     * @param logs what happened
     * @param cutoffs rising; each the first instant that does not count
     * @param execution how to run
     * @return one row a customer and cut-off, cut-off by cut-off
     */
    public FeatureSnapshot compute(EventLogs logs, List<Instant> cutoffs, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        if (cutoffs.isEmpty()) {
            throw new IllegalArgumentException("cutoffs must hold at least one instant");
        }
        long[] times = new long[cutoffs.size()];
        for (int k = 0; k < times.length; k++) {
            times[k] = Check.time("cutoff", cutoffs.get(k));
            if (k > 0 && times[k] <= times[k - 1]) {
                throw new IllegalArgumentException(
                        "cutoffs must rise, got " + cutoffs.get(k) + " after " + cutoffs.get(k - 1));
            }
        }
        return new Sweep(this, logs, times, execution).run();
    }

    /**
     * The features of one customer as of an instant, whether or not the customer belongs to the population: equal, to the bit, to
     * the row of {@link #compute}. The logs may hold the events of this customer alone.
     *
     * @param logs what happened
     * @param customer id; one without events before the cut-off has the features of an empty history
     * @param cutoff first instant that does not count
     * @return one value a column
     */
    public double[] row(EventLogs logs, String customer, Instant cutoff) {
        long time = Check.time("cutoff", cutoff);
        OptionalInt code = logs.customers().find(customer);
        Evaluator evaluator = new Evaluator(plan, logs);
        evaluator.open(code.orElse(-1));
        evaluator.evaluate(time);
        double[] row = new double[columns.size()];
        write(evaluator, (column, value) -> row[column] = value);
        return row;
    }

    Plan plan() {
        return plan;
    }

    /** Takes the cells of a row. */
    @FunctionalInterface
    interface Cell {
        void set(int column, double value);
    }

    /** Gives the cells of the row that was evaluated last. */
    void write(Evaluator evaluator, Cell row) {
        int column = 0;
        for (int j = 0; j < o.features.size(); j++) {
            double value = evaluator.feature(j);
            if (o.indicators && o.features.get(j).canBeMissing()) {
                boolean missing = Double.isNaN(value);
                row.set(column++, missing ? 0 : value);
                row.set(column++, missing ? 1 : 0);
            } else {
                row.set(column++, value);
            }
        }
    }

    /**
     * Writes the recipe as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the recipe as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a recipe that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the recipe
     */
    public static FeatureRecipe read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a recipe that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the recipe
     */
    public static FeatureRecipe read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureRecipe that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    @Override
    public String toString() {
        return "FeatureRecipe" + columns;
    }
}
