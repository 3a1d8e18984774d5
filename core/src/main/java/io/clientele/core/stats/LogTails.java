package io.clientele.core.stats;

import java.util.function.IntToDoubleFunction;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/** Logarithms of tail probabilities that are too small for a double, by asymptotic series and continued fractions. */
final class LogTails {

    private static final double HALF_LOG_2PI = 0.9189385332046727;
    private static final int MOST = 1_000_000;
    private static final double TINY = 1e-300;

    private LogTails() {}

    /** For z of 30 and more, by the asymptotic series (Abramowitz and Stegun 26.2.12); what it leaves out is below 1e-13. */
    static double normal(double z) {
        double v = 1 / (z * z);
        double series = -v * (1 - v * (3 - v * (15 - v * (105 - v * 945))));
        return -z * z / 2 - HALF_LOG_2PI - Math.log(z) + Math.log1p(series);
    }

    /** For large t: half of the tail of its square, which is an F with one degree above. */
    static double student(double t, double degrees) {
        return -Math.log(2) + f(t * t, 1, degrees);
    }

    /** For large f, from the incomplete beta function's continued fraction (Didonato and Morris 1992, equation 9). */
    static double f(double f, double numerator, double denominator) {
        double a = denominator / 2;
        double b = numerator / 2;
        double odds = numerator * f / denominator;
        double x = 1 / (1 + odds);
        double fraction = lentz(1, i -> {
            if (i == 0) {
                return 1;
            }
            int m = i / 2;
            return i % 2 == 0
                    ? m * (b - m) * x / ((a + 2.0 * m - 1) * (a + 2.0 * m))
                    : -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1));
        });
        return -a * Math.log1p(odds)
                - b * Math.log1p(1 / odds)
                - Math.log(a)
                - LogBeta.value(a, b)
                - Math.log(fraction);
    }

    /** 1 + c1 / (1 + c2 / (1 + …)), by Lentz's method as Thompson and Barnett (1986) have it. */
    private static double lentz(double start, IntToDoubleFunction numerator) {
        double f = start;
        double c = start;
        double d = 0;
        for (int i = 1; i < MOST; i++) {
            double n = numerator.applyAsDouble(i);
            d = 1 + n * d;
            d = 1 / (Math.abs(d) < TINY ? TINY : d);
            c = 1 + n / c;
            c = Math.abs(c) < TINY ? TINY : c;
            double factor = c * d;
            f *= factor;
            if (Math.abs(factor - 1) < 1e-15) {
                break;
            }
        }
        return f;
    }

    /** For x well above the degrees, by the incomplete gamma function's continued fraction (Abramowitz and Stegun 6.5.31). */
    static double chiSquared(double x, double degrees) {
        double a = degrees / 2;
        double half = x / 2;
        double b = half + 1 - a;
        double d = 1 / b;
        double c = 1 / TINY;
        double f = d;
        for (int i = 1; i < MOST; i++) {
            double n = -i * (i - a);
            b += 2;
            d = 1 / (n * d + b);
            c = b + n / c;
            double factor = c * d;
            f *= factor;
            if (Math.abs(factor - 1) < 1e-15) {
                break;
            }
        }
        return -half + a * Math.log(half) - LogGamma.value(a) + Math.log(f);
    }
}
