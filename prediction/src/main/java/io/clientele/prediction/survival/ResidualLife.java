package io.clientele.prediction.survival;

/**
 * What is left of a lifetime {@code exp(location + scale W)} that has lasted until now.
 *
 * <p>Its mean is the integral of the survival from now on over the survival now: a closed form at 0, else by the trapezoidal rule
 * after the substitution {@code log v = log m + (pi/2) sinh x}, under which any tail, a heavy one too, falls off doubly
 * exponentially (Takahasi and Mori 1974, Double exponential formulas for numerical integration).
 */
final class ResidualLife {

    private static final double NOTHING = 1e-18;
    private static final double SAME = 1e-13;
    private static final int BISECTIONS = 80;
    private static final double END = 25;

    private final LifetimeShape shape;
    private final double location;
    private final double scale;
    private final double now;
    private final double logNow;
    /** Log survival at now. */
    private final double base;

    ResidualLife(LifetimeShape shape, double location, double scale, double now) {
        this.shape = shape;
        this.location = location;
        this.scale = scale;
        this.now = now;
        this.logNow = Math.log(now);
        this.base = now == 0 ? 0 : shape.logSurvival((logNow - location) / scale);
    }

    /** Whether the survival at now is a number that can be divided by. */
    boolean exists() {
        return Double.isFinite(base);
    }

    /** Log survival of another {@code exp(logSpan)}. */
    private double logSurvival(double logSpan) {
        double larger = Math.max(logNow, logSpan);
        double time = larger + Math.log1p(Math.exp(-Math.abs(logNow - logSpan)));
        return shape.logSurvival((time - location) / scale) - base;
    }

    /** Log of the negative log of the chance to last another span. */
    double logHazard(double span) {
        return Math.log(-logSurvival(Math.log(span)));
    }

    /** The logarithm of the time by which a share p of those there now has left. */
    double logQuantile(double p) {
        double z = shape.quantileOfLogSurvival(base + Math.log1p(-p), p);
        if (now == 0) {
            return location + scale * z;
        }
        return logNow + Math.log(Math.expm1(scale * (z - (logNow - location) / scale)));
    }

    /** The logarithm of the mean; infinite where there is none. */
    double logMean() {
        double whole = location + shape.logMean(scale);
        return now == 0 || Double.isInfinite(whole) ? whole : integral();
    }

    private double integral() {
        double middle = middle();
        double step = 0.5;
        double sum = at(0, middle) + side(step, step, middle) + side(-step, -step, middle);
        double area = step * sum;
        for (int halving = 0; halving < 7; halving++) {
            sum += side(step / 2, step, middle) + side(-step / 2, -step, middle);
            step /= 2;
            double finer = step * sum;
            boolean same = Math.abs(finer - area) <= SAME * finer;
            area = finer;
            if (same) {
                break;
            }
        }
        return middle + Math.log(area);
    }

    /** From the middle out until nothing more comes; the integrand has one hump, at the middle or next to it. */
    private double side(double from, double step, double middle) {
        double sum = 0;
        for (double x = from; Math.abs(x) < END; x += step) {
            double term = at(x, middle);
            sum += term;
            if (Math.abs(x) > 2 && term <= NOTHING * sum) {
                break;
            }
        }
        return sum;
    }

    private double at(double x, double middle) {
        double u = Math.PI / 2 * Math.sinh(x);
        return Math.exp(u + logSurvival(middle + u)) * (Math.PI / 2 * Math.cosh(x));
    }

    /** The logarithm of the span that a share 1/e lasts. */
    private double middle() {
        double low = location - 1;
        double high = location + 1;
        for (double width = 1; logSurvival(low) < -1; width *= 2) {
            low -= width;
        }
        for (double width = 1; logSurvival(high) > -1; width *= 2) {
            high += width;
        }
        for (int i = 0; i < BISECTIONS && high - low > 1e-6; i++) {
            double half = (low + high) / 2;
            if (logSurvival(half) > -1) {
                low = half;
            } else {
                high = half;
            }
        }
        return (low + high) / 2;
    }
}
