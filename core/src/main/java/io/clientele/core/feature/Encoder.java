package io.clientele.core.feature;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes columns fit for a model: fills missing values, puts columns on a common scale, cuts them into bins. Everything is learned from
 * the rows that are fitted and from no others, so fit it on the training part alone.
 *
 * <ul>
 *   <li>Filling: a missing value becomes the median, the mean or a given number. If any was missing in training, a column {@code
 *       …_missing} follows that is 1 where it was and 0 elsewhere.
 *   <li>Standardised: the mean becomes 0 and the population standard deviation 1. A constant column becomes 0, with a warning.
 *   <li>Bins: a column is cut at its quantiles (type 7) into about equally many rows. A value counts to the first bin whose upper
 *       end it does not exceed. All bins but the first become a column {@code …_bin_2} and so on, 1 in that bin and 0
 *       elsewhere. Where many rows share a value there are fewer bins, with a warning. Missing values that are not filled
 *       have {@code …_missing} for a bin.
 *   <li>Columns without a rule stay as they are.
 *   <li>Infinite values, and values above 1e140 in size, in columns with a rule are refused; so are missing ones that no rule covers, and a column that is missing
 *       altogether, unless it is filled with a given number.
 * </ul>
 *
 * <p>Time O(rows · columns), and O(rows · log rows) for a median or bins. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Encoder encoder = Encoder.create()
 *         .withMedian("mean_gap_days_orders")
 *         .withStandardized("mean_gap_days_orders", "count_orders")
 *         .withBins(5, "days_since_last_orders");
 * EncoderModel encoding = encoder.fit(training);
 * FeatureTable ready = encoding.encode(later);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2684934">Hyndman and Fan (1996), Sample quantiles in statistical packages</a>
 */
public final class Encoder implements Estimator<FeatureTable, EncoderModel> {

    enum Fill {
        NONE,
        MEDIAN,
        MEAN,
        VALUE
    }

    record Rule(Fill fill, double value, boolean standardized, int bins) {

        static final Rule NONE = new Rule(Fill.NONE, 0, false, 0);
    }

    private final Map<String, Rule> rules;

    private Encoder(Map<String, Rule> rules) {
        this.rules = rules;
    }

    /** {@return an encoder that leaves every column as it is} */
    public static Encoder create() {
        return new Encoder(Map.of());
    }

    /**
     * The same with missing values filled by the median.
     *
     * @param columns their names
     * @return a new recipe
     */
    public Encoder withMedian(String... columns) {
        return with(columns, rule -> new Rule(Fill.MEDIAN, 0, rule.standardized, rule.bins));
    }

    /**
     * The same with missing values filled by the mean.
     *
     * @param columns their names
     * @return a new recipe
     */
    public Encoder withMean(String... columns) {
        return with(columns, rule -> new Rule(Fill.MEAN, 0, rule.standardized, rule.bins));
    }

    /**
     * The same with missing values filled by a number.
     *
     * @param value at most 1e12 in size
     * @param columns their names
     * @return a new recipe
     */
    public Encoder withValue(double value, String... columns) {
        Check.amount("value", value);
        return with(columns, rule -> new Rule(Fill.VALUE, value, rule.standardized, rule.bins));
    }

    /**
     * The same with columns standardised, after filling.
     *
     * @param columns their names
     * @return a new recipe
     */
    public Encoder withStandardized(String... columns) {
        return with(columns, rule -> new Rule(rule.fill, rule.value, true, 0));
    }

    /**
     * The same with columns cut into bins, after filling.
     *
     * @param bins 2 to 1000
     * @param columns their names
     * @return a new recipe
     */
    public Encoder withBins(int bins, String... columns) {
        Check.between("bins", bins, 2, 1000);
        return with(columns, rule -> new Rule(rule.fill, rule.value, false, bins));
    }

    /** Changes a rule. */
    @FunctionalInterface
    private interface Change {
        Rule of(Rule rule);
    }

    private Encoder with(String[] columns, Change change) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("columns must name at least one column");
        }
        Map<String, Rule> more = new LinkedHashMap<>(rules);
        for (String column : columns) {
            Objects.requireNonNull(column, "column");
            more.put(column, change.of(more.getOrDefault(column, Rule.NONE)));
        }
        return new Encoder(more);
    }

    @Override
    public EncoderModel fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        for (String column : rules.keySet()) {
            data.index(column); // refuses one that is not there
        }
        ColumnLearner.@Nullable Learned[] learned = new ColumnLearner.Learned[data.columns()];
        Chunks.tasks(data.columns(), execution, j -> {
            String name = data.names().get(j);
            learned[j] = ColumnLearner.learn(name, data, j, rules.getOrDefault(name, Rule.NONE));
        });
        List<ColumnCode> codes = new ArrayList<>();
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(0)
                .converged(true)
                .change(0);
        for (ColumnLearner.Learned column : learned) {
            ColumnLearner.Learned ready = Objects.requireNonNull(column);
            codes.add(ready.code());
            ready.warning().ifPresent(report::warning);
        }
        return new EncoderModel(codes, report.build());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoder that && rules.equals(that.rules);
    }

    @Override
    public int hashCode() {
        return rules.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "Encoder" + rules;
    }
}
