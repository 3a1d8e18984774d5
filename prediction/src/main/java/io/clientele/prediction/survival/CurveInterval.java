package io.clientele.prediction.survival;

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
}
