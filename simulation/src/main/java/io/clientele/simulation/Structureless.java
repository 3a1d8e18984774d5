package io.clientele.simulation;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Tables without segments, of the kinds that real columns look like. A method that finds segments in them finds segments in
 * anything.
 *
 * <pre>{@code
 * FeatureTable nothing = Structureless.HEAVY_TAILS.draw(500, 3, 7);
 * }</pre>
 */
public enum Structureless {

    /** Normal, columns independent. */
    NORMAL,

    /** Normal, each column correlated to the one before it by 0.8. */
    CORRELATED,

    /** Normal, each column three times as spread as the one before it. */
    UNEQUAL,

    /** Even over a box. */
    BOX,

    /** Even over a ball. */
    BALL,

    /** Student's t with 3 degrees of freedom, one factor for all columns of a row. */
    HEAVY_TAILS,

    /** Logarithms are normal with standard deviation 0.8: amounts of money. */
    LOG_NORMAL,

    /** Exponential: times between orders. */
    EXPONENTIAL;

    /** Of the factor by which heavy tails are stretched. */
    private static final double DEGREES = 3;

    /**
     * Draws a table; the same bits on every machine.
     *
     * @param rows at least 1
     * @param columns at least 1
     * @param seed any number
     * @return the table
     */
    public FeatureTable draw(int rows, int columns, long seed) {
        Check.atLeast("rows", rows, 1);
        Check.atLeast("columns", columns, 1);
        RandomGenerator random = RandomStreams.stream(seed, "structureless " + name(), 0);
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns; j++) {
            names.add("x" + (j + 1));
        }
        double[][] table = new double[columns][rows];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            fill(row, random);
            for (int j = 0; j < columns; j++) {
                table[j][i] = row[j];
            }
        }
        return FeatureTable.of(names, table);
    }

    private void fill(double[] row, RandomGenerator random) {
        for (int j = 0; j < row.length; j++) {
            row[j] = switch (this) {
                case BOX -> random.nextDouble();
                case EXPONENTIAL -> Samplers.exponential(random);
                case LOG_NORMAL -> StrictMath.exp(0.8 * Samplers.gaussian(random));
                case UNEQUAL -> StrictMath.pow(3, j) * Samplers.gaussian(random);
                case CORRELATED ->
                    j == 0 ? Samplers.gaussian(random) : 0.8 * row[j - 1] + 0.6 * Samplers.gaussian(random);
                default -> Samplers.gaussian(random);
            };
        }
        if (this == HEAVY_TAILS) {
            stretch(row, StrictMath.sqrt(DEGREES / (2 * Samplers.gamma(random, DEGREES / 2))));
        } else if (this == BALL) {
            double squares = 0;
            for (double x : row) {
                squares += x * x;
            }
            double radius = StrictMath.pow(Samplers.open(random), 1.0 / row.length);
            stretch(row, squares == 0 ? 0 : radius / StrictMath.sqrt(squares));
        }
    }

    private static void stretch(double[] row, double factor) {
        for (int j = 0; j < row.length; j++) {
            row[j] *= factor;
        }
    }
}
