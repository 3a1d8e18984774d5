package io.clientele.prediction.survival;

import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a table for a {@link CoxDesign}, centred within strata and scaled, in the order of the table or in walking order:
 * no column is copied, rows are found by their numbers.
 */
final class CoxColumns {

    private final CoxDesign d;
    private final FeatureTable features;
    /** By the code of a stratum its position in the design, 0 for one that has none; null where there is one at most. */
    private final int @Nullable [] position;

    CoxColumns(CoxDesign design) {
        this.d = design;
        this.features = design.features;
        Labels strata = d.table.stratumLabels();
        int[] places = null;
        if (strata != null && d.strata() > 1) {
            places = new int[strata.count()];
            for (int s = 0; s < d.strata(); s++) {
                places[d.stratumCode[s]] = s;
            }
        }
        position = places;
    }

    /** Rows {@code at} to {@code at + n - 1} of the table. */
    void load(int j, int at, double[] into, int n) {
        if (d.strata() == 0) {
            Arrays.fill(into, 0, n, 0);
            return;
        }
        features.copyColumn(j, at, into, 0, n);
        double f = d.factor[j];
        Labels strata = d.table.stratumLabels();
        if (position == null || strata == null) {
            double c = d.center[0][j];
            for (int i = 0; i < n; i++) {
                into[i] = (into[i] - c) * f;
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            into[i] = (into[i] - d.center[position[strata.code(at + i)]][j]) * f;
        }
    }

    /** Rows {@code at} to {@code at + n - 1} of the walk. */
    void gather(int j, int at, double[] into, int n) {
        int[] row = d.row;
        for (int i = 0; i < n; i++) {
            into[i] = features.get(row[at + i], j);
        }
        double f = d.factor[j];
        int s = stratumOf(at);
        for (int from = 0; from < n; s++) {
            int to = Math.min(n, d.binStart[d.stratumBin[s + 1]] - at);
            double c = d.center[s][j];
            for (int i = from; i < to; i++) {
                into[i] = (into[i] - c) * f;
            }
            from = Math.max(from, to);
        }
    }

    /** The stratum, by position, of a row of the walk. */
    private int stratumOf(int i) {
        int low = 0;
        int high = d.strata() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (d.binStart[d.stratumBin[middle + 1]] <= i) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** One cell in walking order, of a stratum by position. */
    double get(int i, int stratum, int j) {
        return (features.get(d.row[i], j) - d.center[stratum][j]) * d.factor[j];
    }

    /** The first n of some rows of the table, all of one stratum by position. */
    void gather(int j, int stratum, int[] rows, double[] into, int n) {
        double c = d.center[stratum][j];
        double f = d.factor[j];
        for (int i = 0; i < n; i++) {
            into[i] = (features.get(rows[i], j) - c) * f;
        }
    }

    /** A column in walking order. */
    double[] sorted(int j) {
        double[] column = new double[d.rows()];
        if (column.length > 0) {
            gather(j, 0, column, column.length);
        }
        return column;
    }
}
