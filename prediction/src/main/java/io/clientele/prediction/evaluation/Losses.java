package io.clientele.prediction.evaluation;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Moments;

/** Log loss and Brier score: means over rows, so that their errors are those of means. */
final class Losses {

    private final Moments logLosses = Moments.create();
    private final Moments squares = Moments.create();
    /** Centred products of squared error and label. */
    private double products;

    private double rate;
    private int impossible = -1;

    private Losses() {}

    static Losses of(ScoredLabels data, double rate, Execution execution) {
        Losses all = Chunks.reduce(
                data.rows(),
                execution,
                chunk -> new Losses(),
                (part, from, to) -> part.add(data, rate, from, to),
                Losses::merge);
        all.rate = rate;
        return all;
    }

    private void add(ScoredLabels data, double mean, int from, int to) {
        for (int i = from; i < to; i++) {
            double w = data.weight(i);
            if (w == 0) {
                continue;
            }
            double y = data.label(i);
            double p = data.score(i);
            double loss = y == 1 ? -Math.log(p) : -Math.log1p(-p);
            if (loss < Double.POSITIVE_INFINITY) {
                logLosses.add(loss + 0.0, w);
            } else if (impossible < 0) {
                impossible = i;
            }
            double square = (p - y) * (p - y);
            squares.add(square, w);
            products += w * square * (y - mean);
        }
    }

    private void merge(Losses later) {
        logLosses.merge(later.logLosses);
        squares.merge(later.squares);
        products += later.products;
        impossible = impossible < 0 ? later.impossible : impossible;
    }

    Metric logLoss(ScoredLabels data, double confidence) {
        if (impossible >= 0) {
            return Metric.without(
                    "log loss",
                    Double.POSITIVE_INFINITY,
                    "infinite: row " + impossible + " has probability " + data.score(impossible) + " and label "
                            + (int) data.label(impossible) + "; keep probabilities off 0 and 1");
        }
        return mean("log loss", logLosses, Double.POSITIVE_INFINITY, confidence);
    }

    Metric brier(double confidence) {
        return mean("Brier score", squares, 1, confidence);
    }

    private static Metric mean(String name, Moments values, double high, double confidence) {
        if (!(values.weight() > 1)) {
            return Metric.without(name, values.mean(), "no interval: one row tells no variation");
        }
        double error = Math.sqrt(values.variance() / values.weight());
        return Metric.wald(name, values.mean(), error, 0, high, confidence, "standard error of a mean");
    }

    /** 1 less the Brier score over that of the overall rate; the error by the delta method. */
    Metric brierSkill(double confidence) {
        double n = squares.weight();
        double uncertainty = rate * (1 - rate);
        double brier = squares.mean();
        double slope = brier * (1 - 2 * rate) / uncertainty;
        // variance of square - slope * (y - rate)
        double variance = squares.populationVariance() - 2 * slope * (products / n) + slope * slope * uncertainty;
        double error = Math.sqrt(Math.max(0, variance) / n) / uncertainty;
        return Metric.wald(
                "Brier skill", 1 - brier / uncertainty, error, Double.NEGATIVE_INFINITY, 1, confidence, "delta method");
    }
}
