package io.clientele.attribution.mediamix;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The penalty that predicts best what comes next: rolling origin (Tashman 2000, "Out-of-sample tests of forecasting accuracy").
 * The last third of the weeks is cut into four blocks; each is predicted by a fit of all weeks before it, carry-over and saturation
 * searched anew. The weakest penalty is taken whose error is within one standard error of the least (Breiman, Friedman, Olshen and
 * Stone 1984, "Classification and regression trees", turned to less shrinkage): what a penalty takes from a channel is lost to its
 * contribution, so it has to earn its place.
 */
record RidgeChoice(double ridge, double error) {

    static final double[] PENALTIES = {0.001, 0.003, 0.01, 0.03};
    static final int BLOCKS = 4;

    /** The root mean square error of the predictions goes with the choice. */
    static RidgeChoice of(MediaWeeks weeks, MixOptions o, Execution execution) {
        OptionalDouble told = o.ridge();
        double[] penalties = told.isPresent() ? new double[] {told.getAsDouble()} : PENALTIES;
        double[][] errors = errors(weeks, o, penalties, execution);
        int best = 0;
        double[] sums = new double[penalties.length];
        for (int i = 0; i < penalties.length; i++) {
            for (double[] block : errors) {
                sums[i] += block[i];
            }
            best = sums[i] < sums[best] ? i : best;
        }
        int taken = 0;
        while (sums[taken] - sums[best] > standardError(errors, taken, best)) {
            taken++;
        }
        int predicted = weeks.weeks() - origin(weeks.weeks(), o.lags(), 0);
        return new RidgeChoice(penalties[taken], Math.sqrt(sums[taken] / predicted));
    }

    /** Of the difference of the sums of two penalties, from its variation between blocks. */
    private static double standardError(double[][] errors, int a, int b) {
        double mean = 0;
        for (double[] block : errors) {
            mean += (block[a] - block[b]) / BLOCKS;
        }
        double squares = 0;
        for (double[] block : errors) {
            double d = block[a] - block[b] - mean;
            squares += d * d;
        }
        return Math.sqrt(BLOCKS * squares / (BLOCKS - 1));
    }

    /** Sum of squared errors by block and penalty. */
    static double[][] errors(MediaWeeks weeks, MixOptions o, double[] penalties, Execution execution) {
        double[][] errors = new double[BLOCKS][];
        Chunks.tasks(BLOCKS, execution, block -> {
            execution.progress("blocks", block, BLOCKS);
            int from = origin(weeks.weeks(), o.lags(), block);
            int to = origin(weeks.weeks(), o.lags(), block + 1);
            errors[block] = blockErrors(weeks, o, penalties, from, to);
        });
        return errors;
    }

    static int origin(int weeks, int lags, int block) {
        int third = (weeks - lags) / 3;
        return weeks - third + third * block / BLOCKS;
    }

    private static double[] blockErrors(MediaWeeks weeks, MixOptions o, double[] penalties, int from, int to) {
        Problem p = new Problem(weeks, o, from);
        double[] sales = weeks.sales();
        double[] seen = Arrays.copyOfRange(sales, o.lags(), from);
        double[] target = seen.clone();
        p.basis.residual(target);
        double[][] ahead = o.design(weeks, from).columns(weeks, from, to);
        double[] errors = new double[penalties.length];
        int[][] points = p.centre();
        for (int i = penalties.length - 1; i >= 0; i--) {
            Search search = new Search(p, penalties[i]).start(points, target).run();
            points = search.points;
            Fitted fitted = Fitted.of(p, search, seen);
            double[] predicted = new double[to - from];
            for (int k = 0; k < ahead.length; k++) {
                for (int t = 0; t < predicted.length; t++) {
                    predicted[t] += fitted.controls[k] * ahead[k][t];
                }
            }
            for (int c = 0; c < p.channels; c++) {
                double b = fitted.coefficients[c];
                if (b > 0) {
                    double[] works = p.spaces[c]
                            .adstock(search.points[c])
                            .apply(weeks.spend(weeks.channels().get(c)));
                    Hill hill = p.hill(c, search.points[c]);
                    for (int t = 0; t < predicted.length; t++) {
                        predicted[t] += b * hill.value(works[from + t]);
                    }
                }
            }
            for (int t = 0; t < predicted.length; t++) {
                double e = sales[from + t] - predicted[t];
                errors[i] += e * e;
            }
        }
        return errors;
    }
}
