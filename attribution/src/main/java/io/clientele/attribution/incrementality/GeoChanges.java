package io.clientele.attribution.incrementality;

import java.util.Arrays;

/** Each geo reduced to its change, and the gap between the groups in every period. Arrays are shared, not copied. */
final class GeoChanges {

    private static final double ROUNDING = 1e-12;

    final boolean[] treated;
    /** Mean after less mean before, by geo. */
    final double[] change;
    /** Mean of the treated less mean of the control geos, by period. */
    final double[] gap;

    final int before;
    final int after;
    final int treatedGeos;
    /** Mean of the treated geos after the start. */
    final double treatedMean;

    private GeoChanges(
            boolean[] treated, double[] change, double[] gap, int before, int treatedGeos, double treatedMean) {
        this.treated = treated;
        this.change = change;
        this.gap = gap;
        this.before = before;
        this.after = gap.length - before;
        this.treatedGeos = treatedGeos;
        this.treatedMean = treatedMean;
    }

    static GeoChanges of(GeoPanel panel, boolean[] treated, int before) {
        int geos = treated.length;
        int periods = panel.periods().size();
        int treatedGeos = 0;
        for (boolean on : treated) {
            treatedGeos += on ? 1 : 0;
        }
        double[] change = new double[geos];
        double[] gap = new double[periods];
        double treatedMean = 0;
        for (int g = 0; g < geos; g++) {
            double[] row = panel.row(g);
            double level = row[0];
            double first = 0;
            double second = 0;
            for (int p = 0; p < periods; p++) {
                // deviations from the geo's own level, so that large geos lose no digits and constant ones change by 0
                double off = row[p] - level;
                first += p < before ? off : 0;
                second += p < before ? 0 : off;
                gap[p] += treated[g] ? off / treatedGeos : -off / (geos - treatedGeos);
            }
            change[g] = second / (periods - before) - first / before;
            treatedMean += treated[g] ? (level + second / (periods - before)) / treatedGeos : 0;
        }
        return new GeoChanges(treated, change, gap, before, treatedGeos, treatedMean);
    }

    private static double mean(double[] row, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += row[i];
        }
        return sum / (to - from);
    }

    /** The changes of one group. */
    double[] changes(boolean ofTreated) {
        double[] own = new double[ofTreated ? treatedGeos : change.length - treatedGeos];
        int at = 0;
        for (int g = 0; g < change.length; g++) {
            if (treated[g] == ofTreated) {
                own[at++] = change[g];
            }
        }
        return own;
    }

    /** Share of the cyclic runs of as many periods as there are after the start whose gap is as far from the mean. */
    double inTimeP() {
        int n = gap.length;
        double mean = mean(gap, 0, n);
        double slack = ROUNDING * Arrays.stream(gap).map(Math::abs).sum();
        double[] sums = new double[n];
        for (int s = 0; s < n; s++) {
            for (int i = 0; i < after; i++) {
                sums[s] += gap[(before + s + i) % n] - mean;
            }
        }
        int extreme = 0;
        for (double sum : sums) {
            extreme += Math.abs(sum) >= Math.abs(sums[0]) - slack ? 1 : 0;
        }
        return (double) extreme / n;
    }
}
