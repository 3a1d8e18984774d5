package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Whether a direction separates the labels: no row of label 1 on its negative side, none of label 0 on its positive side, and
 * some row off its zero (Albert and Anderson 1984, "On the existence of maximum likelihood estimates in logistic regression
 * models"). Then the likelihood rises along it for ever.
 *
 * <p>Newton's steps turn into such a direction by themselves: each moves the nearest of the separated rows by about 1 on the
 * scale of log-odds, while the steps of the others die away. A late step says which rows it leaves where they are; the direction
 * is then made exactly 0 on those, which needs columns that depend on each other there, and only what passes the test
 * to rounding is called separation.
 */
final class Separation {

    /** By then separated rows are at log-odds of about 20. */
    static final int PATIENCE = 20;
    /** A row that a step moves by less than this, in log-odds, may be one that does not move. */
    private static final double STILL = 1e-4;
    /** A step that moves no row by this much is one that settles. */
    private static final double MOVING = 0.5;
    /** What rounding may leave of 0, relative to the sum that it comes from. */
    private static final double ROUNDING = 1e-10;
    /** Share (squared) of a column below which it depends on the columns before it. */
    private static final double DEPENDENT = 1e-12;

    private final Rows data;
    private final Scaling scaling;
    private final Execution execution;
    /** Counts instead of labels: a row with a count above 0 must stay where it is, one with 0 may sink for ever. */
    private final boolean counts;

    private Separation(Rows data, Scaling scaling, Execution execution, boolean counts) {
        this.data = data;
        this.scaling = scaling;
        this.execution = execution;
        this.counts = counts;
    }

    /** Throws if a late step shows that there is no estimate. */
    static void refuse(Rows data, Scaling scaling, double[] step, Execution execution) {
        new Separation(data, scaling, execution, false).test(step);
    }

    /** The same for counts: throws if the means of some rows, all of them with a count of 0, go to 0 together. */
    static void refuseZeros(Rows data, Scaling scaling, double[] step, Execution execution) {
        new Separation(data, scaling, execution, true).test(step);
    }

    /** Movement in the sense of what the row saw; below 0 contradicts. */
    private double signed(int row, double movement) {
        if (counts) {
            return data.response[row] > 0 ? -Math.abs(movement) : -movement;
        }
        return data.response[row] == 1 ? movement : -movement;
    }

    /** Whether a row lies on the upper side: label 1, or a count above 0. */
    private boolean upper(int row) {
        return data.response[row] > 0;
    }

    private void test(double[] step) {
        double[] moved = sums(step, false);
        double[] still = new double[data.count];
        boolean any = false;
        double least = 0;
        double most = 0;
        for (int i = 0; i < data.count; i++) {
            if (data.weight(i) > 0) {
                double signed = signed(i, moved[i]);
                least = Math.min(least, signed);
                most = Math.max(most, signed);
                still[i] = Math.abs(signed) <= STILL ? 1 : 0;
                any |= still[i] > 0;
            }
        }
        if (least < -STILL || most <= MOVING) {
            return;
        }
        double[] exact = any ? zeroOn(still, step) : step;
        if (Sides.of(this, exact).apart()) {
            double[] few = smallest(exact);
            if (counts) {
                throw new FitException("only zeros: " + names(few) + " single(s) out " + told(few) + " of " + data.count
                        + " rows whose counts are all 0, so their mean goes to 0 and the coefficients have no finite"
                        + " estimate; drop or merge the column(s)");
            }
            throw new FitException("separation: " + names(few) + " tell(s) the label of " + told(few) + " of "
                    + data.count + " rows without error, so the coefficients have no finite estimate;"
                    + " drop or merge the column(s), or use withFirth() or withL2Penalty(...)");
        }
    }

    /**
     * The direction nearest in kind that is 0 on some rows: columns that depend there on others keep their part, and the others
     * get what makes up for it.
     */
    private double[] zeroOn(double[] still, double[] step) {
        Rows part = new Rows(data.features, data.response, still, null, null);
        Scaling own = Scaling.of(part, execution);
        int p = step.length;
        GlmPass kind = GlmPass.newton(Newton.Flat.FAMILY, own, new double[p], 1);
        double[][] gram =
                Chunks.accumulate(part, part.count, execution, kind::fresh).result().information;
        Cholesky factor = Cholesky.of(gram, DEPENDENT);
        double[] exact = new double[p];
        double[] load = new double[p];
        for (int j = 1; j < p; j++) {
            if (factor.aliased(j)) {
                exact[j] = step[j] / scaling.deviation[j - 1] * own.deviation[j - 1];
                for (int k = 0; k < p; k++) {
                    load[k] += gram[j][k] * exact[j];
                }
            }
        }
        double[] others = factor.solve(load);
        for (int j = 1; j < p; j++) {
            exact[j] = (factor.aliased(j) ? exact[j] : -others[j]) / own.deviation[j - 1] * scaling.deviation[j - 1];
        }
        // the intercept is chosen by the test itself
        return exact;
    }

    /** Where the rows of each label lie along a direction, its intercept left aside. */
    private static final class Sides {

        private final boolean counts;
        double leastOne = Double.POSITIVE_INFINITY;
        double mostOne = Double.NEGATIVE_INFINITY;
        double leastZero = Double.POSITIVE_INFINITY;
        double mostZero = Double.NEGATIVE_INFINITY;

        Sides(boolean counts) {
            this.counts = counts;
        }

        static Sides of(Separation s, double[] direction) {
            double[] margin = s.sums(direction, false);
            double[] size = s.sums(direction, true);
            Sides sides = new Sides(s.counts);
            for (int i = 0; i < margin.length; i++) {
                if (s.data.weight(i) > 0) {
                    // the benefit of what rounding may have done
                    double slack = ROUNDING * size[i];
                    if (s.upper(i)) {
                        sides.leastOne = Math.min(sides.leastOne, margin[i] + slack);
                        sides.mostOne = Math.max(sides.mostOne, s.counts ? margin[i] - slack : margin[i]);
                    } else {
                        sides.leastZero = Math.min(sides.leastZero, margin[i]);
                        sides.mostZero = Math.max(sides.mostZero, margin[i] - slack);
                    }
                }
            }
            return sides;
        }

        double cut() {
            return leastOne / 2 + mostZero / 2;
        }

        boolean apart() {
            if (counts) {
                return leastOne >= Math.max(mostZero, mostOne) && cut() - leastZero > MOVING;
            }
            return leastOne >= mostZero && Math.max(mostOne - cut(), cut() - leastZero) > MOVING;
        }
    }

    /** Leaves out columns, those that matter least first, as long as the rest still separates: many at a time while that works. */
    private double[] smallest(double[] whole) {
        List<Integer> order = new ArrayList<>();
        for (int j = 1; j < whole.length; j++) {
            if (whole[j] != 0) {
                order.add(j);
            }
        }
        order.sort(Comparator.comparingDouble(j -> Math.abs(whole[j])));
        double[] direction = whole.clone();
        int from = 0;
        int block = Math.max(1, order.size() / 2);
        while (from < order.size()) {
            int to = Math.min(order.size(), from + block);
            double[] kept = direction.clone();
            for (int j : order.subList(from, to)) {
                direction[j] = 0;
            }
            if (Sides.of(this, direction).apart()) {
                from = to;
            } else {
                direction = kept;
                from += block == 1 ? 1 : 0;
                block = Math.max(1, block / 2);
            }
        }
        return direction;
    }

    private long told(double[] direction) {
        double cut = Sides.of(this, direction).cut();
        double[] margin = sums(direction, false);
        long told = 0;
        for (int i = 0; i < data.count; i++) {
            double signed = signed(i, margin[i] - cut);
            told += data.weight(i) > 0 && signed > STILL ? 1 : 0;
        }
        return told;
    }

    /** By row: the sum of direction times scaled column, or of the absolute values of these products without the intercept. */
    private double[] sums(double[] direction, boolean absolute) {
        double[] sum = new double[data.count];
        Chunks.forEach(data.count, execution, (chunk, from, to) -> {
            double[] tile = new double[Chunks.TILE];
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                Arrays.fill(sum, at, at + n, absolute ? 0 : direction[0]);
                for (int j = 1; j < direction.length; j++) {
                    if (direction[j] != 0 && !scaling.constant[j - 1]) {
                        data.features.copyColumn(j - 1, at, tile, 0, n);
                        double centre = scaling.mean[j - 1];
                        double factor = direction[j] / scaling.deviation[j - 1];
                        for (int i = 0; i < n; i++) {
                            double part = (tile[i] - centre) * factor;
                            sum[at + i] += absolute ? Math.abs(part) : part;
                        }
                    }
                }
            }
        });
        return sum;
    }

    private String names(double[] direction) {
        List<String> names = new ArrayList<>();
        for (int j = 1; j < direction.length; j++) {
            if (direction[j] != 0) {
                names.add("'" + data.name(j - 1) + "'");
            }
        }
        return "column(s) " + String.join(", ", names);
    }
}
