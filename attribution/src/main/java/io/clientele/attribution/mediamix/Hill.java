package io.clientele.attribution.mediamix;

import io.clientele.core.internal.check.Check;

/**
 * What share of its greatest effect does a weekly spend have?
 *
 * <p>{@code 1 / (1 + (spend / half)^-slope)} (Hill 1910): 0 without spend, one half at {@code half}, towards 1 beyond. A slope
 * of at most 1 gives a concave curve, a higher one an S.
 *
 * @param half the spend of half the greatest effect, above 0
 * @param slope how steep, above 0 and at most 100
 */
public record Hill(double half, double slope) {

    /**
     * Checks the numbers.
     *
     * @param half above 0
     * @param slope above 0, at most 100
     */
    public Hill {
        Check.positive("half", half);
        Check.positive("slope", slope);
        Check.between("slope", slope, 0, 100);
    }

    /**
     * The share of the greatest effect.
     *
     * @param spend at least 0
     * @return from 0 to 1
     */
    public double value(double spend) {
        Check.atLeast("spend", spend, 0.0);
        return spend == 0 ? 0 : 1 / (1 + StrictMath.pow(spend / half, -slope));
    }

    /**
     * The slope of the curve: what a little more spend adds to the share, per unit of spend.
     *
     * @param spend at least 0
     * @return at least 0; infinite without spend when the slope is below 1
     */
    public double derivative(double spend) {
        Check.atLeast("spend", spend, 0.0);
        if (spend == 0) {
            return slope < 1 ? Double.POSITIVE_INFINITY : slope == 1 ? 1 / half : 0;
        }
        double power = StrictMath.pow(spend / half, -slope);
        // h (1 - h) slope / spend, with both factors from the power, so that neither loses its digits
        double fall = 1 / (1 + power);
        double rest = power > Double.MAX_VALUE ? 1 : power / (1 + power);
        return slope * fall * rest / spend;
    }
}
