package io.clientele.attribution.exposure;

import io.clientele.core.Execution;
import java.util.Optional;

/**
 * Climbs to the top of a smooth function within bounds: Newton steps that stay within them, halved until the function rises, and
 * where that does not help a safe step of the function's own. The value never falls.
 */
final class BoundedNewton {

    /** What is climbed. */
    interface Function {

        /** The function at a place within the bounds; the array is not changed afterwards. */
        Point at(double[] x);

        /** A place that is no lower than {@code p}; p's own where the function knows of none. */
        double[] safe(Point p);

        double[] lower();

        double[] upper();
    }

    private static final int HALVINGS = 6;
    private static final double ARMIJO = 1e-4;
    /** A gain below this share of the value drowns in rounding. */
    private static final double ROUNDING = 1e-12;

    final Point top;
    final int iterations;
    final boolean converged;
    /** What the last step promised to gain. */
    final double change;

    private BoundedNewton(Point top, int iterations, boolean converged, double change) {
        this.top = top;
        this.iterations = iterations;
        this.converged = converged;
        this.change = change;
    }

    static BoundedNewton climb(Function f, double[] start, int maxIterations, double tolerance, Execution execution) {
        Point p = f.at(start);
        double change = Double.MAX_VALUE;
        for (int done = 1; done <= maxIterations; done++) {
            execution.checkCancelled();
            execution.progress("steps", done, maxIterations);
            Optional<double[]> target = BoundedQuadratic.target(p, f.lower(), f.upper());
            double rise = target.isPresent() ? rise(p, target.get()) : 0;
            if (target.isPresent() && rise <= tolerance) {
                Point last = f.at(target.get());
                return new BoundedNewton(last.value >= p.value ? last : p, done, true, Math.max(0, rise));
            }
            change = target.isPresent() ? rise : change;
            Point next = target.isPresent() ? halved(f, p, target.get(), rise) : p;
            if (next == p) {
                next = f.at(f.safe(p));
                if (!(next.value > p.value)) {
                    boolean flat = target.isPresent() && rise <= ROUNDING * (1 + Math.abs(p.value));
                    return new BoundedNewton(p, done, flat, change);
                }
            }
            p = next;
        }
        return new BoundedNewton(p, maxIterations, false, change);
    }

    private static Point halved(Function f, Point p, double[] target, double rise) {
        double share = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[] x = target;
            if (h > 0) {
                x = new double[target.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = p.x[i] + share * (target[i] - p.x[i]);
                }
            }
            Point q = f.at(x);
            if (q.value >= p.value + ARMIJO * share * rise) {
                return q;
            }
            share /= 2;
        }
        return p;
    }

    /** Slope times step: about twice what the step gains. */
    private static double rise(Point p, double[] target) {
        double rise = 0;
        for (int i = 0; i < target.length; i++) {
            rise += p.gradient[i] * (target[i] - p.x[i]);
        }
        return rise;
    }
}
