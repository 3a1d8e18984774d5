package io.clientele.prediction.survival;

import io.clientele.core.internal.kernel.Reductions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes the baselines of a fitted model, one per stratum, all for the same centre. */
final class CoxBaselines {

    /** At most about this many event times keep their drift. */
    private static final int KEPT = 2048;

    final List<CoxBaseline> baselines;
    /** Decimal digits that the sums over risk sets lose when rows leave again. */
    final double digitsLost;

    /** Whether the hazards of all strata are numbers that a double holds, and their variances too. */
    boolean representable() {
        boolean all = true;
        for (CoxBaseline baseline : baselines) {
            int last = baseline.times.length - 1;
            all &= baseline.hazard[last] > 0
                    && baseline.hazard[last] < Double.MAX_VALUE
                    && baseline.variance[last] < Double.MAX_VALUE;
        }
        return all;
    }

    private CoxBaselines(List<CoxBaseline> baselines, double digitsLost) {
        this.baselines = baselines;
        this.digitsLost = digitsLost;
    }

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
    static CoxBaselines of(CoxDesign d, Ties ties, double[] scaled, double[] center) {
        int step = (d.bins() + KEPT - 1) / KEPT;
        List<Increments> parts = new ArrayList<>();
        for (int s = 0; s < d.strata(); s++) {
            parts.add(new Increments(d.stratumBin[s], d.stratumBin[s + 1], step, d.columns()));
        }
        int[] at = {0};
        Walked walked = walk(d, ties, scaled, (b, sums, s1, e1) -> {
            while (b >= parts.get(at[0]).to) {
                at[0]++;
            }
            parts.get(at[0]).add(b, sums, s1, e1);
        });
        String[] names = names(d);
        List<CoxBaseline> baselines = new ArrayList<>();
        for (int s = 0; s < d.strata(); s++) {
            baselines.add(parts.get(s).stratum(d, s, names[s], walked.shift[s], scaled, center));
        }
        return new CoxBaselines(List.copyOf(baselines), walked.digitsLost);
    }

    /** What was taken off eta, by stratum, and what leaving rows took of the sums. */
    private static final class Walked {

        final double[] shift;
        final double digitsLost;

        Walked(double[] shift, double digitsLost) {
            this.shift = shift;
            this.digitsLost = digitsLost;
        }
    }

    private static Walked walk(CoxDesign d, Ties ties, double[] beta, CoxWalk.Visitor visitor) {
        if (d.unsorted == null) {
            CoxWalk walk = new CoxWalk(d, ties, beta);
            walk.run(visitor);
            return new Walked(walk.shift, walk.digitsLost);
        }
        BinnedSums sums = BinnedSums.of(d, d.unsorted, beta, 0, true, null, d.execution);
        double shift = 0;
        if (!(sums.highest <= CoxWalk.LARGE && sums.lowest >= -CoxWalk.LARGE)) {
            shift = sums.highest;
            sums = BinnedSums.of(d, d.unsorted, beta, shift, false, null, d.execution);
        }
        sums.walk(d, ties, visitor);
        return new Walked(new double[] {shift}, 0);
    }

    /** What each event time of a stratum adds, in the order of time; summed up in place. */
    private static final class Increments {

        final int from;
        final int to;
        private final int step;
        private final double[] hazard;
        private final double[] variance;
        /** By group of bins; each ends at a kept time (the earliest bin comes last in the walk). */
        private final double[][] drift;

        Increments(int from, int to, int step, int columns) {
            this.from = from;
            this.to = to;
            this.step = step;
            hazard = new double[to - from];
            variance = new double[to - from];
            drift = new double[(to - from - 1) / step + 1][columns];
        }

        void add(int b, TieSums sums, double[] s1, double[] e1) {
            hazard[to - 1 - b] = sums.hazard;
            variance[to - 1 - b] = sums.a;
            double[] into = drift[(b - from) / step];
            for (int j = 0; j < into.length; j++) {
                into[j] += sums.a * s1[j] - sums.b * e1[j];
            }
        }

        CoxBaseline stratum(CoxDesign d, int s, String name, double taken, double[] scaled, double[] center) {
            int p = center.length;
            int count = to - from;
            double[] shift = new double[p];
            double eta = -taken;
            for (int j = 0; j < p; j++) {
                shift[j] = d.center[s][j] - center[j];
                eta -= scaled[j] / d.scale[j] * shift[j];
            }
            double factor = Math.exp(eta);
            double[] times = new double[count];
            int[] kept = new int[drift.length];
            double[][] z = new double[kept.length][p];
            double sumH = 0;
            double sumV = 0;
            double[] sumZ = new double[p];
            int next = 0;
            for (int k = 0; k < count; k++) {
                int b = to - 1 - k; // bins run back in time
                times[k] = d.binTime(b);
                sumH += hazard[k];
                sumV += variance[k];
                hazard[k] = finite(factor * sumH);
                variance[k] = finite(factor * factor * sumV);
                if ((b - from) % step == 0) {
                    for (int j = 0; j < p; j++) {
                        sumZ[j] += drift[(b - from) / step][j] * d.scale[j];
                        z[next][j] = finite(factor * (sumZ[j] + shift[j] * sumH));
                    }
                    kept[next++] = k;
                }
            }
            return new CoxBaseline(name, times, hazard, variance, kept, z, lastTime(d, s));
        }
    }

    /** The nearest finite number. */
    private static double finite(double value) {
        return Double.isNaN(value) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
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
