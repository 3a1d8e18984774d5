package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * The exact partial likelihood of tied events (Cox 1972): the chance that of all sets of d rows at risk it was this one that
 * left. Its normaliser is the elementary symmetric polynomial e_d of exp(eta), built up row by row:
 * {@code e_k := e_k + exp(eta) e_(k-1)}.
 *
 * <p>Kept as log e_k with the mean and covariance of the sum of x over a random set of k rows, which is all that score and
 * information need. A row mixes the sets without it and the sets with it, so means and covariances mix too: nothing
 * overflows and nothing cancels, however large the sets.
 */
final class ExactTies {

    private final CoxDesign d;
    private final double[][] x;
    private final int p;

    ExactTies(CoxDesign design) {
        this.d = design;
        this.x = design.x();
        this.p = design.columns();
    }

    /** Adds the bins with more than one event to the pass: log likelihood, score, lower triangle of the information. */
    void add(double[] beta, CoxPass pass) {
        double[] eta = new double[d.rows()];
        for (int i = 0; i < eta.length; i++) {
            eta[i] = d.offset == null ? 0 : d.offset[i];
            for (int j = 0; j < p; j++) {
                eta[i] += beta[j] * x[j][i];
            }
        }
        for (int s = 0; s < d.strata(); s++) {
            for (int b = d.stratumBin[s]; b < d.stratumBin[s + 1]; b++) {
                int tied = d.binStart[b + 1] - d.binEvents[b];
                if (tied > 1) {
                    bin(b, d.binStart[d.stratumBin[s]], tied, eta, pass);
                }
            }
        }
    }

    private void bin(int b, int from, int tied, double[] eta, CoxPass pass) {
        double[] log = new double[tied + 1];
        double[][] mean = new double[tied + 1][p];
        double[][][] covariance = new double[tied + 1][p][p];
        double[] delta = new double[p];
        Arrays.fill(log, 1, tied + 1, Double.NEGATIVE_INFINITY);
        for (int i = from; i < d.binStart[b + 1]; i++) {
            if (d.leave != null && d.leave[i] <= b) {
                continue;
            }
            for (int k = tied; k >= 1; k--) {
                if (log[k - 1] != Double.NEGATIVE_INFINITY) {
                    mix(k, i, eta[i], log, mean, covariance, delta);
                }
            }
        }
        pass.logLikelihood -= log[tied];
        for (int j = 0; j < p; j++) {
            pass.score[j] -= mean[tied][j];
            for (int k = 0; k <= j; k++) {
                pass.information[j][k] += covariance[tied][j][k];
            }
        }
    }

    /** Sets of k rows: those there were, and those of k - 1 rows with row i added. */
    private void mix(int k, int i, double eta, double[] log, double[][] mean, double[][][] covariance, double[] delta) {
        double with = log[k - 1] + eta;
        double without = log[k];
        double more = Math.max(with, without);
        double sum = more + Math.log1p(Math.exp(Math.min(with, without) - more));
        double share = Math.exp(with - sum);
        log[k] = sum;
        double[] own = mean[k];
        double[] other = mean[k - 1];
        for (int j = 0; j < p; j++) {
            delta[j] = other[j] + x[j][i] - own[j];
        }
        double mixed = share * (1 - share);
        for (int j = 0; j < p; j++) {
            own[j] += share * delta[j];
            double[] row = covariance[k][j];
            double[] otherRow = covariance[k - 1][j];
            for (int m = 0; m <= j; m++) {
                row[m] += share * (otherRow[m] - row[m]) + mixed * delta[j] * delta[m];
            }
        }
    }
}
