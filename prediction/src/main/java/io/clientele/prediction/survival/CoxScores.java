package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * The score of each row (Lin and Wei 1989), at given coefficients of the scaled columns, from the earliest time on.
 *
 * <p>A row's score takes the hazards of all event times before its end, so rows come in the order of time; but risk sets are summed up
 * from the last time back, as nothing is subtracted then. So a first walk notes the sums at the beginning of each block of event times,
 * and a second one goes from block to block, the earliest first. Memory: 8 bytes a row, and of order columns times the square root of
 * the number of event times.
 */
final class CoxScores {

    private static final int LEAST = 64;

    /** Gets part of a row's score: the whole of it, where rows have no starts. */
    interface Sink {

        void add(int row, double[] part);
    }

    private final CoxDesign d;
    private final CoxWalk walk;
    private final int size;
    private final CoxWalk.Sums[] begins;
    /** Of the bins of a block, summed up over time: hazard, and the integral of the mean over it. */
    private final double[] hazard;

    private final double[][] drift;
    private final double[] tiedHazard;
    private final double[][] tiedDrift;
    private final double[][] mean;
    private final double[] part;

    CoxScores(CoxDesign design, Ties ties, double[] beta) {
        this.d = design;
        int p = beta.length;
        int bins = d.bins();
        walk = new CoxWalk(d, ties, beta);
        size = Math.max(LEAST, (int) Math.sqrt(bins));
        begins = new CoxWalk.Sums[(bins + size - 1) / size];
        hazard = new double[size];
        drift = new double[size][p];
        tiedHazard = new double[size];
        tiedDrift = new double[size][p];
        mean = new double[size][p];
        part = new double[p];
    }

    /** Goes over all rows; rows that have no bin have no score. */
    void run(Sink sink) {
        int p = part.length;
        CoxWalk.Sums sums = new CoxWalk.Sums(p);
        for (int k = 0; k < begins.length; k++) {
            begins[k] = sums.copy();
            walk.run(k * size, Math.min(d.bins(), (k + 1) * size), sums, (b, tie, s1, e1) -> {});
        }
        double sumH = 0;
        double[] sumZ = new double[p];
        for (int k = begins.length - 1; k >= 0; k--) {
            int from = k * size;
            int to = Math.min(d.bins(), from + size);
            walk.run(from, to, begins[k], (b, tie, s1, e1) -> note(b - from, b, tie, s1, e1));
            for (int b = to - 1; b >= from; b--) {
                if (b + 1 == d.bins() || d.startsStratum(b + 1)) { // the earliest of its stratum
                    sumH = 0;
                    Arrays.fill(sumZ, 0);
                }
                sumH += hazard[b - from];
                hazard[b - from] = sumH;
                for (int j = 0; j < p; j++) {
                    sumZ[j] += drift[b - from][j];
                    drift[b - from][j] = sumZ[j];
                }
                rows(b, b - from, sink);
            }
        }
    }

    private void note(int at, int b, TieSums tie, double[] s1, double[] e1) {
        hazard[at] = tie.hazard;
        tiedHazard[at] = tie.hazard - tie.eventHazard;
        double weight = 0;
        for (int i = d.binEvents[b]; i < d.binStart[b + 1]; i++) {
            weight += d.weight(i);
        }
        for (int j = 0; j < part.length; j++) {
            mean[at][j] = (tie.hazard * s1[j] - tiedHazard[at] * e1[j]) / weight;
            drift[at][j] = tie.a * s1[j] - tie.b * e1[j];
            tiedDrift[at][j] = tie.b * s1[j] - tie.c * e1[j];
        }
    }

    /** The rows that end in a bin, and those that begin there: what they would have gathered before is taken off. */
    private void rows(int b, int at, Sink sink) {
        int stratum = d.stratumOf(b);
        for (int i = d.binStart[b]; i < d.binStart[b + 1]; i++) {
            boolean event = i >= d.binEvents[b];
            double w = d.weight(i);
            double r = w * walk.risk[i];
            double h = hazard[at] - (event ? tiedHazard[at] : 0);
            for (int j = 0; j < part.length; j++) {
                double x = d.columns.get(i, stratum, j);
                double z = drift[at][j] - (event ? tiedDrift[at][j] : 0);
                part[j] = (event ? w * (x - mean[at][j]) : 0) - r * (x * h - z);
            }
            sink.add(i, part);
        }
        if (d.leaving == null) {
            return;
        }
        for (int k = d.leavingFrom(b); k < d.leavingEnd[b]; k++) {
            int i = d.leaving[k];
            double r = d.weight(i) * walk.risk[i];
            for (int j = 0; j < part.length; j++) {
                part[j] = r * (d.columns.get(i, stratum, j) * hazard[at] - drift[at][j]);
            }
            sink.add(i, part);
        }
    }
}
