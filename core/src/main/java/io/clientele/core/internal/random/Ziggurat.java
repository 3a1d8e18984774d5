package io.clientele.core.internal.random;

import java.util.random.RandomGenerator;

/**
 * Normal numbers without a logarithm in 98.8 % of the draws: the ziggurat of Marsaglia and Tsang (2000) in the form of Doornik
 * (2005), 128 boxes of equal area, with the box and the place in it from different bits of one {@code nextLong}.
 *
 * <p>For paths on which a draw must take nanoseconds; {@link Samplers#gaussian} serves everywhere else. The same bits on every
 * machine: exact arithmetic and {@link StrictMath} alone.
 */
public final class Ziggurat {

    private static final int BOXES = 128;
    /** Where the tail begins, and the area of each box; Marsaglia and Tsang (2000), section 2, for 128 boxes. */
    private static final double TAIL = 3.442619855899;

    private static final double AREA = 9.91256303526217e-3;

    /** The right ends of the boxes, falling; box 0 is the one with the tail and is as long as its area asks for. */
    private static final double[] X = new double[BOXES + 1];
    /** What share of a box lies under the curve over its whole height. */
    private static final double[] INNER = new double[BOXES];

    private static final double[] HEIGHT = new double[BOXES + 1];

    static {
        X[0] = AREA / height(TAIL);
        X[1] = TAIL;
        for (int i = 2; i < BOXES; i++) {
            X[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / X[i - 1] + height(X[i - 1])));
        }
        for (int i = 0; i < BOXES; i++) {
            INNER[i] = X[i + 1] / X[i];
        }
        for (int i = 0; i <= BOXES; i++) {
            HEIGHT[i] = height(X[i]);
        }
    }

    private Ziggurat() {}

    private static double height(double x) {
        return StrictMath.exp(-0.5 * x * x);
    }

    /**
     * Mean 0, variance 1.
     *
     * @param random source; only its {@code nextLong} is used
     * @return a normal number
     */
    public static double gaussian(RandomGenerator random) {
        long bits = random.nextLong();
        int box = (int) bits & (BOXES - 1);
        double u = place(bits);
        return Math.abs(u) < INNER[box] ? u * X[box] : edge(random, box, u);
    }

    /** From -1 to 1, neither of them nor 0, by the upper 53 bits. */
    private static double place(long bits) {
        return ((bits >> 11) + 0.5) * 0x1.0p-52;
    }

    private static double edge(RandomGenerator random, int firstBox, double first) {
        int box = firstBox;
        double u = first;
        while (true) {
            if (Math.abs(u) < INNER[box]) {
                return u * X[box];
            }
            if (box == 0) {
                return Math.copySign(tail(random), u);
            }
            double x = u * X[box];
            double y = HEIGHT[box] + Samplers.open(random) * (HEIGHT[box + 1] - HEIGHT[box]);
            if (y < height(x)) {
                return x;
            }
            long bits = random.nextLong();
            box = (int) bits & (BOXES - 1);
            u = place(bits);
        }
    }

    /** Beyond the last box, by Marsaglia (1964). */
    private static double tail(RandomGenerator random) {
        while (true) {
            double x = Samplers.exponential(random) / TAIL;
            double y = Samplers.exponential(random);
            if (2 * y > x * x) {
                return TAIL + x;
            }
        }
    }
}
