package io.clientele.prediction.survival;

/**
 * What the d events of one time add up to. With f = 0 for Breslow and f = l/d, l = 0 … d-1, for Efron, and
 * {@code D = S0 - f E0}, S0 being the sum of exp(eta) over the risk set and E0 that over the events:
 *
 * <ul>
 *   <li>{@code hazard} = sum w/D, what a row at risk gains in cumulative hazard; {@code eventHazard} = sum w(1-f)/D, what a tied
 *       event itself gains;
 *   <li>{@code a, b, c} = sum w (1, f, f²)/D², the weights of S1 and E1 (the same sums of x exp(eta)) in the information;
 *   <li>{@code logSum} = sum w log D;
 * </ul>
 *
 * <p>w being the mean weight of the events. Mutable, reused from bin to bin.
 */
final class TieSums {

    /** So many logarithms are taken at once, of the product of D/S0, each of which is at least 1/d: nothing underflows. */
    private static final int AT_ONCE = 8;

    double hazard;
    double eventHazard;
    double a;
    double b;
    double c;
    double logSum;

    void set(boolean efron, int d, double w, double s0, double e0) {
        hazard = 0;
        eventHazard = 0;
        a = 0;
        b = 0;
        c = 0;
        double inverse = 1 / s0;
        logSum = d * Math.log(s0);
        if (!efron || d == 1) {
            hazard = d * w * inverse;
            eventHazard = hazard;
            a = hazard * inverse;
            logSum *= w;
            return;
        }
        double share = e0 * inverse;
        double one = 1.0 / d;
        if (!(1 - (d - 1) * one * share > 0)) {
            logSum = Double.NaN; // no risk set: the sums are beyond what numbers can hold
            return;
        }
        for (int l = 0; l < d; l += AT_ONCE) {
            double product = 1;
            int to = Math.min(d, l + AT_ONCE);
            for (int m = l; m < to; m++) {
                double f = m * one;
                double rest = 1 - f * share;
                double gain = 1 / rest;
                double square = gain * gain;
                product *= rest;
                hazard += gain;
                eventHazard += (1 - f) * gain;
                a += square;
                b += f * square;
                c += f * f * square;
            }
            logSum += Math.log(product);
        }
        double once = w * inverse;
        hazard *= once;
        eventHazard *= once;
        a *= once * inverse;
        b *= once * inverse;
        c *= once * inverse;
        logSum *= w;
    }
}
