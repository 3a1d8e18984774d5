package io.clientele.prediction.survival;

import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * Log pseudo likelihood, score and information at given coefficients, and what the sandwich needs. Rows of other causes stay at
 * risk with weight G(t-)/G(T-), which splits into a factor of the time and one of the row, so that sums over them are running sums.
 */
final class FineGrayPass {

    final double logLikelihood;
    final double[] score;
    final double[][] information;
    /** Hazard at each time. */
    final double[] hazard;

    private final FineGrayRows d;
    private final int p;
    private final double[] risk;
    /** Mean of x over the risk set at each time with events. */
    private final double[][] mean;

    FineGrayPass(FineGrayRows rows, double[] beta) {
        this.d = rows;
        this.p = beta.length;
        int times = d.times.length;
        risk = new double[d.rows];
        for (int i = 0; i < d.rows; i++) {
            double eta = 0;
            for (int j = 0; j < p; j++) {
                eta += beta[j] * d.x[j][i];
            }
            risk[i] = Math.exp(eta);
        }
        double[] s0 = new double[times];
        mean = new double[times][p];
        riskSets(s0);
        hazard = new double[times];
        double log = 0;
        score = new double[p];
        for (int k = 0; k < times; k++) {
            if (d.events[k] == 0) {
                continue;
            }
            hazard[k] = d.events[k] / s0[k];
            log -= d.events[k] * Math.log(s0[k]);
            for (int j = 0; j < p; j++) {
                mean[k][j] /= s0[k];
                score[j] -= d.events[k] * mean[k][j];
            }
        }
        for (int i = 0; i < d.rows; i++) {
            if (d.kind[i] == 1) {
                log += Math.log(risk[i]);
                for (int j = 0; j < p; j++) {
                    score[j] += d.x[j][i];
                }
            }
        }
        logLikelihood = log;
        information = new double[p][p];
        collect();
    }

    /** S0 and S1 (in {@code mean}) at every time: those watched so far, and those of other causes before. */
    private void riskSets(double[] s0) {
        double sum = 0;
        double[] sums = new double[p];
        for (int k = d.times.length - 1; k >= 0; k--) {
            for (int i = d.first[k]; i < d.first[k + 1]; i++) {
                sum += risk[i];
                for (int j = 0; j < p; j++) {
                    sums[j] += risk[i] * d.x[j][i];
                }
            }
            s0[k] = sum;
            System.arraycopy(sums, 0, mean[k], 0, p);
        }
        sum = 0;
        Arrays.fill(sums, 0);
        for (int k = 0; k < d.times.length; k++) {
            double g = d.watched[k];
            s0[k] += g * sum;
            for (int j = 0; j < p; j++) {
                mean[k][j] += g * sums[j];
            }
            for (int i = d.first[k]; i < d.first[k + 1]; i++) {
                if (d.kind[i] == 2) {
                    sum += risk[i] / g;
                    for (int j = 0; j < p; j++) {
                        sums[j] += risk[i] * d.x[j][i] / g;
                    }
                }
            }
        }
    }

    /** sum r h x x' less sum d m m', h being the hazard a row gathers, in other causes' rows also after they have left. */
    private void collect() {
        double[] upTo = new double[d.times.length];
        double[] after = new double[d.times.length];
        double sum = 0;
        for (int k = 0; k < upTo.length; k++) {
            sum += hazard[k];
            upTo[k] = sum;
        }
        sum = 0;
        for (int k = upTo.length - 1; k >= 0; k--) {
            after[k] = sum;
            sum += d.watched[k] * hazard[k];
        }
        Gram rows = new Gram(p);
        Gram means = new Gram(p);
        for (int at = 0; at < d.rows; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, d.rows - at);
            for (int i = 0; i < n; i++) {
                int k = d.at[at + i];
                double h = upTo[k] + (d.kind[at + i] == 2 ? after[k] / d.watched[k] : 0);
                double root = Math.sqrt(risk[at + i] * h);
                for (int j = 0; j < p; j++) {
                    rows.u[j][i] = root * d.x[j][at + i];
                }
            }
            rows.add(n);
        }
        for (int at = 0; at < upTo.length; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, upTo.length - at);
            for (int i = 0; i < n; i++) {
                double root = Math.sqrt(d.events[at + i]);
                for (int j = 0; j < p; j++) {
                    means.u[j][i] = root * (d.events[at + i] == 0 ? 0 : mean[at + i][j]);
                }
            }
            means.add(n);
        }
        rows.addTo(information, 1);
        means.addTo(information, -1);
        for (int j = 0; j < p; j++) {
            for (int k = 0; k < j; k++) {
                information[k][j] = information[j][k];
            }
        }
    }

    /** The middle of the sandwich (Fine and Gray 1999, section 3.2): scores of the rows, and what the censoring curve adds. */
    double[][] middle() {
        int times = d.times.length;
        double[][] q = new double[times][p];
        double[] upTo = new double[times + 1];
        double[][] meanUpTo = new double[times + 1][p];
        double[] after = new double[times + 1];
        double[][] meanAfter = new double[times + 1][p];
        for (int k = 0; k < times; k++) {
            upTo[k + 1] = upTo[k] + hazard[k];
            for (int j = 0; j < p; j++) {
                meanUpTo[k + 1][j] = meanUpTo[k][j] + (hazard[k] == 0 ? 0 : mean[k][j] * hazard[k]);
            }
        }
        for (int k = times - 1; k >= 0; k--) { // from time k on, that time included
            double step = d.watched[k] * hazard[k];
            after[k] = after[k + 1] + step;
            for (int j = 0; j < p; j++) {
                meanAfter[k][j] = meanAfter[k + 1][j] + (step == 0 ? 0 : mean[k][j] * step);
            }
        }
        double r0 = 0;
        double[] r1 = new double[p];
        double[] drift = new double[p];
        double[][] compensator = new double[times][p];
        for (int k = 0; k < times; k++) {
            double n = d.atRisk(k);
            // over rows of other causes before this time, and over event times from it on, as in the paper
            for (int j = 0; j < p; j++) {
                q[k][j] = (r1[j] * after[k] - r0 * meanAfter[k][j]) / n;
                drift[j] += q[k][j] * d.censored[k] / n;
                compensator[k][j] = drift[j];
            }
            for (int i = d.first[k]; i < d.first[k + 1]; i++) {
                if (d.kind[i] == 2) {
                    r0 += risk[i] / d.watched[k];
                    for (int j = 0; j < p; j++) {
                        r1[j] += risk[i] / d.watched[k] * d.x[j][i];
                    }
                }
            }
        }
        double[][] middle = new double[p][p];
        double[] u = new double[p];
        for (int i = 0; i < d.rows; i++) {
            int k = d.at[i];
            for (int j = 0; j < p; j++) {
                double x = d.x[j][i];
                u[j] = -risk[i] * (x * upTo[k + 1] - meanUpTo[k + 1][j]) - compensator[k][j];
                if (d.kind[i] == 1) {
                    u[j] += x - mean[k][j];
                } else if (d.kind[i] == 2) {
                    u[j] -= risk[i] / d.watched[k] * (x * after[k + 1] - meanAfter[k + 1][j]);
                } else {
                    u[j] += q[k][j];
                }
            }
            for (int j = 0; j < p; j++) {
                for (int m = 0; m < p; m++) {
                    middle[j][m] += u[j] * u[m];
                }
            }
        }
        return middle;
    }
}
