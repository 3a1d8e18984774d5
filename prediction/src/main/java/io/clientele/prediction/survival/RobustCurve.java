package io.clientele.prediction.survival;

import org.jspecify.annotations.Nullable;

/**
 * Infinitesimal jackknife of a sum over event times: how much each row (or cluster of rows) moves it, squared and summed.
 *
 * <p>A row's influence at time t is {@code C(t) - C(entry)} while it is at risk, and stays as it is once the row has left, plus
 * a jump if it left with the event; so three sums over clusters, kept up to date as rows come and go, give the variance at
 * every time in one pass: O(rows + times).
 */
final class RobustCurve {

    private final double[] still;
    private final double[] atRisk;
    private double stillSquared;
    private double mixed;
    private double atRiskSquared;

    private RobustCurve(int clusters) {
        still = new double[clusters];
        atRisk = new double[clusters];
    }

    /**
     * Variances after each time.
     *
     * @param sets who is at risk when
     * @param table the data
     * @param step what a row at risk gains at each time
     * @param jump what a row gains that has the event at that time
     * @return one variance per time
     */
    static double[] variances(RiskSets sets, SurvivalTable table, double[] step, double[] jump) {
        Labels clusters = table.clusterLabels();
        RobustCurve sums = new RobustCurve(clusters == null ? table.rows() : clusters.count());
        int[] leaving = RiskSets.grouped(sets.last, sets.times.length);
        int[] entering = sets.first == null ? null : RiskSets.grouped(sets.first, sets.times.length);
        double[] variances = new double[step.length];
        double c = 0;
        int left = 0;
        int entered = 0;
        if (entering == null) {
            for (int row : sets.rows) {
                sums.change(cluster(clusters, row), 0, table.weight(row));
            }
        }
        for (int k = 0; k < variances.length; k++) {
            while (entering != null
                    && sets.first != null
                    && entered < entering.length
                    && sets.first[entering[entered]] == k) {
                int row = sets.rows[entering[entered++]];
                sums.change(cluster(clusters, row), -table.weight(row) * c, table.weight(row));
            }
            c += step[k];
            while (left < leaving.length && sets.last[leaving[left]] == k) {
                int row = sets.rows[leaving[left++]];
                double w = table.weight(row);
                sums.change(cluster(clusters, row), w * (c + (table.event(row) > 0 ? jump[k] : 0)), -w);
            }
            variances[k] = Math.max(0, sums.stillSquared + c * (2 * sums.mixed + c * sums.atRiskSquared));
        }
        return variances;
    }

    private static int cluster(@Nullable Labels clusters, int row) {
        return clusters == null ? row : clusters.code(row);
    }

    private void change(int cluster, double moreStill, double moreAtRisk) {
        double s = still[cluster];
        double r = atRisk[cluster];
        double s2 = s + moreStill;
        double r2 = r + moreAtRisk;
        stillSquared += s2 * s2 - s * s;
        mixed += s2 * r2 - s * r;
        atRiskSquared += r2 * r2 - r * r;
        still[cluster] = s2;
        atRisk[cluster] = r2;
    }
}
