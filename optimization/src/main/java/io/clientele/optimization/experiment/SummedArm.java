package io.clientele.optimization.experiment;

import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;

/** Least squares of a metric on some covariates within one variant, from sums alone. */
final class SummedArm {

    /** As {@link AdjustedArm} has it: what a covariate has of its own, as a share of its variance. */
    private static final double TOLERANCE = 1e-10;

    private final CovariateMoments sample;
    private final List<Integer> columns;
    private final double[] scale;
    private final Cholesky factor;
    private final double[] slope;
    private final double residualVariance;

    private SummedArm(CovariateMoments sample, List<Integer> columns) {
        this.sample = sample;
        this.columns = columns;
        int p = columns.size();
        scale = columns.stream()
                .mapToDouble(j -> Math.sqrt(sample.covariance(j, j)))
                .toArray();
        double[][] gram = new double[p][p];
        double[] withMetric = new double[p];
        for (int i = 0; i < p; i++) {
            for (int k = 0; k <= i; k++) {
                double covariance = sample.covariance(columns.get(i), columns.get(k));
                gram[i][k] = scale[i] > 0 && scale[k] > 0 ? covariance / scale[i] / scale[k] : 0;
                gram[k][i] = gram[i][k];
            }
            withMetric[i] = scale[i] > 0 ? sample.covariance(columns.get(i), 0) / scale[i] : 0;
        }
        factor = Cholesky.of(gram, TOLERANCE);
        slope = factor.solve(withMetric);
        double explained = 0;
        for (int i = 0; i < p; i++) {
            explained += slope[i] * withMetric[i];
        }
        double n = sample.count();
        residualVariance = Math.max(0, sample.covariance(0, 0) - explained) * ((n - 1) / (n - p - 1));
    }

    /** The columns of the covariates that add something in both variants, earlier ones first. */
    static List<Integer> usable(CovariateMoments control, CovariateMoments variant) {
        List<Integer> kept = new ArrayList<>();
        for (int j = 1; j <= control.covariates().size(); j++) {
            kept.add(j);
            if (new SummedArm(control, kept).lastIsVoid() || new SummedArm(variant, kept).lastIsVoid()) {
                kept.remove(kept.size() - 1);
            }
        }
        return List.copyOf(kept);
    }

    static SummedArm of(CovariateMoments sample, List<Integer> columns) {
        int least = columns.size() + 2;
        if (sample.count() < least) {
            throw new IllegalArgumentException("variant '" + sample.variant() + "': units must be at least " + least
                    + " for " + columns.size() + " covariates, got " + sample.count());
        }
        return new SummedArm(sample, columns);
    }

    private boolean lastIsVoid() {
        int last = columns.size() - 1;
        return !(scale[last] > 0) || factor.aliased(last);
    }

    double mean(int i) {
        return sample.mean(columns.get(i));
    }

    /** The metric that units with these covariates are expected to have. */
    double at(double[] point) {
        double value = sample.mean(0);
        for (int i = 0; i < point.length; i++) {
            value += slope[i] * (point[i] - mean(i)) / scale[i];
        }
        return value;
    }

    /** The variance of {@link #at}, as ordinary least squares has it. */
    double varianceAt(double[] point) {
        double[] d = new double[point.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = (point[i] - mean(i)) / scale[i];
        }
        double[] towards = factor.solve(d);
        double away = 0;
        for (int i = 0; i < d.length; i++) {
            away += d[i] * towards[i];
        }
        double n = sample.count();
        return residualVariance * (1 / n + away / (n - 1));
    }
}
