package io.clientele.benchmarks.suite;

import io.clientele.benchmarks.CrossProductBenchmark;
import io.clientele.benchmarks.DistanceBenchmark;
import io.clientele.benchmarks.ExpBenchmark;
import io.clientele.benchmarks.KMeansPeerBenchmark;
import io.clientele.benchmarks.KMeansStepBenchmark;
import io.clientele.benchmarks.LogisticBenchmark;
import io.clientele.benchmarks.Measured;
import io.clientele.benchmarks.OrderLogBenchmark;
import io.clientele.benchmarks.RfmBenchmark;
import io.clientele.benchmarks.RooflineBenchmark;
import io.clientele.benchmarks.attribution.AttributionTruth;
import io.clientele.benchmarks.attribution.ExposureBenchmark;
import io.clientele.benchmarks.attribution.ManyChannelsBenchmark;
import io.clientele.benchmarks.attribution.MarkovBenchmark;
import io.clientele.benchmarks.attribution.MediaMixBenchmark;
import io.clientele.benchmarks.attribution.PathDataBenchmark;
import io.clientele.benchmarks.attribution.ShapleyBenchmark;
import io.clientele.benchmarks.bandit.BanditServingBenchmark;
import io.clientele.benchmarks.bandit.OffPolicyBenchmark;
import io.clientele.benchmarks.bandit.ThompsonBenchmark;
import io.clientele.benchmarks.evaluation.EvaluationBenchmark;
import io.clientele.benchmarks.evaluation.ScoreRowBenchmark;
import io.clientele.benchmarks.experiment.AssignmentBenchmark;
import io.clientele.benchmarks.experiment.GroupSequentialBenchmark;
import io.clientele.benchmarks.experiment.MeanVerdictBenchmark;
import io.clientele.benchmarks.linear.ElasticNetBenchmark;
import io.clientele.benchmarks.linear.OnlineLogisticBenchmark;
import io.clientele.benchmarks.linear.SparseLogisticBenchmark;
import io.clientele.benchmarks.segmentation.BirchBenchmark;
import io.clientele.benchmarks.segmentation.CohortBenchmark;
import io.clientele.benchmarks.segmentation.HdbscanBenchmark;
import io.clientele.benchmarks.segmentation.HierarchicalBenchmark;
import io.clientele.benchmarks.segmentation.KMeansStartBenchmark;
import io.clientele.benchmarks.segmentation.LiveCustomerBenchmark;
import io.clientele.benchmarks.segmentation.MixtureBenchmark;
import io.clientele.benchmarks.segmentation.SizeBoundedKMeansBenchmark;
import io.clientele.benchmarks.survival.AftBenchmark;
import io.clientele.benchmarks.survival.CoxBenchmark;
import io.clientele.benchmarks.survival.KaplanMeierBenchmark;
import io.clientele.benchmarks.survival.RetentionBenchmark;
import io.clientele.benchmarks.survival.SurvivalScoresBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks whose name fits a pattern, works out their accuracy, and writes both as a page and as JMH's JSON.
 *
 * <p>Arguments: {@code [--quick] [pattern] folder}. Quick is one fork with short iterations: for trying out, not for quoting.
 * Started with {@code --add-modules jdk.incubator.vector}, it measures with that module, and the page's name says so.
 */
public final class Main {

    private Main() {}

    /**
     * The entry.
     *
     * @param arguments see above
     * @throws RunnerException if a benchmark fails
     * @throws IOException if the results can't be written
     */
    public static void main(String[] arguments) throws RunnerException, IOException {
        List<String> given = new ArrayList<>(List.of(arguments));
        boolean quick = given.remove("--quick");
        if (given.isEmpty() || given.size() > 2) {
            System.err.println("usage: [--quick] [pattern] folder");
            System.exit(2);
        }
        Path folder = Path.of(given.get(given.size() - 1));
        Pattern pattern = Pattern.compile(given.size() == 2 ? given.get(0) : ".*");
        Files.createDirectories(folder);
        List<String> flags = new ArrayList<>(List.of("-Xms4g", "-Xmx4g", "-XX:+UseParallelGC"));
        boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (vector) {
            flags.add("--add-modules=jdk.incubator.vector");
        }
        String name = "jdk-" + Runtime.version().feature() + (vector ? "-vector" : "") + (quick ? "-quick" : "");

        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern.pattern())
                .include("RooflineBenchmark.(fusedMultiplyAdd|triad)") // the limits, in each run
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .forks(quick ? 1 : 3)
                .warmupIterations(quick ? 2 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 500 : 1000))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
                .jvmArgs(flags.toArray(String[]::new))
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve(name + ".json").toString());
        Collection<RunResult> results = new Runner(options.build()).run();
        String page = Page.of(results, all(), accuracies(pattern), quick);
        Files.writeString(folder.resolve(name + ".md"), page);
        System.out.println(page);
    }

    private static List<Measured> all() {
        return List.of(
                new RooflineBenchmark(),
                new DistanceBenchmark(),
                new CrossProductBenchmark(),
                new ExpBenchmark(),
                new RfmBenchmark(),
                new KMeansStepBenchmark(),
                new KMeansPeerBenchmark(),
                new LogisticBenchmark(),
                new OrderLogBenchmark(),
                new MarkovBenchmark(),
                new MediaMixBenchmark(),
                new ShapleyBenchmark(),
                new AttributionTruth(),
                new AftBenchmark(),
                new CoxBenchmark(),
                new KaplanMeierBenchmark(),
                new SurvivalScoresBenchmark(),
                new RetentionBenchmark(),
                new BanditServingBenchmark(),
                new OffPolicyBenchmark(),
                new ThompsonBenchmark(),
                new AssignmentBenchmark(),
                new GroupSequentialBenchmark(),
                new MeanVerdictBenchmark(),
                new EvaluationBenchmark(),
                new ScoreRowBenchmark(),
                new ElasticNetBenchmark(),
                new SparseLogisticBenchmark(),
                new OnlineLogisticBenchmark(),
                new CohortBenchmark(),
                new HierarchicalBenchmark(),
                new BirchBenchmark(),
                new HdbscanBenchmark(),
                new KMeansStartBenchmark(),
                new SizeBoundedKMeansBenchmark(),
                new LiveCustomerBenchmark(),
                new MixtureBenchmark(),
                new PathDataBenchmark(),
                new ExposureBenchmark(),
                new ManyChannelsBenchmark());
    }

    private static List<String> accuracies(Pattern pattern) {
        List<String> lines = new ArrayList<>();
        for (Measured benchmark : all()) {
            if (pattern.matcher(benchmark.getClass().getName()).find()) {
                lines.add(benchmark.getClass().getSimpleName() + ": " + benchmark.accuracy());
            }
        }
        return lines;
    }
}
