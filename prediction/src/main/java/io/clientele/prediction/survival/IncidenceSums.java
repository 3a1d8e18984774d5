package io.clientele.prediction.survival;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The incidence P of one cause and its infinitesimal jackknife.
 *
 * <p>With C(t) = sum d/(n(n-d)) and A(t) = sum S(u-) (C(u-) d_j/n - d_j/n²), a row's influence on P(t) is linear in (1, P(t), A(t)):
 * at risk since e, {@code A(t) - A(e) - C(e) (P(t) - P(e))}; once it has left at u, what it was then (plus S(u-)/n if it left for this
 * cause) and {@code c (P(t) - P(u))}, c being its influence on log S. So six sums over clusters, kept up to date as rows come and
 * go, give the variance at every time: O(rows + times).
 */
final class IncidenceSums {

    private final double[] constant;
    private final double[] slope;
    private final double[] weight;
    private final double[] squares = new double[6];

    private IncidenceSums(int clusters) {
        constant = new double[clusters];
        slope = new double[clusters];
        weight = new double[clusters];
    }

    static IncidenceCurve curve(String group, int cause, RiskSets sets, SurvivalTable table, double confidence) {
        int times = sets.times.length;
        double[] ofCause = new double[times];
        for (int i = 0; i < sets.rows.length; i++) {
            if (table.event(sets.rows[i]) == cause) {
                ofCause[sets.last[i]] += table.weight(sets.rows[i]);
            }
        }
        Labels clusters = table.clusterLabels();
        IncidenceSums sums = new IncidenceSums(clusters == null ? table.rows() : clusters.count());
        int[] leaving = RiskSets.grouped(sets.last, times);
        int[] entering = sets.first == null ? new int[0] : RiskSets.grouped(sets.first, times);
        if (sets.first == null) {
            for (int row : sets.rows) {
                sums.change(cluster(clusters, row), 0, 0, table.weight(row));
            }
        }
        double[] entryA = new double[sets.rows.length];
        double[] entryC = new double[sets.rows.length];
        double[] entryP = new double[sets.rows.length];
        double[] at = new double[times];
        double[] incidence = new double[times];
        double[] error = new double[times];
        int points = 0;
        double s = 1;
        double c = 0;
        double a = 0;
        double p = 0;
        int left = 0;
        int entered = 0;
        for (int k = 0; k < times; k++) {
            for (; sets.first != null && entered < entering.length && sets.first[entering[entered]] == k; entered++) {
                int i = entering[entered];
                int row = sets.rows[i];
                double w = table.weight(row);
                entryA[i] = a;
                entryC[i] = c;
                entryP[i] = p;
                sums.change(cluster(clusters, row), w * (c * p - a), -w * c, w);
            }
            double n = sets.atRisk[k];
            double d = sets.events[k];
            double before = s;
            boolean everybody = sets.eventMembers[k] == sets.members[k];
            if (sets.eventMembers[k] > 0) {
                a += before * ofCause[k] / n * (c - 1 / n);
                p += before * ofCause[k] / n;
                s = everybody ? 0 : s * ((n - d) / n);
                c += everybody ? 0 : d / (n * (n - d));
            }
            for (; left < leaving.length && sets.last[leaving[left]] == k; left++) {
                int i = leaving[left];
                int row = sets.rows[i];
                double w = table.weight(row);
                int code = table.event(row);
                double influence = a - entryA[i] - entryC[i] * (p - entryP[i]) + (code == cause ? before / n : 0);
                double later = s == 0 ? 0 : c - entryC[i] - (code > 0 ? 1 / (n - d) : 0);
                // what it was while at risk goes, what it stays with comes
                sums.change(
                        cluster(clusters, row),
                        w * (influence - later * p) - w * (entryC[i] * entryP[i] - entryA[i]),
                        w * later + w * entryC[i],
                        -w);
            }
            if (sets.eventMembers[k] > 0) {
                at[points] = sets.times[k];
                incidence[points] = p;
                error[points++] = Math.sqrt(Math.max(0, sums.variance(p, a)));
            }
        }
        return new IncidenceCurve(
                group,
                cause,
                Arrays.copyOf(at, points),
                Arrays.copyOf(incidence, points),
                Arrays.copyOf(error, points),
                times == 0 ? 0 : sets.times[times - 1],
                s == 0,
                confidence);
    }

    private static int cluster(@Nullable Labels clusters, int row) {
        return clusters == null ? row : clusters.code(row);
    }

    private void change(int g, double moreConstant, double moreSlope, double moreWeight) {
        add(g, -1);
        constant[g] += moreConstant;
        slope[g] += moreSlope;
        weight[g] += moreWeight;
        add(g, 1);
    }

    private void add(int g, int sign) {
        double f = constant[g];
        double h = slope[g];
        double w = weight[g];
        squares[0] += sign * f * f;
        squares[1] += sign * h * h;
        squares[2] += sign * w * w;
        squares[3] += sign * f * h;
        squares[4] += sign * f * w;
        squares[5] += sign * h * w;
    }

    private double variance(double p, double a) {
        return squares[0]
                + p * p * squares[1]
                + a * a * squares[2]
                + 2 * (p * squares[3] + a * squares[4] + p * a * squares[5]);
    }
}
