package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.internal.solver.Cholesky;
import java.util.Arrays;
import java.util.List;

/** Observed less expected events of each group, weighted, with their hypergeometric covariance; strata add up. */
final class RankSums {

    /** Of the groups' covariances one direction is always empty; what is below this share of a diagonal is that. */
    private static final double SINGULAR = 1e-10;

    private final Labels groups;
    private final double rho;
    private final double gamma;
    private final double[] observed;
    private final double[] expected;
    private final double[][] variance;

    RankSums(Labels groups, double rho, double gamma) {
        this.groups = groups;
        this.rho = rho;
        this.gamma = gamma;
        int k = groups.count();
        observed = new double[k];
        expected = new double[k];
        variance = new double[k][k];
    }

    void add(SurvivalTable data, RiskSets sets) {
        int times = sets.times.length;
        double[] weight = weights(sets);
        int[] leaving = RiskSets.grouped(sets.last, times);
        int[] entering = sets.first == null ? new int[0] : RiskSets.grouped(sets.first, times);
        double[] atRisk = new double[observed.length];
        double[] gone = new double[observed.length];
        int next = leaving.length - 1;
        int entered = entering.length - 1;
        // from the last time back: rows join when they end and drop out when they have not yet started
        for (int k = times - 1; k >= 0; k--) {
            Arrays.fill(gone, 0);
            for (; next >= 0 && sets.last[leaving[next]] == k; next--) {
                int row = sets.rows[leaving[next]];
                atRisk[groups.code(row)] += data.weight(row);
                if (data.event(row) > 0) {
                    gone[groups.code(row)] += data.weight(row);
                }
            }
            for (; entered >= 0 && sets.first != null && sets.first[entering[entered]] > k; entered--) {
                int row = sets.rows[entering[entered]];
                atRisk[groups.code(row)] -= data.weight(row);
            }
            if (sets.eventMembers[k] > 0) {
                collect(weight[k], sets.atRisk[k], sets.events[k], atRisk, gone);
            }
        }
    }

    /** S(t-)^rho (1 - S(t-))^gamma at each time. */
    private double[] weights(RiskSets sets) {
        double[] weight = new double[sets.times.length];
        double s = 1;
        for (int k = 0; k < weight.length; k++) {
            weight[k] = Math.pow(s, rho) * Math.pow(1 - s, gamma);
            s *= (sets.atRisk[k] - sets.events[k]) / sets.atRisk[k];
        }
        return weight;
    }

    private void collect(double w, double n, double d, double[] atRisk, double[] gone) {
        double spread = n > 1 ? w * w * d * (n - d) / (n - 1) : 0;
        for (int a = 0; a < observed.length; a++) {
            double share = atRisk[a] / n;
            observed[a] += w * gone[a];
            expected[a] += w * d * share;
            variance[a][a] += spread * share * (1 - share);
            for (int b = 0; b < a; b++) {
                variance[a][b] -= spread * share * (atRisk[b] / n);
            }
        }
    }

    LogRankTest result() {
        int k = observed.length;
        double[] difference = new double[k];
        for (int a = 0; a < k; a++) {
            difference[a] = observed[a] - expected[a];
            for (int b = 0; b < a; b++) {
                variance[b][a] = variance[a][b];
            }
        }
        Cholesky factor = Cholesky.of(variance, SINGULAR);
        if (factor.rank() == 0) {
            List<String> names = groups.names();
            throw new FitException("no event happened while customers of two groups were at risk together, so "
                    + (k > 5 ? names.subList(0, 5) + " and " + (k - 5) + " more" : names.toString())
                    + " cannot be compared; watch longer, or look at other groups or strata");
        }
        double[] solved = factor.solve(difference);
        double chiSquare = 0;
        for (int a = 0; a < k; a++) {
            chiSquare += difference[a] * solved[a];
        }
        return new LogRankTest(groups.names(), observed, expected, variance, chiSquare, factor.rank());
    }
}
