package io.clientele.core.feature;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.Encoder.Fill;
import io.clientele.core.feature.Encoder.Rule;
import io.clientele.core.stats.Moments;
import java.util.Arrays;
import java.util.Optional;

/** Learns how a column is to be encoded. */
final class ColumnLearner {

    private static final double[] NO_CUTS = {};

    /** A column's code, and what the user should know of it. */
    record Learned(ColumnCode code, Optional<String> warning) {}

    private ColumnLearner() {}

    static Learned learn(String name, FeatureTable data, int column, Rule rule) {
        if (rule.equals(Rule.NONE)) {
            return new Learned(new ColumnCode(name, Double.NaN, false, false, false, 0, 1, NO_CUTS), Optional.empty());
        }
        double[] values = data.column(column);
        double[] known = new double[values.length];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            boolean missing = Double.isNaN(values[i]);
            if (Math.abs(values[i]) > ColumnCode.LARGEST || (missing && rule.fill() == Fill.NONE && rule.bins() == 0)) {
                throw ColumnCode.refused(name, i, values[i]);
            }
            if (!missing) {
                known[n++] = values[i];
            }
        }
        known = Arrays.copyOf(known, n);
        if (n == 0 && rule.fill() != Fill.VALUE) {
            throw new IllegalArgumentException(
                    "column '" + name + "' is missing in every row; leave it out, or fill it with" + " withValue");
        }
        double fill = fill(rule, known);
        boolean indicated = n < values.length;
        if (rule.bins() > 0) {
            double[] cuts = cuts(filled(values, fill), rule.bins());
            return new Learned(
                    new ColumnCode(name, fill, indicated, true, true, 0, 1, cuts), fewer(name, cuts, rule.bins()));
        }
        if (!rule.standardized()) {
            return new Learned(new ColumnCode(name, fill, indicated, true, false, 0, 1, NO_CUTS), Optional.empty());
        }
        return standardized(name, filled(values, fill), fill, indicated);
    }

    private static Learned standardized(String name, double[] values, double fill, boolean indicated) {
        Moments moments = Moments.of(values);
        if (moments.minimum() == moments.maximum()) {
            return new Learned(
                    new ColumnCode(name, fill, indicated, true, false, moments.minimum(), 1, NO_CUTS),
                    Optional.of("column '" + name + "' is constant; it becomes 0"));
        }
        double deviation = Math.sqrt(moments.populationVariance());
        if (deviation < 1 / ColumnCode.LARGEST) {
            throw new IllegalArgumentException(
                    "column '" + name + "' varies too little to be standardised; use another unit");
        }
        return new Learned(
                new ColumnCode(name, fill, indicated, true, false, moments.mean(), deviation, NO_CUTS),
                Optional.empty());
    }

    private static Optional<String> fewer(String name, double[] cuts, int bins) {
        return cuts.length + 1 == bins
                ? Optional.empty()
                : Optional.of("column '" + name + "': " + (cuts.length + 1) + " of " + bins
                        + " bins; many rows share a value, or rows are few");
    }

    private static double fill(Rule rule, double[] known) {
        return switch (rule.fill()) {
            case NONE -> Double.NaN;
            case VALUE -> rule.value();
            case MEAN -> Moments.of(known).mean();
            case MEDIAN -> {
                double[] sorted = known.clone();
                Arrays.sort(sorted);
                yield quantile(sorted, 0.5);
            }
        };
    }

    /** What the column holds once missing values are filled; those that are not filled are left out. */
    private static double[] filled(double[] values, double fill) {
        double[] filled = new double[values.length];
        int n = 0;
        for (double value : values) {
            double x = Double.isNaN(value) ? fill : value;
            if (!Double.isNaN(x)) {
                filled[n++] = x + 0.0; // -0.0 would sort apart
            }
        }
        return Arrays.copyOf(filled, n);
    }

    /** Distinct quantiles that some value exceeds. */
    private static double[] cuts(double[] values, int bins) {
        Arrays.sort(values);
        double[] cuts = new double[bins - 1];
        int n = 0;
        for (int b = 1; b < bins; b++) {
            double cut = quantile(values, (double) b / bins);
            if (cut < values[values.length - 1] && (n == 0 || cut > cuts[n - 1])) {
                cuts[n++] = cut;
            }
        }
        return Arrays.copyOf(cuts, n);
    }

    /** Type 7: linear between order statistics. */
    private static double quantile(double[] sorted, double share) {
        double at = (sorted.length - 1) * share;
        int below = (int) at;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        return low == high ? low : low + (at - below) * (high - low);
    }
}
