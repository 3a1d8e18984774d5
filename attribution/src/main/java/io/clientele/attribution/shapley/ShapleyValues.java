package io.clientele.attribution.shapley;

import io.clientele.core.internal.check.Check;

/**
 * What does each player of a game add, when it is known what every set of players is worth?
 *
 * <p>For games measured otherwise than by paths, such as experiments with every combination of channels. The value of a player
 * is the average of what it adds, over all orders in which the players could join (Shapley 1953, "A Value for n-Person Games").
 *
 * <ul>
 *   <li>The values add up to the worth of all players less that of none.
 *   <li>A player that never adds anything gets 0; players that always add the same get the same.
 * </ul>
 *
 * <p>Time and memory O(2<sup>n</sup>) for n players. Thread-safe.
 *
 * <pre>{@code
 * // nobody, A, B, A and B
 * double[] values = ShapleyValues.of(0, 10, 20, 36);
 * }</pre>
 */
public final class ShapleyValues {

    private ShapleyValues() {}

    /**
     * Values from the worth of every set. Bit i of a set's number says whether player i is in it.
     *
     * @param worth of the sets 0, 1, …, 2<sup>n</sup> - 1, finite; n from 1 to 28
     * @return the n values
     */
    public static double[] of(double... worth) {
        int n = Integer.numberOfTrailingZeros(Math.max(1, worth.length));
        if (n < 1 || n > RateGame.MOST_CHANNELS || worth.length != 1 << n) {
            throw new IllegalArgumentException("worth must have one number for every set of 1 to "
                    + RateGame.MOST_CHANNELS + " players, 2, 4, 8, …, got " + worth.length);
        }
        double[] w = weights(n);
        double[] u = new double[worth.length];
        double constant = 0;
        double none = Check.finite("worth of set 0", worth[0]);
        for (int set = 1; set < worth.length; set++) {
            int size = Integer.bitCount(set);
            double v = Check.finite("worth of set " + set, worth[set]) - none;
            u[set] = v * (w[size - 1] + w[size]);
            constant += v * w[size];
        }
        double[] values = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            int half = 1 << i;
            double with = 0;
            for (int set = 0; set < half; set++) {
                with += u[set + half];
                u[set] += u[set + half];
            }
            values[i] = with - constant;
        }
        return values;
    }

    /** {@code w[s] = s! (n - s - 1)! / n!}: how often exactly s given players come before another one; 0 for s = n. */
    static double[] weights(int n) {
        double[] w = new double[n + 1];
        w[0] = 1.0 / n;
        for (int s = 1; s < n; s++) {
            w[s] = w[s - 1] * s / (n - s);
        }
        return w;
    }
}
