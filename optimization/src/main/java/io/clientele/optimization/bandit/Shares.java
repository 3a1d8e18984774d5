package io.clientele.optimization.bandit;

/** Shares of traffic within limits, and as whole numbers of 2^-53. */
final class Shares {

    private Shares() {}

    /** Wishes below it count as this much, so that a ceiling can hand on what it cuts off even to arms without a chance. */
    private static final double LEAST = 1e-300;

    /**
     * The nearest shares to the wished ones (in relative entropy) that lie between a floor and a ceiling and add up to a total: all
     * wishes times the same factor, then cut. What lies in between keeps its proportions, and all keep their order.
     *
     * @param wished not negative
     * @param total what they add up to; {@code floor * n <= total <= ceiling * n}
     */
    static double[] within(double[] wished, double floor, double ceiling, double total) {
        double low = -800;
        double high = 800;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double sum = 0;
            for (double wish : wished) {
                sum += cut(wish, floor, ceiling, middle);
            }
            if (sum > total) {
                high = middle;
            } else {
                low = middle;
            }
        }
        // the factor is now known to 1e-13; exactly, it follows from what is left for those in between
        double bound = 0;
        double free = 0;
        for (double wish : wished) {
            double share = cut(wish, floor, ceiling, low);
            if (share > floor && share < ceiling) {
                free += Math.max(LEAST, wish);
            } else {
                bound += share;
            }
        }
        double[] shares = new double[wished.length];
        for (int k = 0; k < shares.length; k++) {
            double share = cut(wished[k], floor, ceiling, low);
            boolean between = share > floor && share < ceiling;
            shares[k] = between
                    ? Math.min(ceiling, Math.max(floor, (total - bound) * (Math.max(LEAST, wished[k]) / free)))
                    : share;
        }
        return shares;
    }

    private static double cut(double wish, double floor, double ceiling, double logFactor) {
        double share = StrictMath.exp(StrictMath.log(Math.max(LEAST, wish)) + logFactor);
        return Math.min(ceiling, Math.max(floor, share));
    }

    /**
     * Upper ends of neighbouring stretches of [0, 2^53), one an arm, as long as the shares; the last is 2^53. A share then is a
     * whole number of 2^-53, which a double holds exactly.
     */
    static long[] bounds(double[] shares) {
        long[] bounds = new long[shares.length];
        double total = 0;
        for (double share : shares) {
            total += share;
        }
        double sum = 0;
        int last = 0;
        for (int k = 0; k < shares.length; k++) {
            sum += shares[k];
            bounds[k] = (long) Math.rint(Math.min(1, sum / total) * 0x1.0p53);
            last = shares[k] > 0 ? k : last;
        }
        for (int k = last; k < shares.length; k++) {
            bounds[k] = 1L << 53;
        }
        return bounds;
    }
}
