package io.clientele.prediction.linear;

import io.clientele.core.FitException;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether a direction separates the classes: it raises the linear predictor of no row's own class less than that of another, and
 * of some row's more (Albert and Anderson 1984). Then the likelihood rises along it for ever. As in {@link Separation}, a late step
 * of Newton's method says which differences stay where they are; the direction is then made exactly 0 on those.
 */
final class SoftmaxSeparation {

    /** A difference that a step moves by less than this, in log-odds, may be one that does not move. */
    private static final double STILL = 1e-4;
    /** A step that moves no difference by this much is one that settles. */
    private static final double MOVING = 0.5;
    /** What rounding may leave of 0. */
    private static final double ROUNDING = 1e-9;
    /** Share (squared) of a column below which it depends on the columns before it. */
    private static final double DEPENDENT = 1e-12;

    private final Rows data;
    private final Scaling scaling;
    private final List<String> classes;
    private final int columns;

    private SoftmaxSeparation(Rows data, Scaling scaling, List<String> classes) {
        this.data = data;
        this.scaling = scaling;
        this.classes = classes;
        this.columns = data.columns + 1;
    }

    /** Throws if a late step shows that there is no estimate. */
    static void refuse(Rows data, Scaling scaling, List<String> classes, double[][] step) {
        new SoftmaxSeparation(data, scaling, classes).test(step);
    }

    private double[] row(int i) {
        double[] x = new double[columns];
        x[0] = 1;
        for (int j = 1; j < columns; j++) {
            x[j] = scaling.constant[j - 1]
                    ? 0
                    : (data.features.get(i, j - 1) - scaling.mean[j - 1]) / scaling.deviation[j - 1];
        }
        return x;
    }

    /** What a direction adds to the linear predictor of each class, the reference's 0 first. */
    private double[] moved(double[][] direction, double[] x) {
        double[] moved = new double[direction.length + 1];
        for (int k = 0; k < direction.length; k++) {
            moved[k + 1] = Newton.dot(direction[k], x);
        }
        return moved;
    }

    private void test(double[][] step) {
        double least = 0;
        double most = 0;
        double[][] gram = new double[step.length * columns][step.length * columns];
        for (int i = 0; i < data.count; i++) {
            if (data.weight(i) > 0) {
                double[] x = row(i);
                double[] moved = moved(step, x);
                int own = (int) data.response[i];
                for (int k = 0; k < moved.length; k++) {
                    double lead = moved[own] - moved[k];
                    least = Math.min(least, lead);
                    most = Math.max(most, lead);
                    if (k != own && Math.abs(lead) <= STILL) {
                        addStill(gram, x, own, k);
                    }
                }
            }
        }
        if (least < -STILL || most <= MOVING) {
            return;
        }
        Potentials whole = new Potentials(zeroOn(gram, step));
        if (whole.told > 0) {
            Potentials few = smallest(whole);
            throw new FitException("separation: " + names(few.direction) + " tell(s) the class of " + few.told + " of "
                    + data.count + " rows from another without error (" + concerned(few.direction)
                    + "), so the coefficients have no finite estimate; drop or merge columns or classes, or use"
                    + " withL2Penalty(...)");
        }
    }

    /**
     * Intercepts under which a direction raises no other class above a row's own. Intercept g must be above intercept k by what
     * the direction raises k more than g for a row of class g; such differences can be had together if they add up to
     * no more than 0 around every circle of classes.
     */
    private final class Potentials {

        final double[][] direction;
        /** Rows whose own class gets ahead of another; 0 where the direction does not separate. */
        final int told;

        Potentials(double[][] direction) {
            this.direction = direction;
            int n = direction.length + 1;
            double[][] above = new double[n][n];
            for (double[] row : above) {
                Arrays.fill(row, Double.NEGATIVE_INFINITY);
            }
            double[][] moved = new double[data.count][];
            double size = 0;
            for (int i = 0; i < data.count; i++) {
                if (data.weight(i) > 0) {
                    moved[i] = moved(direction, row(i));
                    int own = (int) data.response[i];
                    for (int k = 0; k < n; k++) {
                        above[own][k] = Math.max(above[own][k], moved[i][k] - moved[i][own]);
                        size = Math.max(size, Math.abs(moved[i][k]));
                    }
                }
            }
            for (int via = 0; via < n; via++) {
                for (int g = 0; g < n; g++) {
                    for (int k = 0; k < n; k++) {
                        above[g][k] = Math.max(above[g][k], above[g][via] + above[via][k]);
                    }
                }
            }
            double[] intercept = new double[n];
            double circle = 0;
            for (int g = 0; g < n; g++) {
                circle = Math.max(circle, above[g][g]);
                for (int k = 0; k < n; k++) {
                    // the middle of all the lowest and all the highest choices, each with one class held
                    intercept[g] += (above[g][k] - above[0][k] + above[k][0] - above[k][g]) / (2 * n);
                }
            }
            int count = 0;
            for (int i = 0; i < data.count && circle <= ROUNDING * size; i++) {
                if (moved[i] != null && ahead(moved[i], intercept, (int) data.response[i])) {
                    count++;
                }
            }
            this.told = count;
        }

