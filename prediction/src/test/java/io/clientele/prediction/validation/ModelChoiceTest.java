package io.clientele.prediction.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.AucComparison;
import io.clientele.prediction.evaluation.Bootstrap;
import io.clientele.prediction.evaluation.Metric;
import io.clientele.prediction.evaluation.RocAuc;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.LogisticRegression;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {

    private static final Execution HERE = Execution.sequential();

    private static double auc(ScoredLabels data) {
        return RocAuc.of(data).value();
    }

    private static Estimator<LabeledTable, Scorer> logit(String... columns) {
        return (d, e) -> {
            LabeledTable own = LabeledTable.of(d.features().select(columns), d.labels());
            return LogisticRegression.create().fit(own, e)::probabilities;
        };
    }

    private static ModelChoice choice(Folds folds) {
        return ModelChoice.by("AUC", ModelChoiceTest::auc, folds)
                .withBootstrap(Bootstrap.create().withReplicates(200).withSeed(1));
    }

    @Test
    void theSimplerIsKeptUnlessTheOtherIsBetterBeyondDoubt() {
        HistoryTable data = Histories.of(1, 600, 3);
        ChoiceResult useless = choice(Folds.byCustomer(5))
                .withCandidate("x", logit("x"))
                .withCandidate("x and z", logit("x", "z"))
                .choose(data, HERE);
        assertThat(useless.chosen()).isEqualTo("x");
        ChoiceResult better = choice(Folds.byCustomer(5))
                .withCandidate("z", logit("z"))
                .withCandidate("x", logit("x"))
                .withCandidate("x and z", logit("x", "z"))
                .choose(data, HERE);
        assertThat(better.chosen()).isEqualTo("x");
        assertThat(better.chosenIndex()).isEqualTo(1);
        assertThat(better.differences())
                .extracting(Metric::name)
                .containsExactly("AUC of 'x' less that of 'z'", "AUC of 'x and z' less that of 'x'");
        double difference = auc(better.results().get(1).scored())
                - auc(better.results().get(0).scored());
        assertThat(better.differences().get(0).estimate()).isCloseTo(difference, within(1e-12));
    }

    /** On one row per customer the paired bootstrap's error is DeLong's of the difference, up to order 1/n and 5 % of 200 draws. */
    @Test
    void pairedErrorIsDeLongs() {
        HistoryTable data = Histories.of(2, 1500, 1);
        ChoiceResult result = ModelChoice.by("AUC", ModelChoiceTest::auc, Folds.random(3))
                .withBootstrap(Bootstrap.create().withReplicates(1000))
                .withCandidate("z", logit("z"))
                .withCandidate("x", logit("x"))
                .choose(data, HERE);
        AucComparison deLong = AucComparison.paired(
                result.results().get(1).scored(), result.results().get(0).scored(), 0.95);
        double width = result.differences().get(0).interval().orElseThrow().width();
        assertThat(width / deLong.interval().width()).isCloseTo(1, within(0.12));
    }

    @Test
    void byFoldsWithNadeauAndBengio() {
        HistoryTable data = Histories.of(3, 400, 1);
        ModelChoice recipe = ModelChoice.by("AUC", ModelChoiceTest::auc, Folds.random(5))
                .withFoldIntervals(0.9)
                .withCandidate("z", logit("z"))
                .withCandidate("x", logit("x"));
        ChoiceResult result = recipe.choose(data, HERE);
        double[] values = new double[5];
        for (int f = 0; f < 5; f++) {
            values[f] = auc(result.results().get(1).folds().get(f).scored())
                    - auc(result.results().get(0).folds().get(f).scored());
        }
        assertThat(result.differences().get(0))
                .isEqualTo(FoldMean.of("AUC of 'x' less that of 'z'", values, 0.25, 0.9));
    }

    /**
     * Twenty candidates that toss coins: the best looks good, the procedure is honest. 400 rows of either label: the standard error of an area
     * of 1/2 is 0.02; the most of twenty lies 2 of these above.
     */
    @Test
    void nestedIsNotFlattered() {
        HistoryTable data = Histories.of(4, 1000, 1);
        ModelChoice coins = ModelChoice.by("AUC", ModelChoiceTest::auc, Folds.random(3))
                .withBootstrap(Bootstrap.create().withReplicates(20).withConfidence(0.01));
        for (int k = 0; k < 20; k++) {
            long seed = k;
            coins = coins.withCandidate(
                    "coin " + k,
                    (d, e) -> rows -> RandomStreams.stream(seed, "coin", 0)
                            .doubles(rows.rows())
                            .toArray());
        }
        ChoiceResult result = coins.choose(data, HERE);
        double flattered = auc(result.results().get(result.chosenIndex()).scored());
        ValidationResult honest = coins.nested(data, Folds.random(4).withSeed(9), HERE);
        assertThat(flattered).isGreaterThan(0.515);
        assertThat(auc(honest.scored())).isCloseTo(0.5, within(0.06));
        assertThat(honest.scored().rows()).isEqualTo(1000);
    }

    @Test
    void nestedKnowsTimes() {
        HistoryTable data = Histories.of(5, 150, 8);
        ModelChoice recipe =
                choice(Folds.byTime(1)).withCandidate("z", logit("z")).withCandidate("x", logit("x"));
        ValidationResult result = recipe.nested(data, Folds.byTime(2), HERE);
        assertThat(auc(result.scored())).isGreaterThan(0.65);
        try (TestPool pool = new TestPool(3)) {
            Execution three = Execution.on(pool, 3);
            assertThat(recipe.nested(data, Folds.byTime(2), three)).isEqualTo(result);
            assertThat(recipe.choose(data, three)).isEqualTo(recipe.choose(data, HERE));
        }
    }

    @Test
    void whatIsRefused() {
        HistoryTable data = Histories.of(6, 20, 1);
        ModelChoice one = choice(Folds.random(2)).withCandidate("x", logit("x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.choose(data, HERE))
                .withMessage("number of candidates must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.withCandidate("x", logit("z")))
                .withMessage("candidate 'x' is there already; give this one another name");
    }
}
