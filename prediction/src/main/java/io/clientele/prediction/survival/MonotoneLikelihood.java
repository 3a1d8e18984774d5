package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Whether a direction orders the events: at every event time those who leave have the largest value at risk, and somebody at
 * risk has a smaller one (Bryson and Johnson 1981, "The incidence of monotone likelihood in the Cox model"). Then the likelihood
 * rises along it for ever. When Newton's method does not settle, its steps turn into such a direction, so the last step is the
 * one to test: a certificate, not a guess.
 */
final class MonotoneLikelihood {

    /** A margin below this share of the largest counts as 0. */
    private static final double ZERO = 1e-4;

    /** A step of less than a hundredth on the scale of the log hazard is one that settles. */
    private static final double SETTLED = 0.01;

    private MonotoneLikelihood() {}

    static void refuse(CoxDesign design, FeatureTable features, double[] step) {
        double reach = 0;
        for (int j = 0; j < step.length; j++) {
            reach += Math.abs(step[j]) * design.reach[j];
        }
        if (2 * reach <= SETTLED) {
            return; // no two rows are further apart
        }
        double[] margins = margins(design, step);
        if (margins[1] > SETTLED && monotone(margins)) {
            List<String> names = new ArrayList<>();
            double[] direction = smallest(design, step);
            for (int j = 0; j < direction.length; j++) {
                if (direction[j] != 0) {
                    names.add("'" + features.names().get(j) + "'");
                }
            }
            throw new FitException("monotone likelihood: column(s) " + String.join(", ", names)
                    + " order(s) all events without error, so the coefficients have no finite estimate; drop or merge the"
                    + " column(s), watch longer, or use withFirth() or withRidge(...)");
        }
    }

    /** Leaves out one column after the other, the one that matters least first, as long as the rest still orders the events. */
    private static double[] smallest(CoxDesign design, double[] whole) {
        double[] direction = whole.clone();
        IntStream.range(0, whole.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> Math.abs(whole[j])))
                .forEach(j -> {
                    double kept = direction[j];
                    direction[j] = 0;
                    if (!monotone(margins(design, direction))) {
                        direction[j] = kept;
                    }
                });
        return direction;
    }

    private static boolean monotone(double[] margins) {
        return margins[0] >= -ZERO * margins[1] && margins[1] > 0;
    }

    /** The least lead of an event over the largest value at risk (0 at most), and the largest lead over the smallest. */
    private static double[] margins(CoxDesign d, double[] direction) {
        double[][] x = d.x();
        double[] value = new double[d.rows()];
        for (int j = 0; j < direction.length; j++) {
            if (direction[j] != 0) {
                for (int i = 0; i < value.length; i++) {
                    value[i] += direction[j] * x[j][i];
                }
            }
        }
        Comparator<Integer> ascending = Comparator.comparingDouble(i -> value[i]);
        PriorityQueue<Integer> low = new PriorityQueue<>(ascending);
        PriorityQueue<Integer> high = new PriorityQueue<>(ascending.reversed());
        double least = 0;
        double largest = 0;
        for (int b = 0; b < d.bins(); b++) {
            if (d.startsStratum(b)) {
                low.clear();
                high.clear();
            }
            for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
                low.add(i);
                high.add(i);
            }
            double bottom = value[atRisk(d, low, b)];
            double top = value[atRisk(d, high, b)];
            for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                least = Math.min(least, value[i] - top);
                largest = Math.max(largest, value[i] - bottom);
            }
        }
        return new double[] {least, largest};
    }

    private static int atRisk(CoxDesign d, PriorityQueue<Integer> queue, int bin) {
        while (d.leave != null && d.leave[queue.element()] <= bin) {
            queue.remove();
        }
        return queue.element();
    }
}
