package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nonparametric maximum of the likelihood of one group. Rows that cover the same innermost intervals are one cell; a row covers a stretch of
 * them, so that everything is a difference of cumulated sums.
 */
final class TurnbullFit {

    private static final int HALVINGS = 30;
    /** Mass that a step towards 0 has left behind. */
    private static final double DUST = 1e-12;

    private final int maxIterations;
    private final double tolerance;
    private double[] begin = new double[0];
    private double[] end = new double[0];
    private int[] first = new int[0];
    private int[] last = new int[0];
    private double[] weight = new double[0];
    private double[] mass = new double[0];
    private double total;
    private double gain;
    private int iterations;

    TurnbullFit(IntervalTable data, int[] rows, int maxIterations, double tolerance, Execution execution) {
        this.maxIterations = maxIterations;
        this.tolerance = tolerance;
        if (rows.length > 0) {
            cells(data, rows);
            solve(execution);
        }
    }

    boolean empty() {
        return mass.length == 0;
    }

    boolean nobodyLeft() {
        return mass.length == 1 && Double.isInfinite(end[0]);
    }

    int iterations() {
        return iterations;
    }

    /** By how much a unit of mass more on some interval would raise the log-likelihood per customer, at the most. */
    double gain() {
        return gain;
    }

    /** Places on the line: 3 times the number of the value, plus 0 just before it, 1 at it, 2 just after it. */
    private void cells(IntervalTable data, int[] rows) {
        int n = rows.length;
        double[] values = new double[2 * n];
        for (int i = 0; i < n; i++) {
            values[i] = data.left(rows[i]);
            double right = data.right(rows[i]);
            values[n + i] = Double.isInfinite(right) ? values[i] : right;
        }
        int[] number = new int[2 * n];
        double[] distinct = RiskSets.number(values, number);
        int places = 3 * distinct.length + 3;
        int[] from = new int[n];
        int[] to = new int[n];
        boolean[] opens = new boolean[places];
        boolean[] closes = new boolean[places];
        for (int i = 0; i < n; i++) {
            boolean exact = data.left(rows[i]) == data.right(rows[i]);
            from[i] = 3 * number[i] + (exact ? 0 : 2);
            to[i] = Double.isInfinite(data.right(rows[i])) ? places - 1 : 3 * number[n + i] + 1;
            opens[from[i]] = true;
            closes[to[i]] = true;
        }
        List<double[]> inner = new ArrayList<>();
        int[] begun = new int[places + 1]; // innermost intervals that begin before a place
        int[] ended = new int[places]; // that end at or before it
        int open = -1;
        for (int place = 0; place < places; place++) {
            begun[place + 1] = begun[place];
            if (opens[place]) {
                open = place;
            }
            if (closes[place] && open >= 0) {
                inner.add(new double[] {
                    distinct[open / 3], place == places - 1 ? Double.POSITIVE_INFINITY : distinct[place / 3]
                });
                for (int between = open + 1; between <= place + 1; between++) {
                    begun[between] = inner.size();
                }
                open = -1;
            }
            ended[place] = inner.size();
        }
        int k = inner.size();
        begin = new double[k];
        end = new double[k];
        for (int j = 0; j < k; j++) {
            begin[j] = inner.get(j)[0];
            end[j] = inner.get(j)[1];
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (long) begun[from[i]] * k + ended[to[i]] - 1;
        }
        int[] order = TimeOrder.ascending(keys);
        first = new int[n];
        last = new int[n];
        weight = new double[n];
        int cells = 0;
        for (int r = 0; r < n; r++) {
            if (r == 0 || keys[order[r]] != keys[order[r - 1]]) {
                first[cells] = (int) (keys[order[r]] / k);
                last[cells++] = (int) (keys[order[r]] % k);
            }
            weight[cells - 1] += data.weight(rows[order[r]]);
            total += data.weight(rows[order[r]]);
        }
        first = Arrays.copyOf(first, cells);
        last = Arrays.copyOf(last, cells);
        weight = Arrays.copyOf(weight, cells);
    }

