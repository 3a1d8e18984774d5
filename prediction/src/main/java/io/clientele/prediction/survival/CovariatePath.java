package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * The features that a customer has, or will have, over time: what {@link CoxModel#curve(CovariatePath)} predicts for. A row says: after
 * its start, up to and with its stop, the features are these. The future part is a scenario: "the price rises after a year".
 *
 * <ul>
 *   <li>Rows are in order of time, each starting where the one before stops; gaps and overlaps are refused.
 *   <li>Nothing is said beyond the last stop, unless {@link #withLastHeld} says that the last features stay.
 *   <li>A path that starts after time 0 is one of a customer who is still there then; chances are counted from there.
 *   <li>Features must be known beforehand or set by you. A path that follows the customer's own doings (visits, complaints) exists
 *       only while the customer is there, and a chance to stay that is conditional on it says nothing (Kalbfleisch and Prentice 2002).
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * CovariatePath dearer = CovariatePath.of(new double[] {0, 12}, new double[] {12, 24}, new double[][] {{20, 5}, {25, 5}});
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1002/9781118032985">Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time
 *     Data, section 6.3</a>
 */
public final class CovariatePath {

    private final double[] starts;
    private final double[] stops;
    private final double[][] rows;
    private final boolean held;

    private CovariatePath(double[] starts, double[] stops, double[][] rows, boolean held) {
        this.starts = starts;
        this.stops = stops;
        this.rows = rows;
        this.held = held;
    }

    /**
     * Rows of a path.
     *
     * @param starts at least 0, ascending; copied
     * @param stops each after its start; the next row starts there; copied
     * @param rows features of each row, in the order of the model's; copied
     * @return the path
     */
    public static CovariatePath of(double[] starts, double[] stops, double[][] rows) {
        Check.hasRows("the path", starts.length);
        Check.length("stops", stops.length, starts.length, "one value per row");
        Check.length("rows", rows.length, starts.length, "one array of features per start");
        for (int i = 0; i < starts.length; i++) {
            if (!(starts[i] >= 0 && starts[i] < stops[i] && stops[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("path, row " + i
                        + ": must start at 0 or later and stop after its start, got " + interval(starts, stops, i)
                        + (stops[i] == Double.POSITIVE_INFINITY
                                ? "; for a last row without end use withLastHeld()"
                                : ""));
            }
            if (i > 0 && starts[i] != stops[i - 1]) {
                throw new IllegalArgumentException("path, rows " + (i - 1) + " and " + i
                        + (starts[i] > stops[i - 1] ? " leave a gap, " : " overlap, ") + interval(starts, stops, i - 1)
                        + " and " + interval(starts, stops, i) + "; each row must start where the one before stops");
            }
        }
        double[][] own = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        return new CovariatePath(starts.clone(), stops.clone(), own, false);
    }

    private static String interval(double[] starts, double[] stops, int row) {
        return "(" + starts[row] + ", " + stops[row] + "]";
    }

    /** {@return the same with the last row's features staying as they are for ever} */
    public CovariatePath withLastHeld() {
        return new CovariatePath(starts, stops, rows, true);
    }

    /** {@return how many rows it has} */
    public int rows() {
        return starts.length;
    }

    /** {@return when the first row starts} */
    public double start() {
        return starts[0];
    }

    /** {@return when the last row stops; infinite if it is held} */
    public double end() {
        return held ? Double.POSITIVE_INFINITY : stops[stops.length - 1];
    }

    double stop(int row) {
        return row == stops.length - 1 ? end() : stops[row];
    }

    double[] row(int row) {
        return rows[row];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CovariatePath that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(stops, that.stops)
                && Arrays.deepEquals(rows, that.rows)
                && held == that.held;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(stops) + Arrays.deepHashCode(rows);
    }

    @Override
    public String toString() {
        return "CovariatePath[" + starts.length + " rows from " + start() + " to " + end() + "]";
    }
}
