package io.clientele.core.feature;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Turns a column of names, such as a country or a favourite channel, into columns of 0 and 1. The names are learned from the values
 * that are fitted and from no others, so fit it on the training part alone.
 *
 * <ul>
 *   <li>Each name but the first in sorted order becomes a column, {@code country=France}; the first is the reference, so that the
 *       columns of a linear model do not add up to its intercept. {@link #withAllNames} keeps the first too.
 *   <li>A blank value is the name {@code (missing)}.
 *   <li>Rare names, {@link #withMinimum}, share the column {@code country=(other)}, which is never the reference.
 *   <li>A name that was not in training belongs to the others if there are any. If not, it is refused, or with {@link
 *       #withUnseenAsReference} all columns are 0.
 *   <li>One name alone, or rare names alone, give no column, and a warning.
 * </ul>
 *
 * <p>Time O(values · log names). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * OneHotModel countries = OneHot.of("country").withMinimum(20).fit(training);
 * FeatureTable columns = countries.encode(later);
 * }</pre>
 */
public final class OneHot implements Estimator<List<String>, OneHotModel> {

    static final String OTHER = "(other)";
    static final String MISSING = "(missing)";

    private record Options(String column, int minimum, boolean all, boolean unseenAsReference) {}

    private final Options o;

    private OneHot(Options o) {
        this.o = o;
    }

    /**
     * A recipe that keeps every name, drops the first, and refuses names it has not seen.
     *
     * @param column its name, not blank
     * @return the recipe
     */
    public static OneHot of(String column) {
        if (column.isBlank()) {
            throw new IllegalArgumentException("column must not be blank");
        }
        return new OneHot(new Options(column, 1, false, false));
    }

    /**
     * The same with rare names pooled.
     *
     * @param rows a name with fewer rows in training is rare; at least 1
     * @return a new recipe
     */
    public OneHot withMinimum(int rows) {
        return new OneHot(new Options(o.column, Check.atLeast("rows", rows, 1), o.all, o.unseenAsReference));
    }

    /** {@return the same with a column for the first name too, as trees and distances want it} */
    public OneHot withAllNames() {
        return new OneHot(new Options(o.column, o.minimum, true, o.unseenAsReference));
    }

    /** {@return the same with 0 in all columns for a name that was not in training, where no names are pooled} */
    public OneHot withUnseenAsReference() {
        return new OneHot(new Options(o.column, o.minimum, o.all, true));
    }

    @Override
    public OneHotModel fit(List<String> data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("column '" + o.column + "'", data.size());
        execution.checkCancelled();
        Map<String, Integer> counts = new TreeMap<>();
        for (String value : data) {
            counts.merge(name(value), 1, Integer::sum);
        }
        List<String> names = new ArrayList<>();
        boolean other = false;
        for (Map.Entry<String, Integer> name : counts.entrySet()) {
            if (name.getValue() < o.minimum || name.getKey().equals(OTHER)) {
                other = true;
            } else {
                names.add(name.getKey());
            }
        }
        FitReport.Builder report = FitReport.builder()
                .rows(data.size())
                .iterations(0)
                .converged(true)
                .change(0);
        OneHotModel model = new OneHotModel(o.column, names, other, !o.all, o.unseenAsReference, report.build());
        if (model.columns().isEmpty()) {
            report.warning("column '" + o.column + "' has "
                    + (names.isEmpty() ? "rare names alone" : "one name alone, '" + names.get(0) + "'")
                    + ", and gives no column");
            return new OneHotModel(o.column, names, other, !o.all, o.unseenAsReference, report.build());
        }
        return model;
    }

    /** The name a value stands for. */
    static String name(String value) {
        return Objects.requireNonNull(value, "value").isBlank() ? MISSING : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OneHot that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "OneHot" + o.toString().substring("Options".length());
    }
}
