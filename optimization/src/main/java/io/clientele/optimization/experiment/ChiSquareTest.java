package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;

/**
 * Do the variants differ in what their units did, where there are several things to do (bought, put in the basket, left), or in who
 * their units are (countries, devices)?
 *
 * <p>Pearson's chi-square test of independence on a table with a row a variant and a column an outcome.
 *
 * <ul>
 *   <li>Two rows and two columns: the square of the pooled z test ({@link ProportionMethod#POOLED_Z}).
 *   <li>A row or column of zeros is refused: it says nothing and would count as a degree of freedom.
 *   <li>Expected counts below 5 in many cells: the p-value is rough; put rare outcomes together.
 * </ul>
 *
 * @param chiSquare the statistic
 * @param degreesOfFreedom (rows - 1) times (columns - 1)
 * @param p the chance of a distance as large as seen if the rows do not differ; below 4.9e-324 it is 0, see {@link #logP}
 * @param smallestExpected the smallest count expected in a cell
 * @param cramersV size of the difference, from 0 to 1, whatever the number of units
 * @see <a href="https://doi.org/10.1080/14786440009463897">Pearson (1900)</a>
 */
public record ChiSquareTest(
        double chiSquare, int degreesOfFreedom, double p, double smallestExpected, double cramersV) {

    /**
     * Tests a table.
     *
     * @param counts a row a variant, a column an outcome; not negative
     * @return the test
     */
    public static ChiSquareTest of(long[]... counts) {
        Check.atLeast("number of rows", counts.length, 2);
        Check.atLeast("number of columns", counts[0].length, 2);
        double[] row = new double[counts.length];
        double[] column = new double[counts[0].length];
        double total = 0;
        for (int i = 0; i < row.length; i++) {
            Check.length("row " + i, counts[i].length, column.length, "as many columns as the first");
            for (int j = 0; j < column.length; j++) {
                double count = Check.atLeast("counts[" + i + "][" + j + "]", counts[i][j], 0L);
                row[i] += count;
                column[j] += count;
                total += count;
            }
        }
        requireCounts("row", row);
        requireCounts("column", column);
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j < column.length; j++) {
                double expected = row[i] * (column[j] / total);
                double away = counts[i][j] - expected;
                sum += away * (away / expected);
                least = Math.min(least, expected);
            }
        }
        int degrees = (row.length - 1) * (column.length - 1);
        double most = total * (Math.min(row.length, column.length) - 1);
        return new ChiSquareTest(
                sum,
                degrees,
                Distributions.chiSquaredSurvival(sum, degrees),
                least,
                Math.min(1, Math.sqrt(sum / most)));
    }

    private static void requireCounts(String what, double[] sums) {
        for (int i = 0; i < sums.length; i++) {
            if (sums[i] == 0) {
                throw new IllegalArgumentException(what + " " + i + " of the table has no counts; leave it out");
            }
        }
    }

    /** {@return the natural logarithm of p, also where p itself is too small for a double} */
    public double logP() {
        return Distributions.chiSquaredLogSurvival(chiSquare, degreesOfFreedom);
    }
}
