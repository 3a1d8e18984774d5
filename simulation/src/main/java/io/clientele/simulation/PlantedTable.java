package io.clientele.simulation;

import io.clientele.core.data.FeatureTable;
import java.util.Arrays;

/** A table drawn by {@link PlantedSegments}, and the segment that each row is from. Immutable and thread-safe; equal by value. */
public final class PlantedTable {

    private final FeatureTable rows;
    private final int[] segments;
    private final int count;

    PlantedTable(FeatureTable rows, int[] segments, int count) {
        this.rows = rows;
        this.segments = segments;
        this.count = count;
    }

    /** {@return the rows} */
    public FeatureTable rows() {
        return rows;
    }

    /** {@return the segment of each row, from 0; -1 for noise; a copy} */
    public int[] segments() {
        return segments.clone();
    }

    /** {@return how many segments there are} */
    public int count() {
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlantedTable that
                && rows.equals(that.rows)
                && Arrays.equals(segments, that.segments)
                && count == that.count;
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + Arrays.hashCode(segments);
    }

    @Override
    public String toString() {
        return "PlantedTable[" + rows.rows() + " rows, " + rows.columns() + " columns, " + count + " segments]";
    }
}
