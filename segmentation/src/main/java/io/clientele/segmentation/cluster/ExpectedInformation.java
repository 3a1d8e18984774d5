package io.clientele.segmentation.cluster;

/**
 * The mean mutual information of two segmentations with given sizes and customers dealt out at random (Vinh, Epps and Bailey
 * 2010, eq. 24).
 *
 * <p>The common part of two segments is hypergeometric. Its probabilities are taken from the mode outwards by their ratios and
 * scaled to add up to 1, which needs no factorials and loses no digits for a million customers.
 */
final class ExpectedInformation {

    private static final double NEGLIGIBLE = 1e-20;

    private ExpectedInformation() {}

    static double of(int[] a, int[] b) {
        long n = 0;
        for (int size : a) {
            n += size;
        }
        double sum = 0;
        for (int first : a) {
            for (int second : b) {
                sum += cell(first, second, n);
            }
        }
        return sum;
    }

    /** Mean of x/n log(n x / (a b)) over the common part x of segments of sizes a and b. */
    private static double cell(long a, long b, long n) {
        double first = a;
        double second = b;
        double all = n;
        long least = Math.max(0, a + b - n);
        long most = Math.min(a, b);
        long mode = Math.max(least, Math.min(most, (long) ((a + 1.0) * (b + 1.0) / (n + 2.0))));
        double weights = 0;
        double sum = 0;
        double p = 1;
        for (long x = mode; x <= most && p > NEGLIGIBLE; x++) {
            weights += p;
            sum += p * term(x, first, second, all);
            p *= (double) (a - x) / (x + 1) * (b - x) / (n - a - b + x + 1);
        }
        p = 1;
        for (long x = mode; x > least; x--) {
            p *= (double) x / (a - x + 1) * (n - a - b + x) / (b - x + 1);
            if (p <= NEGLIGIBLE) {
                break;
            }
            weights += p;
            sum += p * term(x - 1, first, second, all);
        }
        return sum / weights;
    }

    private static double term(long x, double a, double b, double n) {
        return x == 0 ? 0 : x / n * Math.log(n * x / (a * b));
    }
}
