package io.clientele.benchmarks.growth;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.OffPolicyEvaluation;
import io.clientele.optimization.bandit.TargetPolicy;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.survival.AftRegression;
import io.clientele.prediction.survival.Concordance;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.KaplanMeier;
import io.clientele.prediction.survival.LifetimeDistribution;
import io.clientele.prediction.survival.SurvivalTable;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.Linkage;
import io.clientele.segmentation.cohort.CohortPeriod;
import io.clientele.segmentation.cohort.Cohorts;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmTable;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** What is measured at growing sizes. Data are made in place, so that making them takes little more memory than they do. */
enum HotPath {
    /** Scores of customers. */
    RFM(10_000, rows -> {
        RandomGenerator random = RandomStreams.stream(1, "growth", 0);
        double[][] x = new double[3][rows];
        for (int i = 0; i < rows; i++) {
            x[0][i] = Math.floor(120 * Samplers.exponential(random));
            x[1][i] = 1 + Samplers.poisson(random, 1);
            x[2][i] = Math.rint(1000 * x[1][i] * Math.exp(0.8 * Samplers.gaussian(random))) / 100;
        }
        RfmTable table = RfmTable.of(Collections.nCopies(rows, "x"), x[0], x[1], x[2]);
        return () -> Rfm.create().score(table, Execution.sequential());
    }),
    /** Ten iterations on 8 columns and 12 centres. */
    K_MEANS(10_000, rows -> {
        FeatureTable table = features(rows, 8);
        double[][] start = new double[12][];
        Arrays.setAll(start, table::row);
        return () -> KMeans.of(12)
                .withStartCenters(start)
                .withMaxIterations(10)
                .withTolerance(0)
                .fit(table);
    }),
    /** 20 columns, with standard errors. */
    LOGISTIC(10_000, rows -> {
        FeatureTable table = features(rows, 20);
        LabeledTable data = LabeledTable.of(table, labels(table));
        return () -> LogisticRegression.create().fit(data);
    }),
    /** Efron's ties in whole days, 10 columns. */
    COX(10_000, rows -> {
        SurvivalTable data = lifetimes(rows, true).withFeatures(features(rows, 10));
        return () -> CoxRegression.create().fit(data);
    }),
    /** The same with starts. */
    COX_START_STOP(10_000, rows -> {
        RandomGenerator random = RandomStreams.stream(3, "growth", 0);
        SurvivalTable plain = lifetimes(rows, true);
        double[] starts = new double[rows];
        Arrays.setAll(starts, i -> Math.floor(plain.time(i) * random.nextDouble() * 0.9));
        SurvivalTable data = plain.withStarts(starts).withFeatures(features(rows, 10));
        return () -> CoxRegression.create().fit(data);
    }),
    /** Weibull, 10 columns. */
    AFT(10_000, rows -> {
        SurvivalTable data = lifetimes(rows, false).withFeatures(features(rows, 10));
        return () -> AftRegression.of(LifetimeDistribution.WEIBULL).fit(data);
    }),
    /** Whole days. */
    KAPLAN_MEIER_DAYS(10_000, rows -> {
        SurvivalTable data = lifetimes(rows, true);
        return () -> KaplanMeier.create().fit(data);
    }),
    /** Continuous times. */
    KAPLAN_MEIER_CONTINUOUS(10_000, rows -> {
        SurvivalTable data = lifetimes(rows, false);
        return () -> KaplanMeier.create().fit(data);
    }),
    /** Of scores that all differ. */
    CONCORDANCE(10_000, rows -> {
        SurvivalTable data = lifetimes(rows, true);
        double[] scores = column(rows, 9);
        return () -> Concordance.of(data, scores);
    }),
    /** With DeLong's error. */
    AUC(10_000, rows -> {
        ScoredLabels data = scores(rows);
        return () -> RocAuc.of(data);
    }),
    /** Of scores that all differ. */
    ISOTONIC(10_000, rows -> {
        ScoredLabels data = scores(rows);
        return () -> Calibrator.isotonic().fit(data);
    }),
    /** Three estimators, five arms. */
    OFF_POLICY(10_000, rows -> {
        RandomGenerator random = RandomStreams.stream(4, "growth", 0);
        int[] arm = new int[rows];
        double[] propensity = new double[rows];
        double[] reward = new double[rows];
        for (int i = 0; i < rows; i++) {
            arm[i] = random.nextInt(5);
            propensity[i] = 0.2;
            reward[i] = random.nextInt(20) == 0 ? 1 : 0;
        }
        DecisionLog log = DecisionLog.of(List.of("a", "b", "c", "d", "e"), arm, propensity, reward);
        return () -> OffPolicyEvaluation.create().evaluate(log, TargetPolicy.fixed(0.1, 0.2, 0.4, 0.2, 0.1));
    }),
    /** Order lines, a customer for ten of them, into a log. */
    ORDER_LOG(10_000, rows -> () -> log(rows)),
    /** Monthly, of order lines. */
    COHORTS(10_000, rows -> {
        OrderLog log = log(rows);
        return () -> Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC).fit(log);
    }),
    /** 8 columns. */
    WARD(1_000, rows -> {
        FeatureTable table = features(rows, 8);
        return () -> HierarchicalClustering.of(Linkage.WARD).fit(table);
    });

    /** The smallest size; the others are 10, 100 and 1,000 times as large, or 3, 10 and 30 times for trees. */
    final int least;

    private final IntFunction<Supplier<?>> maker;

    HotPath(int least, IntFunction<Supplier<?>> maker) {
        this.least = least;
        this.maker = maker;
    }

    /** Data of a size, and what is timed on them. */
    Supplier<?> on(int rows) {
        return maker.apply(rows);
    }

    int[] sizes(int most) {
        int[] factors = this == WARD ? new int[] {1, 3, 10, 30} : new int[] {1, 10, 100, 1_000};
        return Arrays.stream(factors).map(f -> f * least).filter(n -> n <= most).toArray();
    }

    private static double[] column(int rows, int index) {
        RandomGenerator random = RandomStreams.stream(2, "growth", index);
        double[] x = new double[rows];
        Arrays.setAll(x, i -> Samplers.gaussian(random));
        return x;
    }

    private static FeatureTable features(int rows, int columns) {
        List<String> names = IntStream.range(0, columns).mapToObj(j -> "x" + j).toList();
        FeatureTable.Cells cells = FeatureTable.cells(names, rows);
        for (int j = 0; j < columns; j++) {
            RandomGenerator random = RandomStreams.stream(5, "growth", j);
            for (int i = 0; i < rows; i++) {
                cells.set(i, j, Samplers.gaussian(random));
            }
        }
        return cells.build();
    }

    private static double[] labels(FeatureTable table) {
        RandomGenerator random = RandomStreams.stream(6, "growth", 0);
        double[] labels = new double[table.rows()];
        Arrays.setAll(
                labels,
                i -> random.nextDouble() < 1 / (1 + Math.exp(1 - 0.5 * table.get(i, 0) + 0.3 * table.get(i, 1)))
                        ? 1
                        : 0);
        return labels;
    }

    private static SurvivalTable lifetimes(int rows, boolean days) {
        RandomGenerator random = RandomStreams.stream(7, "growth", 0);
        double[] times = new double[rows];
        int[] events = new int[rows];
        for (int i = 0; i < rows; i++) {
            double life = 700 * Samplers.exponential(random);
            double watched = 1095 * Samplers.open(random);
            events[i] = life <= watched ? 1 : 0;
            times[i] = Math.min(life, watched);
            times[i] = days ? Math.ceil(times[i]) : times[i];
        }
        return SurvivalTable.of(times, events);
    }

    private static ScoredLabels scores(int rows) {
        RandomGenerator random = RandomStreams.stream(8, "growth", 0);
        double[] labels = new double[rows];
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            scores[i] = random.nextDouble();
            labels[i] = random.nextDouble() < scores[i] ? 1 : 0;
        }
        return ScoredLabels.of(labels, scores);
    }

    private static OrderLog log(int rows) {
        RandomGenerator random = RandomStreams.stream(9, "growth", 0);
        OrderLog.Builder builder = OrderLog.builder();
        for (int i = 0; i < rows; i++) {
            builder.customer(random.nextLong(1 + rows / 10))
                    .order((long) i)
                    .time(1_600_000_000_000L + (long) (94_608_000_000.0 * random.nextDouble()))
                    .amount(random.nextInt(1, 10_000) / 100.0)
                    .add();
        }
        return builder.build();
    }
}
