package io.clientele.attribution.mediamix;

import io.clientele.core.internal.kernel.Reductions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How much of a column the others explain. */
final class Collinearity {

    private Collinearity() {}

    /** Variance inflation of each column beside the controls and the other columns; infinite where they explain all of it. */
    static double[] inflation(double[][] controls, double[][] columns) {
        double[] inflation = new double[columns.length];
        for (int c = 0; c < columns.length; c++) {
            List<double[]> others = new ArrayList<>();
            Collections.addAll(others, controls);
            for (int j = 0; j < columns.length; j++) {
                if (j != c) {
                    others.add(columns[j]);
                }
            }
            double[] rest = columns[c].clone();
            Basis.of(others.toArray(double[][]::new)).residual(rest);
            int n = rest.length;
            double mean = Reductions.sum(columns[c], 0, n) / n;
            double total = 0;
            for (double x : columns[c]) {
                total += (x - mean) * (x - mean);
            }
            double left = Reductions.dot(rest, rest, 0, n);
            inflation[c] = left > 1e-12 * total ? Math.max(1, total / left) : Double.POSITIVE_INFINITY;
        }
        return inflation;
    }

    static double correlation(double[] x, double[] y) {
        int n = x.length;
        double mx = Reductions.sum(x, 0, n) / n;
        double my = Reductions.sum(y, 0, n) / n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int t = 0; t < n; t++) {
            xx += (x[t] - mx) * (x[t] - mx);
            yy += (y[t] - my) * (y[t] - my);
            xy += (x[t] - mx) * (y[t] - my);
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }
}
