package io.clientele.optimization.experiment.sequential;

import io.clientele.optimization.internal.CrossingRecursion;
import java.util.Arrays;

/** How likely is a result at least as high, or as low, as one at a look, in the stage-wise order? */
final class StageWiseOrder {

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
