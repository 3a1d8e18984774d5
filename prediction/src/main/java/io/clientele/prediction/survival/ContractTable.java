package io.clientele.prediction.survival;

import java.util.List;
import java.util.Objects;

/** Contracts as they were watched, and whose they are. Immutable and thread-safe; equal by value. */
public final class ContractTable {

    private final List<String> contracts;
    private final List<String> customers;
    private final int[] running;
    private final SurvivalTable survival;

    ContractTable(List<String> contracts, List<String> customers, int[] running, SurvivalTable survival) {
        this.contracts = contracts;
        this.customers = customers;
        this.running = running;
        this.survival = survival;
    }

    /**
     * The rows to fit on.
     *
     * @return times in days since the start of the contract, with starts, features if there are any, contracts as subjects and customers as
     *     clusters
     */
    public SurvivalTable survival() {
        return survival;
    }

    /** {@return how many rows there are} */
    public int rows() {
        return contracts.size();
    }

    /**
     * Which contract a row is about.
     *
     * @param row from 0
     * @return its id
     */
    public String contract(int row) {
        return contracts.get(row);
    }

    /**
     * Whose contract it is.
     *
     * @param row from 0
     * @return the customer's id
     */
    public String customer(int row) {
        return customers.get(row);
    }

    /** {@return the last rows of contracts that still run: how long they have, with the features in force now; a new array} */
    public int[] running() {
        return running.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContractTable that
                && contracts.equals(that.contracts)
                && customers.equals(that.customers)
                && survival.equals(that.survival);
    }

    @Override
    public int hashCode() {
        return Objects.hash(contracts, survival);
    }

    @Override
    public String toString() {
        return "ContractTable[" + contracts.size() + " rows, " + running.length + " contracts running]";
    }
}