        private boolean ahead(double[] moved, double[] intercept, int own) {
            for (int k = 0; k < moved.length; k++) {
                if (moved[own] + intercept[own] - moved[k] - intercept[k] > STILL) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Leaves out columns, then classes, those that matter least first, as long as the rest still separates. */
    private Potentials smallest(Potentials whole) {
        Potentials few = whole;
        for (int j : byWeight(columns, a -> columnWeight(whole.direction, a))) {
            few = without(few, (k, column) -> column == j);
        }
        for (int k : byWeight(
                whole.direction.length,
                a -> Arrays.stream(whole.direction[a]).map(Math::abs).sum())) {
            few = without(few, (of, column) -> of == k);
        }
        return few;
    }

    private static double columnWeight(double[][] direction, int column) {
        double most = 0;
        for (double[] one : direction) {
            most = Math.max(most, Math.abs(one[column]));
        }
        return most;
    }

    private static List<Integer> byWeight(int n, ToDoubleFunction<Integer> weight) {
        return IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(weight))
                .toList();
    }

    /** Which coefficients of a direction. */
    private interface Entries {
        boolean has(int of, int column);
    }

    private Potentials without(Potentials from, Entries entries) {
        double[][] direction = new double[from.direction.length][columns];
        for (int k = 0; k < direction.length; k++) {
            for (int j = 0; j < columns; j++) {
                direction[k][j] = entries.has(k, j) ? 0 : from.direction[k][j];
            }
        }
        Potentials less = new Potentials(direction);
        return less.told > 0 ? less : from;
    }

    /** Adds the square of (e_own - e_other) x, classes without the reference. */
    private void addStill(double[][] gram, double[] x, int own, int other) {
        for (int k : new int[] {own, other}) {
            for (int l : new int[] {own, other}) {
                if (k > 0 && l > 0) {
                    for (int j = 0; j < columns; j++) {
                        for (int m = 0; m < columns; m++) {
                            double square = x[j] * x[m];
                            gram[(k - 1) * columns + j][(l - 1) * columns + m] += k == l ? square : -square;
                        }
                    }
                }
            }
        }
    }

    /** Columns that depend on others in the still differences keep their part of the step; the others make up for it. */
    private double[][] zeroOn(double[][] gram, double[][] step) {
        Cholesky factor = Cholesky.of(gram, DEPENDENT);
        double[] load = new double[gram.length];
        for (int a = 0; a < gram.length; a++) {
            if (factor.aliased(a)) {
                for (int b = 0; b < gram.length; b++) {
                    load[b] += gram[a][b] * step[a / columns][a % columns];
                }
            }
        }
        double[] others = factor.solve(load);
        double[][] exact = new double[step.length][columns];
        for (int a = 0; a < gram.length; a++) {
            exact[a / columns][a % columns] = factor.aliased(a) ? step[a / columns][a % columns] : -others[a];
        }
        return exact;
    }

    private String names(double[][] direction) {
        List<String> names = new ArrayList<>();
        for (int j = 1; j < columns; j++) {
            if (columnWeight(direction, j) > 0) {
                names.add("'" + data.name(j - 1) + "'");
            }
        }
        return names.isEmpty() ? "the constant" : "column(s) " + String.join(", ", names);
    }

    private String concerned(double[][] direction) {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < direction.length; k++) {
            if (Arrays.stream(direction[k]).skip(1).anyMatch(value -> value != 0)) {
                names.add("'" + classes.get(k + 1) + "'");
            }
        }
        return "class(es) " + String.join(", ", names) + " against '" + classes.get(0) + "' and the rest";
    }
}
