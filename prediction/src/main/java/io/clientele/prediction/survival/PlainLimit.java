package io.clientele.prediction.survival;

import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Distributions;

/**
 * {@link ProductLimit} with Greenwood's errors of rows that count once and are at risk from the beginning, to the same bits: a tile of
 * times at once, divisions and roots apart from the sums, so that they run side by side.
 */
final class PlainLimit {

    private final CurveCounts counts;
    private final double[] survival;
    private final double[] logError;
    private final double[] hazard;
    private final double[] hazardError;

    private PlainLimit(CurveCounts counts) {
        int k = counts.times.length;
        this.counts = counts;
        survival = new double[k];
        logError = new double[k];
        hazard = new double[k];
        hazardError = new double[k];
    }

    static SurvivalCurve curve(String group, CurveCounts counts, KaplanMeier.Options o) {
        PlainLimit limit = new PlainLimit(counts);
        limit.run();
        return SurvivalCurve.of(
                group,
                counts,
                limit.survival,
                limit.logError,
                limit.hazard,
                limit.hazardError,
                o.interval(),
                o.confidence(),
                Distributions.normalTwoSided(o.confidence()));
    }

    private void run() {
        int k = survival.length;
        double[] n = new double[Chunks.TILE];
        double[] d = new double[Chunks.TILE];
        double[] factor = new double[Chunks.TILE];
        double[] step = new double[Chunks.TILE];
        double[] rise = new double[Chunks.TILE];
        double[] hazardStep = new double[Chunks.TILE];
        double s = 1;
        double v = 0;
        double h = 0;
        double u = 0;
        for (int at = 0; at < k; at += Chunks.TILE) {
            int size = Math.min(Chunks.TILE, k - at);
            System.arraycopy(counts.atRisk, at, n, 0, size);
            System.arraycopy(counts.events, at, d, 0, size);
            divide(n, d, factor, step, rise, hazardStep, size);
            for (int i = 0; i < size; i++) {
                s *= factor[i];
                v += step[i];
                h += rise[i];
                u += hazardStep[i];
                survival[at + i] = s;
                hazard[at + i] = h;
                step[i] = v;
                hazardStep[i] = u;
            }
            for (int i = 0; i < size; i++) {
                step[i] = Math.sqrt(step[i]);
                hazardStep[i] = Math.sqrt(hazardStep[i]);
            }
            System.arraycopy(step, 0, logError, at, size);
            System.arraycopy(hazardStep, 0, hazardError, at, size);
        }
        if (s == 0) { // nothing tells how sure it is that everybody left
            logError[k - 1] = Double.NaN;
        }
    }

    /** Where nobody has the event the factor is 1 and the steps are 0; where everybody has, 0 and infinite. */
    private static void divide(
            double[] n, double[] d, double[] factor, double[] step, double[] rise, double[] hazardStep, int size) {
        for (int i = 0; i < size; i++) {
            double left = n[i] - d[i];
            factor[i] = left / n[i];
            step[i] = d[i] / (n[i] * left);
            rise[i] = d[i] / n[i];
            hazardStep[i] = d[i] / (n[i] * n[i]);
        }
    }
}
