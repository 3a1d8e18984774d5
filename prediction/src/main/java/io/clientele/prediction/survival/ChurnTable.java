package io.clientele.prediction.survival;

import io.clientele.core.data.Dictionary;
import java.util.Arrays;
import java.util.Objects;

/** How long the customers of a log stayed, and who they are. Immutable and thread-safe; equal by value. */
public final class ChurnTable {

    private final Dictionary customers;
    private final int[] codes;
    private final SurvivalTable survival;

    ChurnTable(Dictionary customers, int[] codes, SurvivalTable survival) {
        this.customers = customers;
        this.codes = codes;
        this.survival = survival;
    }

    /** {@return times in days since the first event, and 1 for who has left; add groups and features to it} */
    public SurvivalTable survival() {
        return survival;
    }

    /** {@return how many customers there are} */
    public int rows() {
        return codes.length;
    }

    /**
     * Whose row it is.
     *
     * @param row from 0
     * @return the customer's code in the log
     */
    public int customerCode(int row) {
        return codes[row];
    }

    /**
     * Whose row it is.
     *
     * @param row from 0
     * @return the customer's id
     */
    public String customer(int row) {
        return customers.id(codes[row]);
    }

    /** {@return the rows of customers who have not left; a new array} */
    public int[] active() {
        int[] rows = new int[codes.length];
        int n = 0;
        for (int row = 0; row < rows.length; row++) {
            if (survival.event(row) == 0) {
                rows[n++] = row;
            }
        }
        return Arrays.copyOf(rows, n);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChurnTable that
                && customers.equals(that.customers)
                && Arrays.equals(codes, that.codes)
                && survival.equals(that.survival);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(codes), survival);
    }

    @Override
    public String toString() {
        return "ChurnTable[" + codes.length + " customers, " + active().length + " active]";
    }
}
