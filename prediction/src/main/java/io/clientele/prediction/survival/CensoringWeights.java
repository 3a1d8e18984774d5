package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * The chance G to be still watched, a Kaplan-Meier curve of the censoring in which events leave first, its inverse as a weight, and
 * what each row's weight in the table changes in both.
 *
 * <p>Of log G after a time, a row's influence is the sum of c / (y (y - c)) over the times it was at risk of being censored (y rows
 * were, c were censored), less 1 / (y - c) where it was. The influence of a row on a sum in which log G at time k counts a[k] is thus
 * the sum of those terms, each times the sum of a from its time on: two passes.
 */
final class CensoringWeights {

    final SurvivalTable data;
    final double[] times;
    final double total;
    /** Number of each row's time; -1 for rows of weight 0. */
    final int[] at;
    /** Chance to be watched beyond each time. */
    private final double[] watched;
    /** Inverse of the chance to be watched just before each row's time. */
    private final double[] inverse;

    /** At risk of being censored, and censored, at each time. */
    private final double[] atRisk;

    private final double[] censored;

    private CensoringWeights(SurvivalTable data, RiskSets sets) {
        this.data = data;
        times = sets.times;
        total = sets.total;
        censored = sets.censored;
        at = new int[data.rows()];
        watched = new double[times.length];
        inverse = new double[data.rows()];
        atRisk = new double[times.length];
        double[] before = new double[times.length];
        double g = 1;
        for (int k = 0; k < watched.length; k++) {
            before[k] = g;
            double stay = sets.atRisk[k] - sets.events[k]; // events leave first
            atRisk[k] = stay;
            g *= stay > 0 ? Math.max(0, stay - censored[k]) / stay : 1;
            watched[k] = g;
        }
        Arrays.fill(at, -1);
        for (int i = 0; i < sets.rows.length; i++) {
            at[sets.rows[i]] = sets.last[i];
            inverse[sets.rows[i]] = 1 / before[sets.last[i]];
        }
    }

    /** Any event ends the watch, of whatever cause. */
    static CensoringWeights of(SurvivalTable data) {
        Check.hasRows("the table", data.rows());
        if (data.hasStarts()) {
            throw new IllegalArgumentException(
                    "rows with starts cannot be judged; take each customer once, from the beginning");
        }
        int[] all = new int[data.rows()];
        Arrays.setAll(all, i -> i);
        return new CensoringWeights(data, new RiskSets(data.anyCause(), all, new boolean[all.length]));
    }

    double lastTime() {
        return times[times.length - 1];
    }

    /** The number of the last time at or before a horizon; -1 if there is none. */
    int point(double horizon) {
        int k = Arrays.binarySearch(times, horizon);
        return k >= 0 ? k : -k - 2;
    }

    double watched(double horizon) {
        int k = point(horizon);
        return k < 0 ? 1 : watched[k];
    }

    /** The weight of a row with an event. */
    double ofEvent(int row) {
        return inverse[row];
    }

    /** The chance to be watched at a horizon, refused where it is not above 0. */
    double checkedWatched(double horizon) {
        double g = watched(Check.atLeast("time", horizon, 0.0));
        if (horizon >= lastTime() || !(g > 0)) {
            throw new IllegalArgumentException("horizon " + horizon
                    + " is at or beyond the last time anybody was watched (" + lastTime() + "); take an earlier one");
        }
        return g;
    }

    /**
     * Adds the influence by way of G.
     *
     * @param influence of each row, per unit of its weight
     * @param a what log G after each time counts
     */
    void addInfluence(double[] influence, double[] a) {
        double[] later = new double[times.length];
        double sum = 0;
        for (int k = times.length - 1; k >= 0; k--) {
            sum += a[k];
            later[k] = sum;
        }
        double[] staying = new double[times.length + 1];
        for (int k = 0; k < times.length; k++) {
            double left = atRisk[k] - censored[k];
            double term = censored[k] > 0 && later[k] != 0 ? later[k] * censored[k] / (atRisk[k] * left) : 0;
            staying[k + 1] = staying[k] + term;
        }
        for (int i = 0; i < influence.length; i++) {
            int k = at[i];
            if (k >= 0) {
                boolean gone = data.event(i) > 0;
                influence[i] += staying[gone ? k : k + 1];
                influence[i] -= gone || later[k] == 0 ? 0 : later[k] / (atRisk[k] - censored[k]);
            }
        }
    }

    double error(double[] influence) {
        return RowInfluence.error(data, influence);
    }
}
