package io.clientele.prediction.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.LogisticRegression;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

    private static final Estimator<LabeledTable, Scorer> LOGIT =
            (d, e) -> LogisticRegression.create().fit(d, e)::probabilities;

    private static double auc(ScoredLabels data) {
        return RocAuc.of(data).value();
    }

    /** The rate of each value in training: learned from the rows given and from no others. */
    private static Scorer ratesByValue(LabeledTable training) {
        Map<Double, double[]> sums = new HashMap<>();
        for (int i = 0; i < training.rows(); i++) {
            double[] sum = sums.computeIfAbsent(training.features().get(i, 0), x -> new double[2]);
            sum[0] += training.label(i);
            sum[1]++;
        }
        return rows -> {
            double[] scores = new double[rows.rows()];
            for (int i = 0; i < scores.length; i++) {
                double[] sum = sums.getOrDefault(rows.get(i, 0), new double[] {0.5, 1});
                scores[i] = sum[0] / sum[1];
            }
            return scores;
        };
    }

    /** 1,000 labels by the toss of a coin, beside a column of 300 meaningless values. */
    @Test
    void whatIsLearnedInsideIsHonestAndWhatIsLearnedOutsideIsNot() {
        RandomGenerator random = RandomStreams.stream(1, "planted", 0);
        double[] value = new double[1000];
        double[] label = new double[1000];
        for (int i = 0; i < 1000; i++) {
            value[i] = random.nextInt(300);
            label[i] = random.nextInt(2);
        }
        LabeledTable rows = LabeledTable.of(FeatureTable.of(List.of("postcode"), value), label);
        Scorer planted = ratesByValue(rows); // the leak: encoded before the split
        LabeledTable leaking =
                LabeledTable.of(FeatureTable.of(List.of("postcode rate"), planted.scores(rows.features())), label);
        CrossValidation five = CrossValidation.on(Folds.random(5));
        double outside = auc(five.run(LOGIT, HistoryTable.of(leaking), Execution.sequential())
                .scored());
        double inside = auc(five.run((d, e) -> ratesByValue(d), HistoryTable.of(rows), Execution.sequential())
                .scored());
        assertThat(outside).isGreaterThan(0.7);
        // the standard error of an area of 1/2 with 500 of each is 0.018
        assertThat(inside).isCloseTo(0.5, within(0.06));
    }

    @Test
    void aLearnerSeesTheTrainingRowsAndNoTestLabel() {
        HistoryTable data = Histories.of(3, 50, 6);
        List<LabeledTable> given = Collections.synchronizedList(new ArrayList<>());
        List<FeatureTable> asked = Collections.synchronizedList(new ArrayList<>());
        Folds folds = Folds.byTime(3);
        ValidationResult result = CrossValidation.on(folds)
                .run(
                        (d, e) -> {
                            given.add(d);
                            Scorer scorer = rows -> {
                                asked.add(rows);
                                return rows.column("x");
                            };
                            return scorer;
                        },
                        data,
                        Execution.sequential());
        List<Fold> split = folds.split(data);
        for (int f = 0; f < 3; f++) {
            assertThat(given.get(f))
                    .isEqualTo(data.labeled().selectRows(split.get(f).training()));
            assertThat(asked.get(f))
                    .isEqualTo(data.labeled().features().selectRows(split.get(f).test()));
            assertThat(result.folds().get(f).fold()).isEqualTo(split.get(f));
        }
        int[] rows = result.rows();
        assertThat(rows).hasSize(150);
        for (int i = 0; i < rows.length; i++) {
            assertThat(result.scored().label(i)).isEqualTo(data.labeled().label(rows[i]));
            assertThat(result.scored().score(i))
                    .isEqualTo(data.labeled().features().get(rows[i], 0));
            assertThat(result.customers()[i]).isEqualTo(data.customer(rows[i]));
        }
        assertThat(result.evaluation()).isEqualTo(Evaluator.create().fit(result.scored()));
        assertThat(result.folds().get(1).evaluation())
                .contains(Evaluator.create().fit(result.folds().get(1).scored()));
    }

    /** Test labels turned around leave every score as it was. */
    @Test
    void testLabelsChangeNoScore() {
        HistoryTable data = Histories.of(4, 200, 5);
        CrossValidation last = CrossValidation.on(Folds.byTime(1));
        ValidationResult before = last.run(LOGIT, data, Execution.sequential());
        double[] turned = data.labeled().labels();
        for (int i : Folds.byTime(1).split(data).get(0).test()) {
            turned[i] = 1 - turned[i];
        }
        List<Instant> from = new ArrayList<>();
        List<Instant> to = new ArrayList<>();
        for (int i = 0; i < data.rows(); i++) {
            from.add(data.cutoff(i));
            to.add(data.cutoff(i).plus(Duration.ofDays(60)));
        }
        HistoryTable other = HistoryTable.of(
                        LabeledTable.of(data.labeled().features(), turned).withClusters(data.customers()))
                .withTimes(from, to);
        ValidationResult after = last.run(LOGIT, other, Execution.sequential());
        for (int i = 0; i < 200; i++) {
            assertThat(after.scored().score(i)).isEqualTo(before.scored().score(i));
            assertThat(after.scored().label(i)).isEqualTo(1 - before.scored().label(i));
        }
    }

    @Test
    void threadsChangeNothing() {
        HistoryTable data = Histories.of(5, 300, 6);
        CrossValidation four = CrossValidation.on(Folds.byCustomer(4));
        ValidationResult first = four.run(LOGIT, data, Execution.sequential());
        Metric pooled = first.pooled(
                "AUC", CrossValidationTest::auc, Bootstrap.create().withReplicates(50), Execution.sequential());
        for (int threads : new int[] {2, 3, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                Execution execution = Execution.on(pool, threads);
                ValidationResult again = four.run(LOGIT, data, execution);
                assertThat(again).isEqualTo(first);
                assertThat(again.pooled(
                                "AUC",
                                CrossValidationTest::auc,
                                Bootstrap.create().withReplicates(50),
                                execution))
                        .isEqualTo(pooled);
            }
        }
    }

    @Test
    void acrossFoldsIsNadeauAndBengios() {
        HistoryTable data = Histories.of(6, 300, 1);
        ValidationResult result = CrossValidation.on(Folds.random(5)).run(LOGIT, data, Execution.sequential());
        double[] values =
                result.folds().stream().mapToDouble(f -> auc(f.scored())).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Moments.of(values).variance();
        Metric metric = result.acrossFolds("AUC", CrossValidationTest::auc, 0.95);
        double error = Math.sqrt((0.2 + 60.0 / 240) * variance);
        assertThat(metric.estimate()).isCloseTo(mean, within(1e-12));
        assertThat(metric.standardError().orElseThrow()).isCloseTo(error, within(1e-12));
        Interval interval = metric.interval().orElseThrow();
        // R: qt(0.975, 4)
        assertThat(interval.upper() - mean).isCloseTo(2.776445105197793 * error, within(1e-12));
        assertThat(CrossValidation.on(Folds.byTime(1))
                        .run(LOGIT, Histories.of(6, 300, 4), Execution.sequential())
                        .acrossFolds("AUC", CrossValidationTest::auc, 0.95)
                        .method())
                .isEqualTo("no interval: one fold has no spread");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> result.acrossFolds("none", d -> Double.NaN, 0.95))
                .withMessage(
                        "'none' is NaN on fold 'part 1 of 5 of the rows'; choose a figure that always has a value");
    }

    /** Customers with 5 equal rows: rows taken for independent make the error too small by √5, customers drawn do not. */
    @Test
    void drawingCustomersKnowsThatTheirRowsAreAlike() {
        int customers = 400;
        double[] labels = new double[5 * customers];
        double[] scores = new double[5 * customers];
        int[] whose = new int[5 * customers];
        RandomGenerator random = RandomStreams.stream(8, "alike", 0);
        for (int c = 0; c < customers; c++) {
            double score = Samplers.gaussian(random);
            double label = random.nextDouble() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
            for (int k = 0; k < 5; k++) {
                labels[5 * c + k] = label;
                scores[5 * c + k] = score;
                whose[5 * c + k] = 3 * c;
            }
        }
        ScoredLabels data = ScoredLabels.of(labels, scores);
        Bootstrap bootstrap = Bootstrap.create().withReplicates(1000);
        double rows = bootstrap
                .metric("AUC", data, CrossValidationTest::auc)
                .standardError()
                .orElseThrow();
        double groups = bootstrap
                .metric("AUC", data, whose, CrossValidationTest::auc, Execution.sequential())
                .standardError()
                .orElseThrow();
        // each known to 2.2 %
        assertThat(groups / rows).isCloseTo(Math.sqrt(5), within(0.2));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        bootstrap.metric("AUC", data, new int[3], CrossValidationTest::auc, Execution.sequential()))
                .withMessage("groups must have one value per row (2000), got 3");
    }

    @Test
    void weightsCountInTheFigures() {
        HistoryTable data = Histories.of(7, 200, 1);
        double[] weights = new double[200];
        Arrays.setAll(weights, i -> i % 3);
        HistoryTable weighted = HistoryTable.of(data.labeled().withWeights(weights));
        ValidationResult result = CrossValidation.on(Folds.random(2)).run(LOGIT, weighted, Execution.sequential());
        for (int i = 0; i < 200; i++) {
            assertThat(result.scored().weight(i)).isEqualTo(weights[result.rows()[i]]);
        }
    }

    @Test
    void whatCannotBeValidated() {
        HistoryTable data = Histories.of(9, 40, 4);
        CrossValidation two = CrossValidation.on(Folds.byTime(1));
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> two.run(
                        (d, e) -> {
                            throw new FitException("no model; try another");
                        },
                        data,
                        Execution.sequential()))
                .withMessage("fold 'cut-off 2026-04-01T00:00:00Z': no model; try another");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.run((d, e) -> rows -> new double[1], data, Execution.sequential()))
                .withMessage("fold 'cut-off 2026-04-01T00:00:00Z': the model gave 1 scores for 40 test rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CrossValidation.on(Folds.random(2))
                        .run(
                                LOGIT,
                                HistoryTable.of(Histories.of(1, 40, 1).labeled().withOffset(new double[40])),
                                Execution.sequential()))
                .withMessage("rows with an offset can't be cross-validated, as scores know none; make the offset a"
                        + " feature or leave it out");
    }

    @Test
    void aFoldOfOneLabelIsSaid() {
        HistoryTable data = Histories.of(1, 30, 4);
        double[] labels = data.labeled().labels();
        Arrays.fill(labels, 90, 120, 0);
        List<Instant> from = new ArrayList<>();
        List<Instant> to = new ArrayList<>();
        for (int i = 0; i < data.rows(); i++) {
            from.add(data.cutoff(i));
            to.add(data.cutoff(i).plus(Duration.ofDays(1)));
        }
        HistoryTable silent = HistoryTable.of(LabeledTable.of(data.labeled().features(), labels))
                .withTimes(from, to);
        ValidationResult result = CrossValidation.on(Folds.byTime(2)).run(LOGIT, silent, Execution.sequential());
        assertThat(result.warnings())
                .containsExactly(
                        "fold 'cut-off 2026-04-01T00:00:00Z': all test rows have label 0, so it has no figures of"
                                + " its own");
        assertThat(result.folds().get(1).evaluation()).isEmpty();
        assertThat(result.scored().rows()).isEqualTo(60);
    }
}
