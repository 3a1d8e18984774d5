package io.clientele.attribution.rule;

import io.clientele.attribution.PathTable;
import io.clientele.core.Accumulator;

/** Credits of the channels, added up over paths. */
final class RuleSums implements Accumulator<PathTable, RuleSums, double[][]> {

    private final Rule rule;
    private final boolean[] special;
    private final int[] path;
    private final double[] weights;
    private final double[][] sums;

    RuleSums(Rule rule, boolean[] special, int longest) {
        this.rule = rule;
        this.special = special;
        this.path = new int[longest];
        this.weights = new double[longest];
        this.sums = new double[2][special.length];
    }

    @Override
    public void add(PathTable rows, int from, int to) {
        for (int row = from; row < to; row++) {
            long conversions = rows.conversions(row);
            if (conversions == 0) {
                continue;
            }
            double value = rows.value(row);
            int n = rows.copyPath(row, path);
            rule.weigh(path, n, special, weights);
            for (int i = 0; i < n; i++) {
                sums[0][path[i]] += weights[i] * conversions;
                sums[1][path[i]] += weights[i] * value;
            }
        }
    }

    @Override
    public void merge(RuleSums later) {
        for (int k = 0; k < sums.length; k++) {
            for (int c = 0; c < sums[k].length; c++) {
                sums[k][c] += later.sums[k][c];
            }
        }
    }

    @Override
    public double[][] result() {
        return sums;
    }

    double[] conversions() {
        return sums[0];
    }

    double[] value() {
        return sums[1];
    }
}
