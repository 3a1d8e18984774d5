package io.clientele.prediction.linear;

import io.clientele.core.internal.kernel.VectorMath;
import org.apache.commons.numbers.gamma.LogGamma;

/** Responses whose mean is the exponential of the linear predictor. */
enum LogLink implements Family {

    /** Counts; variance as large as the mean. */
    POISSON {
        @Override
        public double fill(Tile t, int n) {
            means(t, n);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double w = t.weight[i];
                double y = t.response[i];
                double mean = t.mean[i];
                t.score[i] = w * (y - mean);
                t.curvature[i] = w * mean;
                sum += w * (y * t.eta[i] - mean);
            }
            return sum;
        }

        @Override
        public boolean exactCurvature() {
            return true;
        }

        @Override
        double deviance(double y, double mean) {
            return 2 * ((y == 0 ? 0 : y * Math.log(y / mean)) - (y - mean));
        }

        @Override
        double variance(double mean) {
            return mean;
        }

        @Override
        double logLikelihood(double y, double mean, double dispersion) {
            return (y == 0 ? 0 : y * Math.log(mean)) - mean - LogGamma.value(y + 1);
        }
    },

    /** Amounts above 0; standard deviation in proportion to the mean. */
    GAMMA {
        @Override
        public double fill(Tile t, int n) {
            means(t, n);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double w = t.weight[i];
                double ratio = t.response[i] / t.mean[i];
                t.score[i] = w * (ratio - 1);
                t.curvature[i] = w;
                sum -= w * (ratio + t.eta[i]);
            }
            return sum;
        }

        @Override
        public boolean exactCurvature() {
            return false;
        }

        @Override
        double deviance(double y, double mean) {
            return 2 * (-Math.log(y / mean) + (y - mean) / mean);
        }

        @Override
        double variance(double mean) {
            return mean * mean;
        }

        @Override
        double logLikelihood(double y, double mean, double dispersion) {
            double shape = 1 / dispersion;
            return shape * Math.log(shape / mean)
                    + (shape - 1) * Math.log(y)
                    - shape * y / mean
                    - LogGamma.value(shape);
        }
    };

    private static void means(Tile t, int n) {
        System.arraycopy(t.eta, 0, t.a, 0, n);
        VectorMath.exp(t.a, t.mean, n);
    }

    abstract double deviance(double y, double mean);

    abstract double variance(double mean);

    abstract double logLikelihood(double y, double mean, double dispersion);
}
