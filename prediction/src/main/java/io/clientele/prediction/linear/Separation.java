package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.prediction.LabeledTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a direction separates the labels: no row of label 1 on its negative side, none of label 0 on its positive side, and
 * some row off its zero (Albert and Anderson 1984, "On the existence of maximum likelihood estimates in logistic regression
 * models"). Then the likelihood rises along it for ever. When Newton's method does not settle, its steps turn into such a
 * direction, so the last step is the one to test: a certificate, not a guess.
 */
final class Separation {

    /** A margin below this share of the largest counts as 0. */
    private static final double ZERO = 1e-4;

    private Separation() {}

    static void refuse(LabeledTable data, Scaling scaling, double[] step, Execution execution) {
        double[] direction = scaling.unscale(step);
        double[] range = range(data, direction, execution);
        // a step of less than a hundredth on the scale of log-odds is one that settles
        if (Math.max(-range[0], range[1]) > 0.01 && separates(range)) {
            throw new FitException("separation: " + names(data, smallest(data, scaling, direction, execution))
                    + " tell(s) the label of some rows without error, so the coefficients have no finite estimate;"
                    + " drop or merge the column(s), or use withFirth() or withL2Penalty(...)");
        }
    }

    /** Leaves out one column after the other, the one that matters least first, as long as the rest still separates. */
    private static double[] smallest(LabeledTable data, Scaling scaling, double[] whole, Execution execution) {
        double[] direction = whole.clone();
        IntStream.range(1, whole.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> Math.abs(whole[j]) * scaling.deviation[j - 1]))
                .forEach(j -> {
                    double kept = direction[j];
                    direction[j] = 0;
                    if (!separates(range(data, direction, execution))) {
                        direction[j] = kept;
                    }
                });
        return direction;
    }

    private static boolean separates(double[] range) {
        double largest = Math.max(-range[0], range[1]);
        return range[0] >= -ZERO * largest && range[1] > ZERO * largest;
    }

    /** The smallest and the largest margin in the sense of the labels. */
    private static double[] range(LabeledTable data, double[] direction, Execution execution) {
        return Chunks.reduce(
                data.rows(),
                execution,
                chunk -> new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
                (part, from, to) -> margins(data, direction, part, from, to),
                (a, b) -> {
                    a[0] = Math.min(a[0], b[0]);
                    a[1] = Math.max(a[1], b[1]);
                });
    }

    private static void margins(LabeledTable data, double[] direction, double[] range, int from, int to) {
        double[] tile = new double[Chunks.TILE];
        double[] margin = new double[Chunks.TILE];
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            Arrays.fill(margin, direction[0]);
            for (int j = 1; j < direction.length; j++) {
                data.features().copyColumn(j - 1, at, tile, 0, n);
                for (int i = 0; i < n; i++) {
                    margin[i] += direction[j] * tile[i];
                }
            }
            for (int i = 0; i < n; i++) {
                if (data.weight(at + i) > 0) {
                    double signed = data.label(at + i) == 1 ? margin[i] : -margin[i];
                    range[0] = Math.min(range[0], signed);
                    range[1] = Math.max(range[1], signed);
                }
            }
        }
    }

    private static String names(LabeledTable data, double[] direction) {
        List<String> names = new ArrayList<>();
        for (int j = 1; j < direction.length; j++) {
            if (direction[j] != 0) {
                names.add("'" + data.features().names().get(j - 1) + "'");
            }
        }
        return "column(s) " + String.join(", ", names);
    }
}
