package io.clientele.optimization.experiment.sequential;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.CrossingRecursion;
import java.util.Arrays;

/** How likely is a result at least as high, or as low, as one at a look, in the stage-wise order? */
final class StageWiseOrder {

    /** Chances above this have lost nothing to what the recursion leaves out in the tails. */
    private static final double CLEAR = 1e-8;
    /** How much smaller a logarithm must be for its number to be below the rounding of the other. */
    private static final double NOTHING = 45;

    private final double[] information;
    private final double[] lower;
    private final double[] upper;

    StageWiseOrder(double[] information, double[] lower, double[] upper) {
        this.information = information;
        this.lower = lower;
        this.upper = upper;
    }

    int looks() {
        return information.length;
    }

    double information(int look) {
        return information[look];
    }

    /** The chance to have stopped above before, or to be above z now. */
    double above(int look, double z, double drift) {
        return tail(look, z, drift, true);
    }

    /** The chance to have stopped below before, or to be below z now. */
    double below(int look, double z, double drift) {
        return tail(look, z, drift, false);
    }

    /** The logarithm of {@link #above} without an effect, also where that is too small for a double. */
    double logAbove(int look, double z) {
        return logTail(look, z, above(look, z, 0), lower, upper);
    }

    /** The logarithm of {@link #below} without an effect: the same seen from the other side. */
    double logBelow(int look, double z) {
        return logTail(look, -z, below(look, z, 0), negative(upper), negative(lower));
    }

    private double logTail(int look, double z, double chance, double[] low, double[] high) {
        if (chance > CLEAR) {
            return Math.log(chance);
        }
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (int k = 0; k <= look; k++) {
            double limit = k == look ? z : high[k];
            if (Distributions.normalLogSurvival(limit) < most - NOTHING) {
                continue; // the chance of it is smaller still
            }
            CrossingRecursion walk = new CrossingRecursion(limit / Math.sqrt(information[k]));
            for (int j = 0; j < k; j++) {
                walk.advance(information[j]);
                walk.stay(low[j], high[j]);
            }
            walk.advance(information[k]);
            double log = walk.logAboveWithoutDrift(limit);
            double larger = Math.max(most, log);
            sum = sum * Math.exp(most - larger) + Math.exp(log - larger);
            most = larger;
        }
        return most + Math.log(sum);
    }

    private static double[] negative(double[] limits) {
        return Arrays.stream(limits).map(limit -> -limit).toArray();
    }

    private double tail(int look, double z, double drift, boolean above) {
        CrossingRecursion walk = new CrossingRecursion(drift);
        double chance = 0;
        for (int k = 0; k < look; k++) {
            walk.advance(information[k]);
            if (above && upper[k] < Double.POSITIVE_INFINITY) {
                chance += walk.above(upper[k]);
            } else if (!above && lower[k] > Double.NEGATIVE_INFINITY) {
                chance += walk.below(lower[k]);
            }
            walk.stay(lower[k], upper[k]);
        }
        walk.advance(information[look]);
        return chance + (above ? walk.above(z) : walk.below(z));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StageWiseOrder that
                && Arrays.equals(information, that.information)
                && Arrays.equals(lower, that.lower)
                && Arrays.equals(upper, that.upper);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(information) + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "StageWiseOrder" + Arrays.toString(information);
    }
}
