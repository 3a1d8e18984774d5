package io.clientele.optimization.design;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.experiment.MultipleTesting;
import java.util.ArrayList;
import java.util.List;

/** Main effects and interactions of pairs, as weighted sums of cell means. */
final class Contrasts {

    private static final class Contrast {

        private final String name;
        private final double[] weights;
        private final List<String> aliases;

        Contrast(String name, double[] weights, List<String> aliases) {
            this.name = name;
            this.weights = weights;
            this.aliases = aliases;
        }
    }

    private final FactorialDesign design;
    private final List<Cell> cells;
    private final boolean pooled;
    private final double pooledVariance;
    private final double pooledDegrees;

    Contrasts(FactorialDesign design, List<Cell> cells, boolean pooled) {
        this.design = design;
        this.cells = cells;
        this.pooled = pooled;
        double sum = 0;
        double degrees = 0;
        for (Cell cell : cells) {
            sum += (cell.count() - 1) * cell.variance();
            degrees += cell.count() - 1;
        }
        pooledVariance = sum / degrees;
        pooledDegrees = degrees;
    }

    List<FactorialEffect> effects(double confidence, MultipleTesting adjustment) {
        List<Contrast> contrasts = contrasts();
        double[] p = new double[contrasts.size()];
        double[] logP = new double[p.length];
        List<FactorialEffect> raw = new ArrayList<>();
        double together = 1 - (1 - confidence) / contrasts.size();
        for (int i = 0; i < p.length; i++) {
            raw.add(effect(contrasts.get(i), confidence, together));
            p[i] = raw.get(i).p();
            logP[i] = raw.get(i).logP();
        }
        double[] adjusted = adjustment.adjust(p);
        double[] logarithms = adjustment.adjustLogs(logP);
        List<FactorialEffect> effects = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            FactorialEffect e = raw.get(i);
            effects.add(new FactorialEffect(
                    e.name(),
                    e.estimate(),
                    e.standardError(),
                    e.degreesOfFreedom(),
                    e.interval(),
                    e.simultaneous(),
                    e.p(),
                    adjusted[i],
                    logarithms[i],
                    e.aliases()));
        }
        return List.copyOf(effects);
    }

    private FactorialEffect effect(Contrast contrast, double confidence, double together) {
        double estimate = 0;
        double variance = 0;
        double squares = 0;
        for (int c = 0; c < cells.size(); c++) {
            Cell cell = cells.get(c);
            double w = contrast.weights[c];
            estimate += w * cell.mean();
            double part = w * w * (pooled ? pooledVariance : cell.variance()) / cell.count();
            variance += part;
            squares += part * part / (cell.count() - 1);
        }
        double error = Math.sqrt(variance);
        double degrees = pooled || squares == 0 ? pooledDegrees : variance * variance / squares;
        double p = estimate == 0 ? 1 : 2 * Distributions.studentSurvival(Math.abs(estimate) / error, degrees);
        return new FactorialEffect(
                contrast.name,
                estimate,
                error,
                degrees,
                interval(estimate, error, degrees, confidence, confidence),
                interval(estimate, error, degrees, together, confidence),
                Math.min(1, p),
                1,
                0,
                contrast.aliases);
    }

    private static Interval interval(double estimate, double error, double degrees, double level, double confidence) {
        double half = -Distributions.studentQuantile((1 - level) / 2, degrees) * error;
        return new Interval(estimate - half, estimate + half, confidence);
    }

    private List<Contrast> contrasts() {
        List<Contrast> all = new ArrayList<>();
        List<Factor> factors = design.factors();
        for (int f = 0; f < factors.size(); f++) {
            for (int level = 1; level < factors.get(f).levels().size(); level++) {
                double[] weights = new double[cells.size()];
                add(weights, 1, f, level, -1, 0);
                add(weights, -1, f, 0, -1, 0);
                all.add(new Contrast(name(f, level), weights, aliases(1 << f)));
            }
        }
        for (int f = 0; f < factors.size(); f++) {
            for (int g = f + 1; g < factors.size(); g++) {
                if (isFirst(1 << f | 1 << g)) {
                    addPair(all, f, g);
                }
            }
        }
        return all;
    }

    private void addPair(List<Contrast> all, int f, int g) {
        int more = design.factors().get(f).levels().size();
        int others = design.factors().get(g).levels().size();
        for (int a = 1; a < more; a++) {
            for (int b = 1; b < others; b++) {
                double[] weights = new double[cells.size()];
                add(weights, 1, f, a, g, b);
                add(weights, -1, f, 0, g, b);
                add(weights, -1, f, a, g, 0);
                add(weights, 1, f, 0, g, 0);
                all.add(new Contrast(name(f, a) + " x " + name(g, b), weights, aliases(1 << f | 1 << g)));
            }
        }
    }

    /** Adds the mean over the cells with a level of f and, unless g is -1, one of g. */
    private void add(double[] weights, double sign, int f, int a, int g, int b) {
        int count = 0;
        for (int c = 0; c < weights.length; c++) {
            count += in(c, f, a, g, b) ? 1 : 0;
        }
        for (int c = 0; c < weights.length; c++) {
            weights[c] += in(c, f, a, g, b) ? sign / count : 0;
        }
    }

    private boolean in(int cell, int f, int a, int g, int b) {
        return design.level(cell, f) == a && (g < 0 || design.level(cell, g) == b);
    }

    /** Whether no main effect and no earlier pair is mixed with this pair. */
    private boolean isFirst(int word) {
        int[] aliases = design.aliases(word);
        if (aliases.length == 0) {
            return true;
        }
        int size = Integer.bitCount(aliases[0]);
        return size > 2 || (size == 2 && Integer.reverse(aliases[0]) >>> 1 < Integer.reverse(word) >>> 1);
    }

    private String name(int factor, int level) {
        Factor f = design.factors().get(factor);
        return f.name() + "=" + f.levels().get(level);
    }

    private List<String> aliases(int word) {
        List<String> texts = new ArrayList<>();
        for (int alias : design.aliases(word)) {
            texts.add(String.join(" x ", design.names(alias)));
        }
        return texts;
    }
}
