package io.clientele.benchmarks.soak;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.assignment.Experiment;
import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What a shop serves from at one time: four models learned again and again. */
record Served(KMeansModel segments, LogisticModel score, BanditSnapshot banner, Experiment experiment) {

    static final int FEATURES = 32;
    private static final int ROWS = 2_000;
    private static final List<String> ARMS =
            IntStream.range(0, 10).mapToObj(a -> "arm " + a).toList();

    /** Everything learned from data of its own. */
    static Served learn(long round) {
        RandomGenerator random = RandomStreams.stream(5, "soak", round);
        double[][] columns = new double[FEATURES][ROWS];
        for (double[] column : columns) {
            Arrays.setAll(column, i -> random.nextGaussian());
        }
        double[] labels = new double[ROWS];
        Arrays.setAll(labels, i -> random.nextDouble() < 1 / (1 + Math.exp(-columns[0][i])) ? 1 : 0);
        FeatureTable table = FeatureTable.of(
                IntStream.range(0, FEATURES).mapToObj(j -> "x" + j).toList(), columns);
        return new Served(
                KMeans.of(12).withSeed(round).withMaxIterations(20).fit(table),
                LogisticRegression.create().fit(LabeledTable.of(table, labels)),
                banner(round),
                Experiment.of("banner " + round % 100, "control", "video", "text")
                        .withShares(0.5, 0.3, 0.2));
    }

    /** The same with another banner, as a bandit refreshes far more often than models are learned. */
    Served refreshed(long round) {
        return new Served(segments, score, banner(round), experiment);
    }

    private static BanditSnapshot banner(long round) {
        ArmCounts counts = ArmCounts.empty();
        for (int a = 0; a < ARMS.size(); a++) {
            counts = counts.plus(ArmCounts.of(ARMS.get(a), 40 + (a * 7 + round) % 13, 1_000 + round % 1_000));
        }
        return ThompsonSampling.of(ARMS).fit(counts);
    }
}
