package io.clientele.prediction.survival;

/** Where a mixture cure fit begins. */
final class MixtureCureStarts {

    private final MixtureCureParts parts;
    private final LifetimeDistribution distribution;

    MixtureCureStarts(MixtureCureParts parts, LifetimeDistribution distribution) {
        this.parts = parts;
        this.distribution = distribution;
    }

    /** Latency of the events as they are; a share between those who left and all. */
    double[] startOfEvents() {
        double total = 0;
        double logs = 0;
        double squares = 0;
        double[] column = parts.latency.u[parts.latency.u.length - 1];
        for (int i = 0; i < parts.latency.rows; i++) {
            double w = parts.latency.weight(i);
            total += w;
            if (parts.latency.event[i]) {
                logs -= w * column[i];
                squares += w * column[i] * column[i];
            }
        }
        double mean = logs / parts.latency.events;
        double deviation = Math.sqrt(Math.max(0, squares / parts.latency.events - mean * mean));
        if (!(deviation > 1e-9) && !parts.fixedScale) {
            throw MixtureCureParts.collapsed();
        }
        double unit = switch (distribution) {
            case EXPONENTIAL, WEIBULL -> Math.PI / Math.sqrt(6);
            case LOG_LOGISTIC -> Math.PI / Math.sqrt(3);
            default -> 1;
        };
        double centre = unit == Math.PI / Math.sqrt(6) ? -0.5772156649015329 : 0;
        double alpha = parts.fixedScale ? parts.latency.logScale : unit / deviation;
        double share = (1 + parts.latency.events / total) / 2;
        return start(share, mean * alpha - centre, alpha);
    }

    /** Latency as if nearly everybody left. */
    double[] startOfAll() {
        return start(0.95, 0, parts.fixedScale ? parts.latency.logScale : 1);
    }

    private double[] start(double share, double location, double alpha) {
        double[] theta = new double[parts.size];
        theta[0] = Math.log(share / (1 - share));
        theta[parts.location()] = location;
        theta[parts.size - 1] = alpha;
        return theta;
    }
}
