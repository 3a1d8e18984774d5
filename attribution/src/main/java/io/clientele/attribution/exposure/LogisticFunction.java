package io.clientele.attribution.exposure;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The log likelihood of a logistic regression less its penalty, of the intercept and then the effect of each channel. */
final class LogisticFunction implements BoundedNewton.Function {

    private final Exposures data;
    private final int @Nullable [] times;
    private final LogisticRows rows;
    private final double penalty;
    private final Execution execution;
    private final double[] lower;
    private final double[] upper;

    LogisticFunction(Exposures data, int @Nullable [] times, LogisticRows rows, double penalty, Execution execution) {
        this.data = data;
        this.times = times;
        this.rows = rows;
        this.penalty = penalty;
        this.execution = execution;
        lower = new double[1 + data.channels];
        lower[0] = Double.NEGATIVE_INFINITY;
        upper = new double[1 + data.channels];
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
    }

    private static final class Sums {

        double log;
        final double[] slope;
        final double[][] bend;

        Sums(int size) {
            slope = new double[size];
            bend = new double[size][];
            for (int i = 0; i < size; i++) {
                bend[i] = new double[i + 1];
            }
        }

        void merge(Sums later) {
            log += later.log;
            for (int i = 0; i < slope.length; i++) {
                slope[i] += later.slope[i];
                for (int k = 0; k <= i; k++) {
                    bend[i][k] += later.bend[i][k];
                }
            }
        }
    }

    /** log odds of a journey. */
    private double odds(double[] x, int j) {
        double odds = x[0];
        for (int i = rows.starts[j]; i < rows.starts[j + 1]; i++) {
            odds += x[1 + rows.channel[i]] * rows.exposure[i];
        }
        return odds;
    }

    @Override
    public Point at(double[] x) {
        Sums s = Chunks.reduce(
                data.journeys,
                execution,
                chunk -> new Sums(x.length),
                (sums, from, to) -> {
                    for (int j = from; j < to; j++) {
                        int weight = data.times(times, j);
                        if (weight > 0) {
                            add(x, j, weight, sums);
                        }
                    }
                },
                Sums::merge);
        for (int i = 1; i < x.length; i++) {
            s.log -= penalty / 2 * x[i] * x[i];
            s.slope[i] -= penalty * x[i];
            s.bend[i][i] += penalty;
        }
        return new Point(x, s.log, s.slope, s.bend);
    }

    private void add(double[] x, int j, double weight, Sums sums) {
        double odds = odds(x, j);
        double p = VectorMath.sigmoid(odds);
        double residual = data.converted[j] ? weight * VectorMath.sigmoid(-odds) : -weight * p;
        double bend = weight * p * VectorMath.sigmoid(-odds);
        sums.log -= weight * VectorMath.log1pExp(data.converted[j] ? -odds : odds);
        sums.slope[0] += residual;
        sums.bend[0][0] += bend;
        for (int i = rows.starts[j]; i < rows.starts[j + 1]; i++) {
            int row = 1 + rows.channel[i];
            double e = rows.exposure[i];
            double b = bend * e;
            sums.slope[row] += residual * e;
            sums.bend[row][0] += b;
            for (int k = rows.starts[j]; k <= i; k++) {
                int other = 1 + rows.channel[k];
                sums.bend[Math.max(row, other)][Math.min(row, other)] += b * rows.exposure[k];
            }
        }
    }

    @Override
    public double[] safe(Point p) {
        return p.x;
    }

    @Override
    public double[] lower() {
        return lower;
    }

    @Override
    public double[] upper() {
        return upper;
    }
}
