package io.clientele.prediction.survival;

import io.clientele.core.internal.kernel.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the baselines of a fitted model, one per stratum, all for the same centre. */
final class CoxBaselines {

    /** At most about this many event times keep their drift. */
    private static final int KEPT = 2048;

    private CoxBaselines() {}

    /** The weighted means of the columns over the rows that took part. */
    static double[] center(CoxDesign d) {
        double[] mean = new double[d.columns()];
        double total = 0;
        for (int s = 0; s < d.strata(); s++) {
            int from = d.binStart[d.stratumBin[s]];
            int to = d.binStart[d.stratumBin[s + 1]];
            double weight = d.weight == null ? to - from : Reductions.sum(d.weight, from, to);
            total += weight;
            for (int j = 0; j < mean.length; j++) {
                mean[j] += (d.center[s][j] - mean[j]) * (weight / total);
            }
        }
        return mean;
    }

    /**
     * Makes them.
     *
     * @param d the rows
     * @param ties of the fit
     * @param scaled coefficients of the scaled columns
     * @param center of the columns as they were
     */
    static List<CoxBaseline> of(CoxDesign d, Ties ties, double[] scaled, double[] center) {
        int p = d.columns();
        int bins = d.bins();
        double[] hazard = new double[bins];
        double[] variance = new double[bins];
        int step = (bins + KEPT - 1) / KEPT;
        // group of bins whose drift is added up; each ends at a kept time (the earliest bin comes last in the walk)
        int[] group = new int[bins];
        int groups = 0;
        for (int s = 0; s < d.strata(); s++) {
            int to = d.stratumBin[s + 1];
            for (int b = d.stratumBin[s]; b < to; b++) {
                group[b] = groups + (b - d.stratumBin[s]) / step;
            }
            groups = group[to - 1] + 1;
        }
        double[][] drift = new double[groups][p];
        walk(d, ties, scaled, (b, sums, s1, e1) -> {
            hazard[b] = sums.hazard;
            variance[b] = sums.a;
            double[] into = drift[group[b]];
            for (int j = 0; j < p; j++) {
                into[j] += sums.a * s1[j] - sums.b * e1[j];
            }
        });
        String[] names = names(d);
        List<CoxBaseline> baselines = new ArrayList<>();
        for (int s = 0; s < d.strata(); s++) {
            baselines.add(stratum(d, s, names[s], scaled, center, hazard, variance, group, drift));
        }
        return List.copyOf(baselines);
    }

    private static void walk(CoxDesign d, Ties ties, double[] beta, CoxWalk.Visitor visitor) {
        if (d.unsorted == null) {
            new CoxWalk(d, ties, beta).run(visitor);
        } else {
            BinnedSums.of(d, d.unsorted, beta, 0, false, null, d.execution).walk(d, ties, visitor);
        }
    }

    private static CoxBaseline stratum(
            CoxDesign d,
            int s,
            String name,
            double[] scaled,
            double[] center,
            double[] hazard,
            double[] variance,
            int[] group,
            double[][] drift) {
        int p = center.length;
        int from = d.stratumBin[s];
        int count = d.stratumBin[s + 1] - from;
        double[] shift = new double[p];
        double eta = 0;
        for (int j = 0; j < p; j++) {
            shift[j] = d.center[s][j] - center[j];
            eta -= scaled[j] / d.scale[j] * shift[j];
        }
        double factor = Math.exp(eta);
        double[] times = new double[count];
        double[] h = new double[count];
        double[] v = new double[count];
        int[] kept = new int[group[from + count - 1] - group[from] + 1];
        double[][] z = new double[kept.length][p];
        double sumH = 0;
        double sumV = 0;
        double[] sumZ = new double[p];
        int next = 0;
        for (int k = 0; k < count; k++) {
            int b = from + count - 1 - k; // bins run back in time
            times[k] = d.binTime[b];
            sumH += hazard[b];
            sumV += variance[b];
            h[k] = factor * sumH;
            v[k] = factor * factor * sumV;
            if (b == from || group[b - 1] != group[b]) {
                for (int j = 0; j < p; j++) {
                    sumZ[j] += drift[group[b]][j] * d.scale[j];
                    z[next][j] = factor * (sumZ[j] + shift[j] * sumH);
                }
                kept[next++] = k;
            }
        }
        return new CoxBaseline(name, times, h, v, kept, z, lastTime(d, s));
    }

    private static double lastTime(CoxDesign d, int s) {
        // rows run back in time, but those of weight 0 were left out, so the first one is the last that counts
        return d.table.time(d.row[d.binStart[d.stratumBin[s]]]);
    }

    private static String[] names(CoxDesign d) {
        Labels strata = d.table.stratumLabels();
        String[] names = new String[d.strata()];
        Arrays.setAll(
                names, s -> strata == null ? KaplanMeier.ALL : strata.names().get(d.stratumCode[s]));
        return names;
    }
}
