package io.clientele.core.feature;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What became of the customers of a {@link FeatureSnapshot}, row by row.
 *
 * <p>Rows whose window reaches beyond the end of the data are censored: their labels are NaN. Immutable and thread-safe; equal by
 * value.
 *
 * <pre>{@code
 * int[] known = labels.completeRows();
 * FeatureTable trainingRows = snapshot.features().selectRows(known);
 * }</pre>
 */
public final class Labels {

    private final double[] orders;
    private final double[] amounts;
    private final int complete; // rows before it are complete, the rest censored
    private final List<String> warnings;

    Labels(double[] orders, double[] amounts, int complete, List<String> warnings) {
        this.orders = orders;
        this.amounts = amounts;
        this.complete = complete;
        this.warnings = warnings;
    }

    /** {@return the number of rows} */
    public int rows() {
        return orders.length;
    }

    /** {@return whether the customer bought: 1 or 0 for each row, NaN where censored} */
    public double[] bought() {
        double[] bought = new double[orders.length];
        for (int i = 0; i < bought.length; i++) {
            bought[i] = Double.isNaN(orders[i]) ? Double.NaN : orders[i] > 0 ? 1 : 0;
        }
        return bought;
    }

    /** {@return how many orders each row's customer made, NaN where censored} */
    public double[] orders() {
        return orders.clone();
    }

    /** {@return how much money each row's customer spent, NaN where censored} */
    public double[] amounts() {
        return amounts.clone();
    }

    /**
     * Whether a row's window reaches beyond the end of the data.
     *
     * @param row from 0
     * @return true if its labels are not known
     */
    public boolean isCensored(int row) {
        return Objects.checkIndex(row, orders.length) >= complete;
    }

    /** {@return how many rows are censored} */
    public int censored() {
        return orders.length - complete;
    }

    /** {@return the rows whose labels are known, rising} */
    public int[] completeRows() {
        int[] rows = new int[complete];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    /** {@return what the user should know, such as a window in which nobody buys; often empty} */
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that
                && complete == that.complete
                && Arrays.equals(orders, that.orders)
                && Arrays.equals(amounts, that.amounts)
                && warnings.equals(that.warnings);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(orders) + Arrays.hashCode(amounts);
    }

    @Override
    public String toString() {
        return "Labels[" + orders.length + " rows, " + censored() + " censored]";
    }
}
