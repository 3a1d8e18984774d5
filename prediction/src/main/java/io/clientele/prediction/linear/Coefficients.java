package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import java.util.ArrayList;
import java.util.List;

/** From estimates and their covariance to a table with tests and Wald intervals. */
final class Coefficients {

    static final String INTERCEPT = "(intercept)";

    private Coefficients() {}

    /** Student's t with the given degrees of freedom for p and for the intervals; normal where they are infinite. */
    static List<Coefficient> table(
            List<String> features,
            double[] estimates,
            double[][] covariance,
            boolean[] aliased,
            double confidence,
            double ofTests,
            double ofIntervals) {
        double width = width(confidence, ofIntervals);
        List<Coefficient> table = new ArrayList<>();
        for (int j = 0; j < estimates.length; j++) {
            String name = j == 0 ? INTERCEPT : features.get(j - 1);
            if (aliased[j]) {
                double none = Double.NaN;
                table.add(new Coefficient(name, none, none, none, none, none, none, true));
                continue;
            }
            double b = estimates[j];
            double error = Math.sqrt(covariance[j][j]);
            // a perfect fit has no error, and its numbers no doubt
            double z = error > 0 ? b / error : b == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, b);
            double tail = Double.isInfinite(ofTests)
                    ? Distributions.normalSurvival(Math.abs(z))
                    : Distributions.studentSurvival(Math.abs(z), ofTests);
            table.add(new Coefficient(name, b, error, z, 2 * tail, b - width * error, b + width * error, false));
        }
        return List.copyOf(table);
    }

    /** Standard errors on either side of an estimate. */
    static double width(double confidence, double degreesOfFreedom) {
        return Double.isInfinite(degreesOfFreedom)
                ? Distributions.normalTwoSided(confidence)
                : -Distributions.studentQuantile((1 - confidence) / 2, degreesOfFreedom);
    }

    static int estimated(boolean[] aliased) {
        int count = 0;
        for (boolean none : aliased) {
            count += none ? 0 : 1;
        }
        return count;
    }

    /** {@code b0 + sum of b x}. */
    static double predictor(List<String> features, double[] estimates, double[] row) {
        Check.length("the row", row.length, features.size(), "one value per feature");
        double sum = estimates[0];
        for (int j = 0; j < row.length; j++) {
            sum += estimates[j + 1] * row[j];
        }
        if (!Double.isFinite(sum)) {
            for (int j = 0; j < row.length; j++) {
                if (!Double.isFinite(row[j])) {
                    throw new IllegalArgumentException("feature '" + features.get(j) + "' must be finite, got " + row[j]
                            + "; impute or drop the row first");
                }
            }
        }
        return sum;
    }

    /** The standard error of {@code b0 + sum of b x}. */
    static double standardError(double[][] covariance, double[] row) {
        double variance = 0;
        for (int j = 0; j < covariance.length; j++) {
            double xj = j == 0 ? 1 : row[j - 1];
            for (int k = 0; k < covariance.length; k++) {
                variance += xj * covariance[j][k] * (k == 0 ? 1 : row[k - 1]);
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }
}
