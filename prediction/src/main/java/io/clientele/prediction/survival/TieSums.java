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
        logSum = 0;
        if (!efron || d == 1) {
            double inverse = 1 / s0;
            hazard = d * w * inverse;
            eventHazard = hazard;
            a = hazard * inverse;
            logSum = d * w * Math.log(s0);
            return;
        }
        for (int l = 0; l < d; l++) {
            double f = (double) l / d;
            double inverse = 1 / (s0 - f * e0);
            double step = w * inverse;
            hazard += step;
            eventHazard += (1 - f) * step;
            a += step * inverse;
            b += f * step * inverse;
            c += f * f * step * inverse;
            logSum -= w * Math.log(inverse);
        }
    }
}
