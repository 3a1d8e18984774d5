package io.clientele.optimization.bandit.contextual;

import io.clientele.core.model.ModelOutput;
import io.clientele.optimization.internal.UnitHash;
import java.util.Arrays;

/**
 * How a snapshot chooses among its free arms, with which chances. Numbers of all arms lie together, with the arm as the fastest index, so
 * that loops are long.
 */
abstract sealed class ChoiceRule permits GapRule, BoundRule, NormalRule, VoteRule {

    final int arms;
    final int width;

    ChoiceRule(int arms, int width) {
        this.arms = arms;
        this.width = width;
    }

    /**
     * Chooses.
     *
     * @param point from 0 to below 1, uniform
     * @param bits for chance beside the point
     * @return the arm among the free ones
     */
    abstract int choose(double[] context, double point, long bits, Scratch scratch);

    /** The chances of {@link #choose}, into {@link Scratch#shares}. */
    abstract void probabilities(double[] context, Scratch scratch);

    abstract String kind();

    /** All numbers of the rule. */
    abstract double[][] numbers();

    abstract double[] settings();

    final void write(ModelOutput out) {
        out.field("kind", kind())
                .field("width", width)
                .field("settings", settings())
                .field("numbers", numbers());
    }

    final long fingerprint(long from) {
        // LinUcb and LinearThompson may have the same numbers
        long h = UnitHash.mix(from ^ new UnitHash(-3).of(kind()));
        for (double value : settings()) {
            h = UnitHash.mix(h ^ Double.doubleToLongBits(value));
        }
        for (double[] row : numbers()) {
            for (double value : row) {
                h = UnitHash.mix(h ^ Double.doubleToLongBits(value));
            }
        }
        return h;
    }

    final boolean same(ChoiceRule that) {
        return kind().equals(that.kind())
                && width == that.width
                && Arrays.equals(settings(), that.settings())
                && Arrays.deepEquals(numbers(), that.numbers());
    }

    /** Scores of all arms: coefficients of the constant, then of each feature. Four features are taken per pass. */
    static void scores(double[] coefficients, int arms, double[] context, double[] out) {
        System.arraycopy(coefficients, 0, out, 0, arms);
        int j = 0;
        for (; j + 4 <= context.length; j += 4) {
            double x0 = context[j];
            double x1 = context[j + 1];
            double x2 = context[j + 2];
            double x3 = context[j + 3];
            int from = (j + 1) * arms;
            for (int a = 0; a < arms; a++) {
                int at = from + a;
                out[a] += (coefficients[at] * x0 + coefficients[at + arms] * x1)
                        + (coefficients[at + 2 * arms] * x2 + coefficients[at + 3 * arms] * x3);
            }
        }
        for (; j < context.length; j++) {
            double x = context[j];
            int from = (j + 1) * arms;
            for (int a = 0; a < arms; a++) {
                out[a] += coefficients[from + a] * x;
            }
        }
    }

    /**
     * The roots of the sums of squares of F(1, context), for the lower triangular F of each arm. Column j holds, for the rows from the
     * last one up to row j, all arms: its index is that of the products, which are added up where they lie. Four columns are taken per
     * pass as far as the shortest reaches.
     */
    static void spreads(double[][] columns, int arms, double[] context, double[] products, double[] out) {
        int width = columns.length;
        System.arraycopy(columns[0], 0, products, 0, width * arms);
        int j = 1;
        for (; j + 4 <= width; j += 4) {
            int end = columns[j + 3].length;
            addTimes(columns[j], columns[j + 1], columns[j + 2], columns[j + 3], context, j - 1, products, end);
            addTimes(columns[j], context[j - 1], products, end);
            addTimes(columns[j + 1], context[j], products, end);
            addTimes(columns[j + 2], context[j + 1], products, end);
        }
        for (; j < width; j++) {
            addTimes(columns[j], context[j - 1], products, 0);
        }
        Arrays.fill(out, 0, arms, 0);
        for (int i = 0; i < width; i++) {
            int from = i * arms;
            for (int a = 0; a < arms; a++) {
                double y = products[from + a];
                out[a] += y * y;
            }
        }
        for (int a = 0; a < arms; a++) {
            out[a] = Math.sqrt(out[a]);
        }
    }

    private static void addTimes(
            double[] c0, double[] c1, double[] c2, double[] c3, double[] context, int at, double[] products, int end) {
        double x0 = context[at];
        double x1 = context[at + 1];
        double x2 = context[at + 2];
        double x3 = context[at + 3];
        for (int m = 0; m < end; m++) {
            products[m] += (c0[m] * x0 + c1[m] * x1) + (c2[m] * x2 + c3[m] * x3);
        }
    }

    private static void addTimes(double[] column, double x, double[] products, int from) {
        for (int m = from; m < column.length; m++) {
            products[m] += column[m] * x;
        }
    }

    /** The largest of the first so many; of equals the first. */
    static int largest(double[] values, int count) {
        int best = 0;
        for (int a = 1; a < count; a++) {
            best = values[a] > values[best] ? a : best;
        }
        return best;
    }

    /** One of the largest, by a point. */
    static int largest(double[] values, int count, double point) {
        int best = largest(values, count);
        int ties = ties(values, count, values[best]);
        if (ties == 1) {
            return best;
        }
        int left = Math.min(ties - 1, (int) (point * ties));
        int arm = best;
        while (left > 0) {
            arm++;
            left -= values[arm] == values[best] ? 1 : 0;
        }
        return arm;
    }

    static int ties(double[] values, int count, double most) {
        int ties = 0;
        for (int a = 0; a < count; a++) {
            ties += values[a] == most ? 1 : 0;
        }
        return ties;
    }
}
