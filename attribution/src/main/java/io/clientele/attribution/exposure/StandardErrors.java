package io.clientele.attribution.exposure;

import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;

/** Standard errors of effects, from the curvature of a likelihood at its top over what is not at a bound. */
final class StandardErrors {

    /** Share of a column's square that must not follow from columns before it. */
    private static final double DEPENDENT = 1e-9;

    /** By channel; 0 where there is none. */
    final double[] errors;
    /** Channels whose effects follow from those of others. */
    final List<String> mixed = new ArrayList<>();

    /** Of effects that follow the first parameter. */
    StandardErrors(Point top, double[] lower, double[] upper, List<String> channels) {
        errors = new double[channels.size()];
        int[] free = new int[top.x.length];
        int size = 0;
        for (int i = 0; i < top.x.length; i++) {
            if (top.x[i] > lower[i] && top.x[i] < upper[i] && top.curvature[i][i] > 0) {
                free[size++] = i;
            }
        }
        double[] unit = new double[size];
        double[][] scaled = new double[size][size];
        for (int i = 0; i < size; i++) {
            unit[i] = Math.sqrt(top.curvature[free[i]][free[i]]);
            for (int j = 0; j <= i; j++) {
                scaled[i][j] = top.curvature[free[i]][free[j]] / (unit[i] * unit[j]);
            }
        }
        Cholesky factor = Cholesky.of(scaled, DEPENDENT);
        double[][] inverse = factor.inverse();
        for (int i = 0; i < size; i++) {
            int channel = free[i] - 1;
            if (channel >= 0 && channel < errors.length) {
                errors[channel] = Math.sqrt(inverse[i][i]) / unit[i];
                if (factor.aliased(i)) {
                    mixed.add(channels.get(channel));
                }
            }
        }
    }
}
