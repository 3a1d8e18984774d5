package io.clientele.prediction.survival;

import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;

/** On which scale the interval of a survival curve is symmetric. */
public enum CurveInterval {
    /** S plus and minus; cut off at 0 and 1. */
    PLAIN,
    /** On log S; cut off at 1. What R gives by default. */
    LOG,
    /** On log(-log S): never leaves [0, 1], and the best coverage with few customers. */
    LOG_LOG;

    double lower(double survival, double logError, double z) {
        return switch (this) {
            case PLAIN -> Math.max(0, survival - z * survival * logError);
            case LOG -> survival * Math.exp(-z * logError);
            case LOG_LOG -> Math.exp(Math.log(survival) * Math.exp(-z * logError / Math.log(survival)));
        };
    }

    double upper(double survival, double logError, double z) {
        return switch (this) {
            case PLAIN -> Math.min(1, survival + z * survival * logError);
            case LOG -> Math.min(1, survival * Math.exp(z * logError));
            case LOG_LOG -> Math.exp(Math.log(survival) * Math.exp(z * logError / Math.log(survival)));
        };
    }

    /** Lower and upper limits of a whole curve; of use where it is above 0 and below 1. */
    void limits(double[] survival, double[] logError, double z, double[] lower, double[] upper) {
        if (this == LOG) {
            logLimits(survival, logError, z, lower, upper);
            return;
        }
        for (int i = 0; i < survival.length; i++) {
            lower[i] = lower(survival[i], logError[i], z);
            upper[i] = upper(survival[i], logError[i], z);
        }
    }

    private static void logLimits(double[] survival, double[] logError, double z, double[] lower, double[] upper) {
        double[] s = new double[Chunks.TILE];
        double[] x = new double[Chunks.TILE];
        double[] e = new double[Chunks.TILE];
        for (int at = 0; at < survival.length; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, survival.length - at);
            System.arraycopy(survival, at, s, 0, n);
            System.arraycopy(logError, at, x, 0, n);
            for (int i = 0; i < n; i++) {
                x[i] *= z;
            }
            VectorMath.exp(x, e, n);
            for (int i = 0; i < n; i++) {
                x[i] = s[i] / e[i];
                s[i] = Math.min(1, s[i] * e[i]);
            }
            System.arraycopy(x, 0, lower, at, n);
            System.arraycopy(s, 0, upper, at, n);
        }
    }
}
