package io.clientele.optimization.experiment;

/** Mean and spread of true effects from measured ones. The unknown is the variance between tests, here v. */
final class RandomEffects {

    private final double[] y;
    private final double[] s2;
    private final double scale;

    RandomEffects(double[] effects, double[] errors) {
        double least = Double.POSITIVE_INFINITY;
        for (double error : errors) {
            least = Math.min(least, error);
        }
        scale = least; // so that squares neither overflow nor vanish
        y = new double[effects.length];
        s2 = new double[effects.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = effects[i] / scale;
            s2[i] = errors[i] / scale * (errors[i] / scale);
        }
    }

    EffectPrior fit(SpreadEstimator estimator) {
        double v = switch (estimator) {
            case REML -> maximum(true);
            case MAXIMUM_LIKELIHOOD -> maximum(false);
            case DERSIMONIAN_LAIRD -> moments();
        };
        return new EffectPrior(mean(v) * scale, Math.sqrt(v) * scale);
    }

    private double mean(double v) {
        double weights = 0;
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            weights += 1 / (s2[i] + v);
            sum += y[i] / (s2[i] + v);
        }
        return sum / weights;
    }

    private double moments() {
        double weights = 0;
        double squares = 0;
        double q = 0;
        double mean = mean(0);
        for (int i = 0; i < y.length; i++) {
            double w = 1 / s2[i];
            weights += w;
            squares += w * w;
            q += w * (y[i] - mean) * (y[i] - mean);
        }
        return Math.max(0, (q - (y.length - 1)) / (weights - squares / weights));
    }

    /** The best of a grid, then the root of the slope between its neighbours. */
    private double maximum(boolean restricted) {
        double range = 0;
        double mean = mean(0);
        for (int i = 0; i < y.length; i++) {
            range = Math.max(range, (y[i] - mean) * (y[i] - mean));
        }
        double low = 0;
        double best = 0;
        double high = 1e-6;
        double most = likelihood(0, restricted);
        double before = 0;
        double top = 4 * (range + 1) * y.length;
        for (double v = 1e-6; v <= top; v *= 1.2) {
            double value = likelihood(v, restricted);
            if (value > most) {
                most = value;
                low = before;
                best = v;
                high = v * 1.2;
            }
            before = v;
        }
        if (best == 0 && slope(0, restricted) <= 0) {
            return 0;
        }
        while (true) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            if (slope(middle, restricted) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    private double likelihood(double v, boolean restricted) {
        double mean = mean(v);
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < y.length; i++) {
            double w = 1 / (s2[i] + v);
            weights += w;
            sum += Math.log(w) - w * (y[i] - mean) * (y[i] - mean);
        }
        return sum - (restricted ? Math.log(weights) : 0);
    }

    /** Twice the derivative of the log-likelihood. */
    private double slope(double v, boolean restricted) {
        double mean = mean(v);
        double sum = 0;
        double weights = 0;
        double squares = 0;
        for (int i = 0; i < y.length; i++) {
            double w = 1 / (s2[i] + v);
            weights += w;
            squares += w * w;
            sum += w * w * (y[i] - mean) * (y[i] - mean) - w;
        }
        return sum + (restricted ? squares / weights : 0);
    }
}