    private void solve(Execution execution) {
        int k = begin.length;
        mass = new double[k];
        Arrays.fill(mass, 1.0 / k);
        for (iterations = 0; iterations < maxIterations; iterations++) {
            execution.checkCancelled();
            double[] slope = slopes();
            if (gain <= tolerance) {
                break;
            }
            double sum = 0;
            for (int j = 0; j < k; j++) {
                mass[j] *= slope[j];
                sum += mass[j];
            }
            for (int j = 0; j < k; j++) {
                mass[j] /= sum;
            }
            minorant();
        }
        slopes();
        double sum = 0;
        for (int j = 0; j < k; j++) {
            mass[j] = mass[j] < DUST ? 0 : mass[j];
            sum += mass[j];
        }
        for (int j = 0; j < k; j++) {
            mass[j] /= sum;
        }
    }

    private static double[] cumulated(double[] mass) {
        double[] sums = new double[mass.length + 1];
        for (int j = 0; j < mass.length; j++) {
            sums[j + 1] = sums[j] + mass[j];
        }
        return sums;
    }

    /** The share of cell c. */
    private double share(double[] sums, int c) {
        return sums[last[c] + 1] - sums[first[c]];
    }

    private double logLikelihood(double[] sums) {
        double value = 0;
        for (int c = 0; c < weight.length; c++) {
            double p = share(sums, c);
            if (!(p > 0)) {
                return Double.NEGATIVE_INFINITY;
            }
            value += weight[c] * Math.log(p);
        }
        return value;
    }

    /** The derivatives of the log-likelihood per customer; 1 wherever there is mass, at most 1 elsewhere, at the maximum. */
    private double[] slopes() {
        double[] sums = cumulated(mass);
        double[] slope = new double[mass.length];
        double[] change = new double[mass.length + 1];
        for (int c = 0; c < weight.length; c++) {
            double part = weight[c] / (total * share(sums, c));
            change[first[c]] += part;
            change[last[c] + 1] -= part;
        }
        double at = 0;
        gain = 0;
        for (int j = 0; j < slope.length; j++) {
            at += change[j];
            slope[j] = Math.max(0, at);
            gain = Math.max(gain, slope[j] - 1);
        }
        return slope;
    }

    /** One step of the iterative convex minorant in the cumulated masses, halved until the likelihood rises. */
    private void minorant() {
        int k = mass.length;
        if (k < 2) {
            return;
        }
        double[] sums = cumulated(mass);
        double[] slope = new double[k + 1];
        double[] curve = new double[k + 1];
        for (int c = 0; c < weight.length; c++) {
            double part = weight[c] / share(sums, c);
            double square = part / share(sums, c);
            slope[last[c] + 1] += part;
            curve[last[c] + 1] += square;
            slope[first[c]] -= part;
            curve[first[c]] += square;
        }
        double[] target = new double[k + 1];
        double[] block = new double[k];
        double[] blockWeight = new double[k];
        int[] blockEnd = new int[k];
        int blocks = 0;
        for (int m = 1; m < k; m++) {
            double value = sums[m] + slope[m] / curve[m];
            double w = curve[m];
            while (blocks > 0 && block[blocks - 1] >= value) {
                blocks--;
                value = (value * w + block[blocks] * blockWeight[blocks]) / (w + blockWeight[blocks]);
                w += blockWeight[blocks];
            }
            block[blocks] = value;
            blockWeight[blocks] = w;
            blockEnd[blocks++] = m;
        }
        for (int b = 0, m = 1; b < blocks; b++) {
            for (; m <= blockEnd[b]; m++) {
                target[m] = Math.min(1, Math.max(0, block[b]));
            }
        }
        target[k] = 1;
        double before = logLikelihood(sums);
        double step = 1;
        for (int h = 0; h < HALVINGS; h++, step /= 2) {
            double[] moved = new double[k];
            for (int j = 0; j < k; j++) {
                moved[j] = (1 - step) * mass[j] + step * (target[j + 1] - target[j]);
            }
            if (logLikelihood(cumulated(moved)) > before) {
                mass = moved;
                return;
            }
        }
    }

    TurnbullCurve curve(String group) {
        List<TurnbullStep> steps = new ArrayList<>();
        for (int j = 0; j < mass.length; j++) {
            if (mass[j] > 0) {
                steps.add(new TurnbullStep(begin[j], end[j], mass[j]));
            }
        }
        return new TurnbullCurve(group, total, steps, logLikelihood(cumulated(mass)));
    }
}
