package io.clientele.prediction.survival;

import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Steps of Newton's method where the information is only part of the curvature, as with Firth's correction: what the last steps
 * showed of the rest is put right by limited-memory BFGS updates of the inverse (Nocedal 1980, "Updating quasi-Newton matrices with
 * limited storage"), with the present information as the start.
 */
final class QuasiNewton {

    private static final int MEMORY = 12;

    /** A step, how the gradient fell over it, and 1 over their product. */
    private static final class Pair {

        final double[] step;
        final double[] fall;
        final double inverse;

        Pair(double[] step, double[] fall, double inverse) {
            this.step = step;
            this.fall = fall;
            this.inverse = inverse;
        }
    }

    private final Deque<Pair> pairs = new ArrayDeque<>();

    /** Remembers a step from one gradient to the next. */
    void learn(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
        double[] step = new double[from.length];
        double[] fall = new double[from.length];
        for (int j = 0; j < step.length; j++) {
            step[j] = to[j] - from[j];
            fall[j] = gradientFrom[j] - gradientTo[j];
        }
        double product = CoxFit.dot(step, fall);
        // a product near 0 is no curvature but rounding, and one below 0 no maximum
        if (product > 1e-12 * Math.sqrt(CoxFit.dot(step, step) * CoxFit.dot(fall, fall))) {
            pairs.addLast(new Pair(step, fall, 1 / product));
            if (pairs.size() > MEMORY) {
                pairs.removeFirst();
            }
        }
    }

    double[] step(Cholesky information, double[] gradient) {
        double[] q = gradient.clone();
        double[] alpha = new double[pairs.size()];
        int k = alpha.length;
        for (Iterator<Pair> latest = pairs.descendingIterator(); latest.hasNext(); ) {
            Pair pair = latest.next();
            alpha[--k] = pair.inverse * CoxFit.dot(pair.step, q);
            for (int j = 0; j < q.length; j++) {
                q[j] -= alpha[k] * pair.fall[j];
            }
        }
        double[] step = information.solve(q);
        for (Pair pair : pairs) {
            double beta = pair.inverse * CoxFit.dot(pair.fall, step);
            for (int j = 0; j < step.length; j++) {
                step[j] += (alpha[k] - beta) * pair.step[j];
            }
            k++;
        }
        return step;
    }
}
