package io.clientele.core.internal.kernel;

/**
 * Squared Euclidean distances from many points to one centre at a time, over tiles with one array per feature.
 *
 * <p>Cost: 3 flops a feature and point, everything in the first cache. Features are taken four at a time; {@link #squared}
 * adds in the same order, so a single point gets the same bits as a tile.
 */
public final class Distances {

    private Distances() {}

    /**
     * Squared distances of {@code n} points to a centre.
     *
     * @param x one array per feature
     * @param features how many of them are used
     * @param center one coordinate per feature
     * @param s result, overwritten
     * @param n how many points
     */
    public static void squared(double[][] x, int features, double[] center, double[] s, int n) {
        KernelChoice.CHOSEN.squaredDistances(x, features, center, s, n);
    }

    /**
     * For each centre, half the squared distances of {@code n} points to it less half the squares of the points: half a centre's
     * own square, less the inner product, by fused multiply-adds in the order of the features. Cheaper by half than distances, and
     * as good to compare centres by, but the rounding is that of the squares, not that of the distances.
     *
     * @param x one array per feature
     * @param features how many of them are used
     * @param minus by centre, its coordinates with the sign turned
     * @param half by centre, half the sum of squares of its coordinates
     * @param s by centre, result, overwritten
     * @param n how many points
     */
    public static void scores(double[][] x, int features, double[][] minus, double[] half, double[][] s, int n) {
        KernelChoice.CHOSEN.scores(x, features, minus, half, s, n);
    }

    /**
     * At each place, the number of one of several arrays, and the least of those of the others. Of numbers that may be infinite, but
     * are neither NaN nor -0.
     *
     * @param s arrays
     * @param label at each place the number of its array; -1 for none
     * @param own result, overwritten: the number of that array, infinity for none
     * @param least result, overwritten: the least of the others, infinity where there are none
     * @param n how many places
     */
    public static void leastOther(double[][] s, double[] label, double[] own, double[] least, int n) {
        KernelChoice.CHOSEN.leastOther(s, label, own, least, n);
    }

    /**
     * Squared distance of one point to a centre, to the same bits.
     *
     * @param point one coordinate per feature
     * @param center one coordinate per feature
     * @return the squared distance
     */
    public static double squared(double[] point, double[] center) {
        double s = 0;
        int j = 0;
        for (; j <= center.length - 4; j += 4) {
            double t = point[j] - center[j];
            double u = point[j + 1] - center[j + 1];
            double v = point[j + 2] - center[j + 2];
            double w = point[j + 3] - center[j + 3];
            s += t * t + u * u + (v * v + w * w);
        }
        for (; j < center.length; j++) {
            double t = point[j] - center[j];
            s += t * t;
        }
        return s;
    }
}
