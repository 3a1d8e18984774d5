package io.clientele.optimization.internal;

/**
 * The chances that a walk which goes on between limits leaves above or below, look by look. Not changed once made; thread-safe.
 */
public final class Crossings {

    private final double[] upper;
    private final double[] lower;

    private Crossings(int looks) {
        upper = new double[looks];
        lower = new double[looks];
    }

    /**
     * Works them out for a walk that begins at 0.
     *
     * @param information time of each look
     * @param lower limits, in standard deviations; minus infinity where there is none
     * @param upper limits, in standard deviations; infinity where there is none
     * @param drift of the walk
     * @return the chances
     */
    public static Crossings of(double[] information, double[] lower, double[] upper, double drift) {
        return of(new CrossingRecursion(drift), information, lower, upper);
    }

    /**
     * Works them out for a walk that goes on from where it is.
     *
     * @param walk its state; moved to the last look
     * @param information time of each look to come
     * @param lower limits, in standard deviations
     * @param upper limits, in standard deviations
     * @return the chances
     */
    public static Crossings of(CrossingRecursion walk, double[] information, double[] lower, double[] upper) {
        Crossings chances = new Crossings(information.length);
        for (int k = 0; k < information.length; k++) {
            walk.advance(information[k]);
            chances.upper[k] = upper[k] == Double.POSITIVE_INFINITY ? 0 : walk.above(upper[k]);
            chances.lower[k] = lower[k] == Double.NEGATIVE_INFINITY ? 0 : walk.below(lower[k]);
            walk.stay(lower[k], upper[k]);
        }
        return chances;
    }

    /**
     * Leaving above at a look.
     *
     * @param look from 0
     * @return the chance
     */
    public double upper(int look) {
        return upper[look];
    }

    /**
     * Leaving below at a look.
     *
     * @param look from 0
     * @return the chance
     */
    public double lower(int look) {
        return lower[look];
    }

    /** {@return the chance to leave above at some look} */
    public double upper() {
        return sum(upper);
    }

    /** {@return the chance to leave below at some look} */
    public double lower() {
        return sum(lower);
    }

    /**
     * When the walk ends, on average: at the last look, if it does not leave before.
     *
     * @param information time of each look
     * @return between the first and the last
     */
    public double expected(double[] information) {
        double goingOn = 1;
        double sum = 0;
        for (int k = 0; k < upper.length; k++) {
            double stops = k == upper.length - 1 ? goingOn : upper[k] + lower[k];
            sum += stops * information[k];
            goingOn -= stops;
        }
        return sum;
    }

    private static double sum(double[] chances) {
        double sum = 0;
        for (double chance : chances) {
            sum += chance;
        }
        return sum;
    }
}
