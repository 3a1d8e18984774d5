package io.clientele.optimization.experiment.metric;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;

/**
 * The interval of a difference from the intervals of its two parts, which need not be symmetric (MOVER: Zou and Donner 2008,
 * "Construction of Confidence Intervals About Effect Measures"), and the p-value that goes with it: 1 less the confidence at which the
 * interval just reaches 0.
 */
final class Mover {

    private static final double FARTHEST = 38;

    /** The interval of one part, as many standard errors to each side as stated. */
    interface Part {
        Interval at(double z, double confidence);
    }

    private Mover() {}

    static Interval difference(double control, Part ofControl, double variant, Part ofVariant, double confidence) {
        return at(control, ofControl, variant, ofVariant, Distributions.normalTwoSided(confidence), confidence);
    }

    private static Interval at(
            double control, Part ofControl, double variant, Part ofVariant, double z, double confidence) {
        Interval a = ofControl.at(z, confidence);
        Interval b = ofVariant.at(z, confidence);
        double d = variant - control;
        double down = Math.hypot(variant - b.lower(), a.upper() - control);
        double up = Math.hypot(b.upper() - variant, control - a.lower());
        return new Interval(d - down, d + up, confidence);
    }

    /** Two-sided; intervals widen with z, so bisection finds where 0 comes in. */
    static double p(double control, Part ofControl, double variant, Part ofVariant) {
        if (control == variant) {
            return 1;
        }
        double out = 0;
        double in = FARTHEST;
        while (true) {
            double z = out + (in - out) / 2;
            if (z == out || z == in || in - out < 1e-12) {
                return Math.min(1, 2 * Distributions.normalSurvival(out));
            }
            if (at(control, ofControl, variant, ofVariant, z, 0.5).contains(0)) {
                in = z;
            } else {
                out = z;
            }
        }
    }
}
