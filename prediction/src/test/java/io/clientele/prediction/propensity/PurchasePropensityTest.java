package io.clientele.prediction.propensity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.Encoder;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.feature.Labels;
import io.clientele.core.feature.Value;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.linear.StandardErrors;
import io.clientele.prediction.validation.CrossValidation;
import io.clientele.prediction.validation.Folds;
import io.clientele.prediction.validation.HistoryTable;
import io.clientele.prediction.validation.ValidationResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PurchasePropensityTest {

    private static final long DAY = 86_400_000L;
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    record Order(String customer, double day, double amount) {}

    static Instant day(int day) {
        return START.plusMillis(day * DAY);
    }

    /** Customers who order at a gamma-distributed rate of their own, over 400 days. */
    static List<Order> orders(long seed, int customers) {
        List<Order> orders = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            RandomGenerator random = RandomStreams.stream(seed, "purchases", c);
            double rate = 0.002 + Samplers.gamma(random, 1) * 0.01;
            for (double t = 30 * random.nextDouble(); t < 400; t += Samplers.exponential(random) / rate) {
                orders.add(new Order("c" + c, t, 5 + 50 * random.nextDouble()));
            }
        }
        return orders;
    }

    static OrderLog log(List<Order> orders) {
        return OrderLog.from(orders, (o, log) -> log.add(o.customer, START.plusMillis((long) (o.day * DAY)), o.amount));
    }

    static EventLogs logs(long seed, int customers) {
        return EventLogs.of(log(orders(seed, customers)));
    }

    static FeatureRecipe features() {
        return FeatureRecipe.of(
                Events.orders().count().inLastDays(150).named("count_orders"),
                Events.orders().daysSinceLast().inLastDays(150).orElse(150),
                Events.orders().decayedCount(60).inLastDays(150),
                Events.orders().meanGapDays().inLastDays(150).named("gap"),
                Events.orders().sum(Value.AMOUNT).inLastDays(90));
    }

    static PurchasePropensity recipe() {
        return PurchasePropensity.of(
                        features(),
                        LabelWindow.ofDays(30),
                        Propensity.of(LogisticRegression.create().withStandardErrors(StandardErrors.CLUSTERED))
                                .withEncoder(Encoder.create().withMedian("gap").withStandardized("count_orders"))
                                .withNegativesSampled(0.7)
                                .withCalibration(Calibrator.logOdds(), 3))
                .withCutoffs(3, 40);
    }

    @Test
    void oneCustomerFromOwnEventsHasTheBitsOfTheBatch(@TempDir Path folder) {
        List<Order> all = orders(1, 1000);
        EventLogs logs = EventLogs.of(log(all));
        PurchasePropensityModel model = recipe().fit(logs, day(300), Execution.sequential());
        Path file = folder.resolve("model.json");
        model.write(file);
        PurchasePropensityModel read = PurchasePropensityModel.read(file);
        assertThat(read).isEqualTo(model);
        PropensityScores batch = model.probabilities(logs, day(350), Execution.sequential());
        assertThat(batch.rows()).isEqualTo(1000);
        for (int i = 0; i < batch.rows(); i++) {
            String id = batch.customer(i);
            EventLogs own = EventLogs.of(
                    log(all.stream().filter(o -> o.customer.equals(id)).toList()));
            assertThat(read.probability(own, id, day(350))).isEqualTo(batch.probability(i));
        }
    }

    /** What happens at or after the instant may be anything, or nothing. */
    @Test
    void theFutureChangesNoBit() {
        List<Order> all = orders(2, 300);
        PurchasePropensityModel model = recipe().fit(EventLogs.of(log(all)), day(300), Execution.sequential());
        List<Order> past = all.stream().filter(o -> o.day < 300).toList();
        List<Order> other = new ArrayList<>(past);
        for (int c = 0; c < 300; c += 2) {
            other.add(new Order("c" + c, 300, 1e6));
            other.add(new Order("c" + c, 301 + c / 10.0, 1e-3));
        }
        assertThat(recipe().fit(EventLogs.of(log(past)), day(300), Execution.sequential()))
                .isEqualTo(model);
        assertThat(recipe().fit(EventLogs.of(log(other)), day(300), Execution.sequential()))
                .isEqualTo(model);
        List<Order> changed = new ArrayList<>(past);
        changed.add(new Order("c0", 299.9, 1));
        changed.add(new Order("c1", 299.9, 1));
        assertThat(recipe().fit(EventLogs.of(log(changed)), day(300), Execution.sequential()))
                .isNotEqualTo(model);
    }

    @Test
    void threadsChangeNothing() {
        EventLogs logs = logs(3, 1500);
        PurchasePropensityModel model = recipe().fit(logs, day(300), Execution.sequential());
        PropensityScores scores = model.probabilities(logs, day(310), Execution.sequential());
        for (int threads : new int[] {2, 7}) {
            try (TestPool pool = new TestPool(threads)) {
                Execution execution = Execution.on(pool, threads);
                assertThat(recipe().fit(logs, day(300), execution)).isEqualTo(model);
                assertThat(model.probabilities(logs, day(310), execution)).isEqualTo(scores);
            }
        }
    }

    /** A later time, other labels, all customers: promised and seen agree, and the slope is 1 to the bar of the issue. */
    @Test
    void probabilitiesHoldOnLaterData() {
        EventLogs logs = logs(4, 12_000);
        PurchasePropensityModel model = recipe().fit(logs, day(300), Execution.sequential());
        PropensityScores scores = model.probabilities(logs, day(330), Execution.sequential());
        Labels later =
                LabelWindow.ofDays(30).label(scores.snapshot(), logs.orders().orElseThrow());
        Evaluation e = Evaluator.create().fit(ScoredLabels.of(later.bought(), scores.probabilities()));
        // windows of one length at all cut-offs, so that features mean the same later; the standard error is .02
        assertThat(e.calibrationSlope().orElseThrow().estimate()).isCloseTo(1, within(0.05));
        // standard errors of .025 from the later labels and about as much from the earlier ones
        assertThat(e.calibrationInTheLarge().orElseThrow().estimate()).isCloseTo(0, within(0.1));
        assertThat(e.auc().estimate()).isGreaterThan(0.65);
    }

    @Test
    void crossValidatesByTimeAsAWhole() {
        EventLogs logs = logs(5, 800);
        PurchasePropensity recipe = recipe().withCutoffs(5, 30);
        HistoryTable rows = recipe.rows(logs, day(380), Execution.sequential());
        assertThat(recipe.cutoffs(day(380))).containsExactly(day(230), day(260), day(290), day(320), day(350));
        assertThat(rows.rows()).isEqualTo(4000);
        ValidationResult result =
                CrossValidation.on(Folds.byTime(3)).run(recipe.learner(), rows, Execution.sequential());
        assertThat(result.evaluation().auc().estimate()).isGreaterThan(0.65);
        assertThat(result.folds()).hasSize(3);
    }

    @Test
    void whatIsMissingIsNamed() {
        EventLogs logs = logs(6, 200);
        PurchasePropensity open = PurchasePropensity.of(
                FeatureRecipe.of(
                        Events.orders().meanGapDays().orElse(50),
                        Events.orders().sum(Value.AMOUNT)),
                LabelWindow.ofDays(30),
                Propensity.of(LogisticRegression.create()));
        PurchasePropensityModel model = open.fit(logs, day(200), Execution.sequential());
        assertThat(model.days()).isEqualTo(30);
        assertThat(model.gapDays()).isZero();
        // someone without a history has the features of an empty one
        assertThat(model.probability(logs, "nobody", day(200))).isBetween(0.0, 1.0);
        ActivityLog none = ActivityLog.from(
                List.of("c1"),
                (c, log) -> log.customer(c).time(START).kind("visit").add());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open.fit(EventLogs.of(none), day(200), Execution.sequential()))
                .withMessage("the logs hold no orders, which say who bought; give EventLogs.of(...) an OrderLog");
        PurchasePropensity unfilled = PurchasePropensity.of(
                FeatureRecipe.of(Events.orders().meanGapDays()),
                LabelWindow.ofDays(30),
                Propensity.of(LogisticRegression.create()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unfilled.fit(logs, day(200), Execution.sequential()))
                .withMessageContaining("column 'mean_gap_days_orders'");
        PurchasePropensityModel filled = PurchasePropensity.of(
                        FeatureRecipe.of(
                                Events.orders().meanGapDays(), Events.orders().daysSinceLast()),
                        LabelWindow.ofDays(30),
                        Propensity.of(LogisticRegression.create())
                                .withEncoder(Encoder.create().withMean("mean_gap_days_orders")))
                .fit(logs, day(200), Execution.sequential());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filled.probability(logs, "nobody", day(200)))
                .withMessageStartingWith("customer 'nobody': ");
        List<Order> silent = orders(6, 200).stream().filter(o -> o.day < 170).toList();
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> open.fit(EventLogs.of(log(silent)), day(200), Execution.sequential()));
        assertThatIllegalArgumentException().isThrownBy(() -> open.fit(logs, day(10), Execution.sequential()));
    }
}
