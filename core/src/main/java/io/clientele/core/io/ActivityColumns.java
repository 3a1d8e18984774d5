package io.clientele.core.io;

import java.util.List;
import java.util.Objects;

/**
 * Which columns of a source make activities.
 *
 * <ul>
 *   <li>Customer, time and kind are needed; the amount is optional.
 *   <li>{@link #told} tells columns that were not stated from their names; {@link #explanation} says what was taken for what. Two
 *       columns that may have the same part are refused rather than chosen from.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * ActivityColumns columns = ActivityColumns.create().withKind("event_name").told(source.header());
 * }</pre>
 */
public final class ActivityColumns {

    private static final Part[] ALL = {Part.CUSTOMER, Part.TIME, Part.KIND, Part.AMOUNT};

    private final Parts parts;

    private ActivityColumns(Parts parts) {
        this.parts = parts;
    }

    /**
     * Nothing stated yet.
     *
     * @return columns to be stated or told
     */
    public static ActivityColumns create() {
        return new ActivityColumns(Parts.NONE);
    }

    /**
     * Who did something.
     *
     * @param column name
     * @return new columns
     */
    public ActivityColumns withCustomer(String column) {
        return new ActivityColumns(parts.with(Part.CUSTOMER, column));
    }

    /**
     * When.
     *
     * @param column name
     * @return new columns
     */
    public ActivityColumns withTime(String column) {
        return new ActivityColumns(parts.with(Part.TIME, column));
    }

    /**
     * What was done.
     *
     * @param column name
     * @return new columns
     */
    public ActivityColumns withKind(String column) {
        return new ActivityColumns(parts.with(Part.KIND, column));
    }

    /**
     * The amount, as the kind of activity has it; 0 without it or where it is empty.
     *
     * @param column name
     * @return new columns
     */
    public ActivityColumns withAmount(String column) {
        return new ActivityColumns(parts.with(Part.AMOUNT, column));
    }

    /**
     * Tells what was not stated from the names of the columns, such as {@code CustomerID}, {@code customer_id} or {@code client}.
     *
     * @param header names of the source's columns
     * @return new columns, with everything that is needed
     * @throws IllegalArgumentException if two columns may have the same part, or none looks like one that is needed
     */
    public ActivityColumns told(List<String> header) {
        ActivityColumns all = new ActivityColumns(parts.told(Objects.requireNonNull(header, "header"), ALL));
        all.requireAll();
        return all;
    }

    /** {@return a line for each part with its column and whether that was told, and one for the columns not used} */
    public List<String> explanation() {
        return parts.explanation();
    }

    Parts parts() {
        requireAll();
        return parts;
    }

    private void requireAll() {
        parts.require(Part.CUSTOMER);
        parts.require(Part.TIME);
        parts.require(Part.KIND);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivityColumns that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "ActivityColumns" + parts;
    }
}
