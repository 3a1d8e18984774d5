package io.clientele.prediction.retention;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Customers who are still there: for how long, with what features, and what is lost if they leave.
 *
 * <ul>
 *   <li>A row with an event has left and is refused: take the rows of {@code ChurnTable.active()}, or of your own.
 *   <li>Features are those of now, not those of the past.
 *   <li>Values, costs and chances of success are checked row by row; a value below 0 is refused, since nobody should be kept who
 *       costs more than he brings.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 */
public final class ActiveCustomers {

    private final SurvivalTable table;
    private final double[] values;
    private final @Nullable List<String> ids;
    private final double @Nullable [] costs;
    private final double @Nullable [] success;

    private ActiveCustomers(
            SurvivalTable table,
            double[] values,
            @Nullable List<String> ids,
            double @Nullable [] costs,
            double @Nullable [] success) {
        this.table = table;
        this.values = values;
        this.ids = ids;
        this.costs = costs;
        this.success = success;
    }

    /**
     * Customers and their values.
     *
     * @param table one row per customer, all without an event; times are how long they have been there
     * @param values lost if they leave, finite and at least 0; copied
     * @return the customers
     */
    public static ActiveCustomers of(SurvivalTable table, double[] values) {
        Check.hasRows("the table", table.rows());
        Check.length("values", values.length, table.rows(), "one value per row");
        for (int row = 0; row < values.length; row++) {
            if (table.event(row) != 0) {
                throw new IllegalArgumentException("row " + row + " has left (event " + table.event(row)
                        + "); only customers who are still there can be kept: select the rows without an event");
            }
            if (!(values[row] >= 0) || Double.isInfinite(values[row])) {
                throw new IllegalArgumentException("value, row " + row
                        + ": must be a finite number of at least 0, got " + values[row]
                        + "; leave out customers who are not worth keeping");
            }
        }
        return new ActiveCustomers(table, values.clone(), null, null, null);
    }

    /**
     * The same with ids.
     *
     * @param newIds one per row
     * @return new customers
     */
    public ActiveCustomers withIds(List<String> newIds) {
        Check.length("ids", newIds.size(), values.length, "one per row");
        return new ActiveCustomers(table, values, List.copyOf(newIds), costs, success);
    }

    /**
     * The same with a cost of contact for each customer, instead of the campaign's.
     *
     * @param newCosts finite and at least 0, one per row; copied
     * @return new customers
     */
    public ActiveCustomers withCosts(double[] newCosts) {
        Check.length("costs", newCosts.length, values.length, "one per row");
        for (int row = 0; row < newCosts.length; row++) {
            Check.atLeast("cost, row " + row + ":", newCosts[row], 0.0);
        }
        return new ActiveCustomers(table, values, ids, newCosts.clone(), success);
    }

    /**
     * The same with a chance of success for each customer, instead of the campaign's.
     *
     * @param chances that a contact keeps a customer who would leave, each between 0 and 1, one per row; copied
     * @return new customers
     */
    public ActiveCustomers withSuccess(double[] chances) {
        Check.length("success", chances.length, values.length, "one per row");
        for (int row = 0; row < chances.length; row++) {
            Check.between("success, row " + row + ":", chances[row], 0, 1);
        }
        return new ActiveCustomers(table, values, ids, costs, chances.clone());
    }

    /** {@return how many there are} */
    public int rows() {
        return values.length;
    }

    /**
     * Who it is.
     *
     * @param row from 0
     * @return the id; the row number where no ids were given
     */
    public String id(int row) {
        return ids == null ? Integer.toString(Objects.checkIndex(row, values.length)) : ids.get(row);
    }

    /**
     * How long a customer has been there.
     *
     * @param row from 0
     * @return the time
     */
    public double now(int row) {
        return table.time(row);
    }

    /**
     * What is lost if a customer leaves.
     *
     * @param row from 0
     * @return at least 0
     */
    public double value(int row) {
        return values[row];
    }

    boolean hasCosts() {
        return costs != null;
    }

    boolean hasSuccess() {
        return success != null;
    }

    double cost(int row, double otherwise) {
        return costs == null ? otherwise : costs[row];
    }

    double success(int row, double otherwise) {
        return success == null ? otherwise : success[row];
    }

    Optional<String> stratum(int row) {
        return table.stratum(row);
    }

    /** The columns that a model asks for. */
    FeatureTable features(List<String> names) {
        if (names.isEmpty()) {
            return FeatureTable.of(List.of());
        }
        FeatureTable features = table.features()
                .orElseThrow(() -> new IllegalArgumentException("the table has no features, and the model needs "
                        + names + "; add them with withFeatures(...)"));
        return features.select(names.toArray(new String[0])).requireFinite();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActiveCustomers that
                && table.equals(that.table)
                && Arrays.equals(values, that.values)
                && Objects.equals(ids, that.ids)
                && Arrays.equals(costs, that.costs)
                && Arrays.equals(success, that.success);
    }

    @Override
    public int hashCode() {
        return 31 * table.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ActiveCustomers[" + values.length + "]";
    }
}
