package io.clientele.prediction.survival;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import java.util.Arrays;

/** Rows for {@link FineGrayFit}, in order of time, columns centred and scaled; the distinct times with the censoring curve. */
final class FineGrayRows {

    private static final double CONSTANT = 1e-13;

    final double[][] x;
    final double[] mean;
    final double[] scale;
    /** Index of each row's time. */
    final int[] at;
    /** 0 censored, 1 the cause, 2 another cause. */
    final int[] kind;

    final double[] times;
    /** First row of each time; one more entry for the end. */
    final int[] first;
    /** How many have the cause, and how many are censored, at each time. */
    final int[] events;

    final int[] censored;
    /** Chance to be still watched just before each time. */
    final double[] watched;

    final int rows;

    FineGrayRows(SurvivalTable data, FeatureTable features, int cause) {
        int[] order = TimeOrder.ascending(data.times());
        rows = order.length;
        at = new int[rows];
        kind = new int[rows];
        double[] distinct = new double[rows];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            double time = data.time(order[i]);
            if (count == 0 || distinct[count - 1] != time) {
                distinct[count++] = time;
            }
            at[i] = count - 1;
            int event = data.event(order[i]);
            kind[i] = event == 0 ? 0 : event == cause ? 1 : 2;
        }
        times = Arrays.copyOf(distinct, count);
        first = new int[count + 1];
        events = new int[count];
        censored = new int[count];
        watched = new double[count];
        for (int i = rows - 1; i >= 0; i--) {
            first[at[i]] = i;
            events[at[i]] += kind[i] == 1 ? 1 : 0;
            censored[at[i]] += kind[i] == 0 ? 1 : 0;
        }
        first[count] = rows;
        double g = 1;
        for (int k = 0; k < count; k++) {
            watched[k] = g;
            double n = rows - first[k];
            g *= (n - censored[k]) / n;
        }
        int p = features.columns();
        x = new double[p][rows];
        mean = new double[p];
        scale = new double[p];
        for (int j = 0; j < p; j++) {
            double largest = 0;
            for (int i = 0; i < rows; i++) {
                x[j][i] = features.get(order[i], j);
                largest = Math.max(largest, Math.abs(x[j][i]));
            }
            mean[j] = Reductions.sum(x[j], 0, rows) / rows;
            for (int i = 0; i < rows; i++) {
                x[j][i] -= mean[j];
            }
            double deviation = Math.sqrt(Reductions.dot(x[j], x[j], 0, rows) / rows);
            boolean constant = !(deviation > CONSTANT * largest);
            scale[j] = constant ? 1 : deviation;
            for (int i = 0; i < rows; i++) {
                x[j][i] = constant ? 0 : x[j][i] / deviation;
            }
        }
    }

    /** How many are watched up to a time. */
    int atRisk(int time) {
        return rows - first[time];
    }
}
