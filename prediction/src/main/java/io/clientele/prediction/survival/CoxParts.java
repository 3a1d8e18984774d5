package io.clientele.prediction.survival;

import org.jspecify.annotations.Nullable;

/**
 * What residuals are made of, at given coefficients of the scaled columns: at each event time the mean of x over the risk set,
 * and the cumulative hazard and cumulative {@code integral of mean dH} up to it, with what tied events do not take part in.
 */
final class CoxParts {

    private final CoxDesign d;
    private final double[] risk;
    private final double[] hazard;
    private final double[] tiedHazard;
    private final double[][] mean;
    private final double[][] drift;
    private final double[] @Nullable [] tiedDrift;

    CoxParts(CoxDesign design, Ties ties, double[] beta) {
        this.d = design;
        int p = beta.length;
        int bins = d.bins();
        hazard = new double[bins];
        tiedHazard = new double[bins];
        mean = new double[bins][p];
        drift = new double[bins][p];
        tiedDrift = new double[bins][];
        CoxWalk walk = new CoxWalk(d, ties, beta);
        risk = walk.risk;
        double[] weights = new double[bins];
        walk.run((b, sums, s1, e1) -> {
            hazard[b] = sums.hazard;
            tiedHazard[b] = sums.hazard - sums.eventHazard;
            for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
                weights[b] += d.weight(i);
            }
            boolean tied = sums.b != 0;
            double[] without = tied ? new double[p] : null;
            for (int j = 0; j < p; j++) {
                mean[b][j] = (sums.hazard * s1[j] - tiedHazard[b] * e1[j]) / weights[b];
                drift[b][j] = sums.a * s1[j] - sums.b * e1[j];
                if (without != null) {
                    without[j] = sums.b * s1[j] - sums.c * e1[j];
                }
            }
            tiedDrift[b] = without;
        });
        for (int s = 0; s < d.strata(); s++) {
            for (int b = d.stratumBin[s + 1] - 2; b >= d.stratumBin[s]; b--) {
                hazard[b] += hazard[b + 1];
                for (int j = 0; j < p; j++) {
                    drift[b][j] += drift[b + 1][j];
                }
            }
        }
    }

    /** The mean of x over the risk set of a bin, averaged over its tied events. */
    double mean(int bin, int j) {
        return mean[bin][j];
    }

    /** Events less those expected of a row in its time at risk. */
    double martingale(int i, int bin) {
        double h = hazard[bin] - (out(i) ? hazard[leave(i)] : 0);
        boolean event = i >= d.binEvents[bin];
        return event ? 1 - risk[i] * (h - tiedHazard[bin]) : -risk[i] * h;
    }

    /** What a row adds to the score of a column, without its weight. */
    double score(int i, int bin, int j) {
        double x = d.x()[j][i];
        double h = hazard[bin] - (out(i) ? hazard[leave(i)] : 0);
        double z = drift[bin][j] - (out(i) ? drift[leave(i)][j] : 0);
        boolean event = i >= d.binEvents[bin];
        if (!event) {
            return -risk[i] * (x * h - z);
        }
        double[] without = tiedDrift[bin];
        if (without != null) {
            h -= tiedHazard[bin];
            z -= without[j];
        }
        return x - mean[bin][j] - risk[i] * (x * h - z);
    }

    private boolean out(int i) {
        return d.leave != null && d.leave[i] != CoxRows.NEVER;
    }

    private int leave(int i) {
        return d.leave == null ? 0 : d.leave[i];
    }
}
