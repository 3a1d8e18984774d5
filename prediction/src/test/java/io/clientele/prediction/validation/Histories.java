package io.clientele.prediction.validation;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Customers seen at several cut-offs, whose log-odds are a linear function of two features. */
final class Histories {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Histories() {}

    /** Rows cut-off by cut-off; label windows of 60 days, cut-offs every 30. */
    static HistoryTable of(long seed, int customers, int cutoffs) {
        RandomGenerator random = RandomStreams.stream(seed, "histories", 0);
        FeatureTable.Builder features = FeatureTable.builder("x", "z");
        List<Double> labels = new ArrayList<>();
        List<Integer> whose = new ArrayList<>();
        List<Instant> from = new ArrayList<>();
        List<Instant> to = new ArrayList<>();
        for (int k = 0; k < cutoffs; k++) {
            Instant cutoff = START.plus(Duration.ofDays(30L * k));
            for (int c = 0; c < customers; c++) {
                double x = Samplers.gaussian(random);
                double z = Samplers.gaussian(random);
                features.add(x, z);
                labels.add(random.nextDouble() < 1 / (1 + Math.exp(1 - x)) ? 1.0 : 0.0);
                whose.add(c);
                from.add(cutoff);
                to.add(cutoff.plus(Duration.ofDays(60)));
            }
        }
        LabeledTable rows = LabeledTable.of(
                        features.build(),
                        labels.stream().mapToDouble(Double::doubleValue).toArray())
                .withClusters(whose.stream().mapToInt(Integer::intValue).toArray());
        return HistoryTable.of(rows).withTimes(from, to);
    }
}
