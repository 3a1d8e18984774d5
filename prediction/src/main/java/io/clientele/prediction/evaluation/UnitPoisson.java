package io.clientele.prediction.evaluation;

import java.util.random.RandomGenerator;

/** Counts with mean 1, by looking one uniform number up in the distribution function; exact to 2^-63. */
final class UnitPoisson {

    /** P(count at most k) times 2^63. */
    private static final long[] CUMULATIVE = cumulative();

    private UnitPoisson() {}

    private static long[] cumulative() {
        long[] table = new long[21];
        double probability = StrictMath.exp(-1);
        double sum = 0;
        for (int k = 0; k < table.length; k++) {
            sum += probability;
            table[k] = (long) (sum * 0x1.0p63);
            probability /= k + 1;
        }
        return table;
    }

    static int next(RandomGenerator random) {
        long u = random.nextLong() >>> 1;
        int k = 0;
        while (k < CUMULATIVE.length - 1 && u >= CUMULATIVE[k]) {
            k++;
        }
        return k;
    }
}
