package io.clientele.optimization.design;

import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MetricSample;

/** What an analysis needs of a cell: units, mean and variance with divisor count - 1. */
record Cell(double count, double mean, double variance) {

    static Cell of(MetricSample sample) {
        return new Cell(sample.count(), sample.mean(), sample.variance());
    }

    static Cell of(Conversions c) {
        if (c.trials() < 2) {
            throw new IllegalArgumentException(
                    "variant '" + c.variant() + "' needs at least 2 units, got " + c.trials());
        }
        double n = c.trials();
        return new Cell(n, c.rate(), c.rate() * (c.failures() / n) * (n / (n - 1)));
    }
}
