package io.clientele.attribution.mediamix;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;

/** Fits repeated on sales made of the fitted ones and drawn residuals, by channel and draw. */
final class Draws {

    final double[][] coefficients;
    final double[][] halves;
    final double[][] slopes;
    final double[][] contributions;
    final double[][] marginals;
    final double[][] meanLags;

    private Draws(int channels, int draws) {
        coefficients = new double[channels][draws];
        halves = new double[channels][draws];
        slopes = new double[channels][draws];
        contributions = new double[channels][draws];
        marginals = new double[channels][draws];
        meanLags = new double[channels][draws];
    }

    static Draws of(
            Problem p, Search estimate, double ridge, Autoregression noise, int count, long seed, Execution execution) {
        Draws draws = new Draws(p.channels, count);
        double[] fitted = new double[p.n];
        double[] b = estimate.coefficients();
        for (int c = 0; c < p.channels; c++) {
            for (int t = 0; t < p.n; t++) {
                fitted[t] += b[c] * estimate.column(c)[t];
            }
        }
        Chunks.tasks(count, execution, i -> {
            execution.progress("draws", i, count);
            double[] target = noise.draw(seed, i);
            p.basis.residual(target);
            for (int t = 0; t < p.n; t++) {
                target[t] += fitted[t];
            }
            draws.put(i, p, new Search(p, ridge).start(estimate.points, target).run());
        });
        return draws;
    }

    private void put(int i, Problem p, Search search) {
        double[] b = search.coefficients();
        for (int c = 0; c < p.channels; c++) {
            Hill hill = p.hill(c, search.points[c]);
            coefficients[c][i] = b[c];
            halves[c][i] = hill.half();
            slopes[c][i] = hill.slope();
            contributions[c][i] = b[c] * search.sums[c];
            marginals[c][i] = p.marginalReturn(c, search.points[c], b[c]);
            meanLags[c][i] = p.spaces[c].adstock(search.points[c]).meanLag();
        }
    }

    /** The middle of the draws. */
    static Interval middle(double[] draws, double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(draws, tail), quantile(draws, 1 - tail), confidence);
    }

    /**
     * The middle of the draws, and beyond it as far from the estimate, to both sides, as a normal distribution of the draws' standard deviation
     * asks for: draws around an estimate on the low side spread too little upwards, and the other way round. Not below 0, and not above
     * the highest possible.
     */
    static Interval interval(double[] draws, double estimate, double highest, double confidence) {
        Interval middle = middle(draws, confidence);
        double reach = Distributions.normalTwoSided(confidence) * deviation(draws);
        return new Interval(
                Math.min(middle.lower(), Math.max(0, estimate - reach)),
                Math.max(middle.upper(), Math.min(highest, estimate + reach)),
                confidence);
    }

    private static double deviation(double[] draws) {
        double mean = 0;
        for (double x : draws) {
            mean += x / draws.length;
        }
        double squares = 0;
        for (double x : draws) {
            squares += (x - mean) * (x - mean);
        }
        return Math.sqrt(squares / (draws.length - 1));
    }

    /** The p (B + 1)-th smallest of B draws, interpolated; within the draws. */
    private static double quantile(double[] draws, double p) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double at = Math.max(0, Math.min(sorted.length - 1, p * (sorted.length + 1) - 1));
        int below = Math.min((int) at, sorted.length - 2);
        return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }
}
