package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.solver.Cholesky;
import java.util.Arrays;
import java.util.List;

/**
 * Scores of Gray's test and their covariance; strata add up.
 *
 * <p>With Y of a group at risk, S its Kaplan-Meier curve of all causes and F its incidence, {@code R = Y (1 - F-)/S-} is the risk set of the
 * subdistribution, and a score is the sum of W (observed - expected) as in a log-rank test on R. For the covariance, F is the pooled
 * incidence. A score is {@code sum over k of the integral of A_ik (dF_k - dF)} plus what the error of F_k does to later
 * hazards; in terms of the martingales of group k this is {@code S-/Y [A_ik + D_ik (1 - (1 - F)/S)]} for the cause and
 * {@code -S-/Y D_ik (1 - F)/S} for the others, with {@code A_ik = W Y_k/S_k (1[i = k] - (Y_i/S_i)/sum)} and D_ik the integral of
 * {@code A_ik dF/(1 - F-)} over all later times. So one pass forward gives the curves, one back the covariance.
 */
final class GraySums {

    private static final double SINGULAR = 1e-10;

    private final Labels groups;
    private final int cause;
    private final double rho;
    private final double[] score;
    private final double[] observed;
    private final double[][] variance;

    GraySums(Labels groups, int cause, double rho) {
        this.groups = groups;
        this.cause = cause;
        this.rho = rho;
        int k = groups.count();
        score = new double[k];
        observed = new double[k];
        variance = new double[k][k];
    }

    void add(SurvivalTable data, RiskSets sets) {
        int times = sets.times.length;
        int k = score.length;
        double[][] atRisk = new double[times][k];
        double[][] ofCause = new double[times][k];
        double[][] ofOthers = new double[times][k];
        for (int i = 0; i < sets.rows.length; i++) {
            int row = sets.rows[i];
            int g = groups.code(row);
            double w = data.weight(row);
            atRisk[sets.last[i]][g] += w;
            if (data.event(row) == cause) {
                ofCause[sets.last[i]][g] += w;
            } else if (data.event(row) > 0) {
                ofOthers[sets.last[i]][g] += w;
            }
        }
        for (int t = times - 2; t >= 0; t--) {
            for (int g = 0; g < k; g++) {
                atRisk[t][g] += atRisk[t + 1][g];
            }
        }
        double[][] before = new double[times][k];
        double[][] after = new double[times][k];
        double[] pooledBefore = new double[times];
        double[] pooled = new double[times];
        double[] sum = new double[times];
        double[] own = new double[k];
        double[] curve = new double[k];
        Arrays.fill(curve, 1);
        double all = 0;
        for (int t = 0; t < times; t++) {
            double events = 0;
            double risk = 0;
            for (int g = 0; g < k; g++) {
                before[t][g] = curve[g];
                events += ofCause[t][g];
                if (atRisk[t][g] > 0) {
                    sum[t] += atRisk[t][g] / curve[g];
                    risk += atRisk[t][g] * (1 - own[g]) / curve[g];
                }
            }
            double weight = Math.pow(1 - all, rho);
            for (int g = 0; g < k; g++) {
                double n = atRisk[t][g];
                double d = ofCause[t][g] + ofOthers[t][g];
                if (n > 0) {
                    observed[g] += ofCause[t][g];
                    score[g] += weight * (ofCause[t][g] - n * (1 - own[g]) / curve[g] * (events / risk));
                    own[g] += curve[g] * ofCause[t][g] / n;
                    curve[g] = d == n ? 0 : curve[g] * ((n - d) / n);
                }
                after[t][g] = curve[g];
            }
            pooledBefore[t] = all;
            all += events > 0 ? events / sum[t] : 0;
            pooled[t] = all;
        }
        covariance(atRisk, ofCause, ofOthers, before, after, pooledBefore, pooled, sum);
    }

    private void covariance(
            double[][] atRisk,
            double[][] ofCause,
            double[][] ofOthers,
            double[][] before,
            double[][] after,
            double[] pooledBefore,
            double[] pooled,
            double[] sum) {
        int k = score.length;
        double[][] later = new double[k][k];
        for (int t = sum.length - 1; t >= 0; t--) {
            double events = 0;
            for (int g = 0; g < k; g++) {
                events += ofCause[t][g];
            }
            double weight = Math.pow(1 - pooledBefore[t], rho);
            double[][] a = new double[k][k];
            for (int g = 0; g < k; g++) {
                double n = atRisk[t][g];
                double others = ofOthers[t][g];
                if (n == 0 || (events == 0 && others == 0)) {
                    continue;
                }
                double part = n / before[t][g];
                for (int i = 0; i < k; i++) {
                    double share = atRisk[t][i] == 0 ? 0 : atRisk[t][i] / before[t][i] / sum[t];
                    a[i][g] = weight * part * ((i == g ? 1 : 0) - share);
                }
                // nobody of the group comes later, so that nothing depends on a curve at 0
                double rest = after[t][g] > 0 ? (1 - pooled[t]) / after[t][g] : 0;
                if (events > 0) {
                    double expected = sum[t] * before[t][g];
                    double ties = events > 1 && expected > 1 ? 1 - (events - 1) / (expected - 1) : 1;
                    double spread = ties * before[t][g] * events / (sum[t] * n);
                    collect(g, spread, a, 1, later, 1 - rest);
                }
                if (others > 0) {
                    double ties = others > 1 && n > 1 ? 1 - (others - 1) / (n - 1) : 1;
                    collect(g, ties * before[t][g] * before[t][g] * others / (n * n), a, 0, later, -rest);
                }
            }
            if (events > 0) {
                double hazard = events / (sum[t] * (1 - pooledBefore[t]));
                for (int i = 0; i < k; i++) {
                    for (int g = 0; g < k; g++) {
                        later[i][g] += a[i][g] * hazard;
                    }
                }
            }
        }
    }

    private void collect(int g, double spread, double[][] a, double now, double[][] later, double rest) {
        for (int i = 0; i < score.length; i++) {
            double u = now * a[i][g] + rest * later[i][g];
            for (int j = 0; j <= i; j++) {
                variance[i][j] += spread * u * (now * a[j][g] + rest * later[j][g]);
            }
        }
    }

    GrayTest result() {
        int k = score.length;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < i; j++) {
                variance[j][i] = variance[i][j];
            }
        }
        Cholesky factor = Cholesky.of(variance, SINGULAR);
        if (factor.rank() == 0) {
            List<String> names = groups.names();
            throw new FitException(
                    "no event of cause " + cause + " happened while customers of two groups were at risk together, so "
                            + (k > 5 ? names.subList(0, 5) + " and " + (k - 5) + " more" : names.toString())
                            + " cannot be compared; watch longer, or look at other groups or strata");
        }
        double[] solved = factor.solve(score);
        double chiSquare = 0;
        for (int i = 0; i < k; i++) {
            chiSquare += score[i] * solved[i];
        }
        return new GrayTest(
                groups.names(), cause, observed, score, variance, ChiSquareTest.of(chiSquare, factor.rank()));
    }
}
