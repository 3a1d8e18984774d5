package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * Areas under smooth curves from 0 to an end, by the double exponential rule, which bears a curve that starts or ends steeply.
 *
 * @see <a href="https://doi.org/10.2977/prims/1195192451">Takahasi and Mori (1974), Double exponential formulas for numerical
 *     integration</a>
 */
final class Quadrature {

    private static final double SAME = 1e-12;
    private static final double REACH = 4.5;
    private static final int LEVELS = 9;

    private Quadrature() {}

    /** Several curves at one point, written over what the array held; it is all 0 before. */
    interface Curves {
        void at(double u, double[] value);
    }

    /**
     * The areas, from ever finer steps until the first one stays the same to 12 digits.
     *
     * @param end of the integration, above 0
     * @param count of curves
     * @param curves finite inside
     */
    static double[] integrate(double end, int count, Curves curves) {
        double[] sum = new double[count];
        double[] value = new double[count];
        double step = 0.5;
        add(end, 0, step, curves, sum, value);
        double before = sum[0] * step;
        for (int level = 0; level < LEVELS; level++) {
            // the points between those taken so far
            add(end, step / 2, step, curves, sum, value);
            step /= 2;
            double now = sum[0] * step;
            if (Math.abs(now - before) <= SAME * Math.abs(now)) {
                break;
            }
            before = now;
        }
        for (int k = 0; k < count; k++) {
            sum[k] *= step;
        }
        return sum;
    }

    private static void add(double end, double shift, double step, Curves curves, double[] sum, double[] value) {
        int reach = (int) (REACH / step);
        for (int i = -reach; i <= reach; i++) {
            double t = shift + i * step;
            double s = Math.PI * Math.sinh(t);
            double share = 1 / (1 + Math.exp(-s));
            double weight = end * Math.PI * Math.cosh(t) * share / (1 + Math.exp(s));
            double u = end * share;
            if (weight > 0 && u > 0 && u < end) {
                Arrays.fill(value, 0);
                curves.at(u, value);
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += weight * value[k];
                }
            }
        }
    }
}
