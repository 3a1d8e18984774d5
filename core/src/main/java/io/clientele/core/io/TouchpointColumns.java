package io.clientele.core.io;

import java.util.List;
import java.util.Objects;

/**
 * Which columns of a source make touches.
 *
 * <ul>
 *   <li>Customer, time and channel are needed; campaign, kind and cost are optional.
 *   <li>The kind of touch is never told from a name, as it changes which touches count; state it.
 *   <li>{@link #told} tells columns that were not stated from their names; {@link #explanation} says what was taken for what. Two
 *       columns that may have the same part are refused rather than chosen from.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * TouchpointColumns columns = TouchpointColumns.create().withChannel("utm_source").told(source.header());
 * }</pre>
 */
public final class TouchpointColumns {

    private static final Part[] ALL = {Part.CUSTOMER, Part.TIME, Part.CHANNEL, Part.CAMPAIGN, Part.COST};

    private final Parts parts;

    private TouchpointColumns(Parts parts) {
        this.parts = parts;
    }

    /**
     * Nothing stated yet.
     *
     * @return columns to be stated or told
     */
    public static TouchpointColumns create() {
        return new TouchpointColumns(Parts.NONE);
    }

    /**
     * Who was touched.
     *
     * @param column name
     * @return new columns
     */
    public TouchpointColumns withCustomer(String column) {
        return new TouchpointColumns(parts.with(Part.CUSTOMER, column));
    }

    /**
     * When.
     *
     * @param column name
     * @return new columns
     */
    public TouchpointColumns withTime(String column) {
        return new TouchpointColumns(parts.with(Part.TIME, column));
    }

    /**
     * Through which channel.
     *
     * @param column name
     * @return new columns
     */
    public TouchpointColumns withChannel(String column) {
        return new TouchpointColumns(parts.with(Part.CHANNEL, column));
    }

    /**
     * In which campaign; it may be empty in a row.
     *
     * @param column name
     * @return new columns
     */
    public TouchpointColumns withCampaign(String column) {
        return new TouchpointColumns(parts.with(Part.CAMPAIGN, column));
    }

    /**
     * The kind of touch, such as click or view; it may be empty in a row.
     *
     * @param column name
     * @return new columns
     */
    public TouchpointColumns withKind(String column) {
        return new TouchpointColumns(parts.with(Part.KIND, column));
    }

    /**
     * What the touch cost; 0 without it or where it is empty.
     *
     * @param column name
     * @return new columns
     */
    public TouchpointColumns withCost(String column) {
        return new TouchpointColumns(parts.with(Part.COST, column));
    }

    /**
     * Tells what was not stated from the names of the columns, such as {@code CustomerID}, {@code customer_id} or {@code client}.
     *
     * @param header names of the source's columns
     * @return new columns, with everything that is needed
     * @throws IllegalArgumentException if two columns may have the same part, or none looks like one that is needed
     */
    public TouchpointColumns told(List<String> header) {
        TouchpointColumns all = new TouchpointColumns(parts.told(Objects.requireNonNull(header, "header"), ALL));
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
        parts.require(Part.CHANNEL);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TouchpointColumns that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "TouchpointColumns" + parts;
    }
}
