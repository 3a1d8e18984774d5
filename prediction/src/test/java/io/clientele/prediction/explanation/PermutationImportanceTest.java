package io.clientele.prediction.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.Scorer;
import io.clientele.prediction.evaluation.Metric;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PermutationImportanceTest {

    private static final Execution HERE = Execution.sequential();

    /** Label by x alone; z is x with its sign turned, u is nothing. */
    private static LabeledTable rows(long seed, int n) {
        RandomGenerator random = RandomStreams.stream(seed, "importance", 0);
        FeatureTable.Builder table = FeatureTable.builder("x", "z", "u");
        double[] labels = new double[n];
        for (int i = 0; i < n; i++) {
            double x = Samplers.gaussian(random);
            table.add(x, -x, Samplers.gaussian(random));
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
        }
        return LabeledTable.of(table.build(), labels);
    }

    private static final Scorer HALVES = table -> {
        double[] scores = new double[table.rows()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 / (1 + Math.exp(-0.5 * table.get(i, 0) + 0.5 * table.get(i, 1)));
        }
        return scores;
    };

    private static final Scorer X = table -> {
        double[] scores = new double[table.rows()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 / (1 + Math.exp(-table.get(i, 0)));
        }
        return scores;
    };

    @Test
    void onlyWhatIsUsedMatters() {
        List<Metric> importance = PermutationImportance.create().measure(X, rows(1, 2000), HERE);
        assertThat(importance).extracting(Metric::name).startsWith("x");
        assertThat(importance.get(1).estimate()).isZero();
        assertThat(importance.get(2).estimate()).isZero();
        assertThat(importance.get(0).method()).isEqualTo("Wald, rise of the log loss over 10 dealings, seed 0");
    }

    /** E[rise] = E[(y' - y) x] with the log loss of a logit: Cov(Y, X) = E[p (1 - p)] = .20662096 (SciPy quad over the normal). */
    @Test
    void isTheTruthAndItsIntervalHoldsIt() {
        double truth = 0.2066209641;
        int held = 0;
        for (int t = 0; t < 200; t++) {
            Metric x = PermutationImportance.create()
                    .withSeed(t)
                    .measure(X, rows(100 + t, 400), HERE)
                    .get(0);
            held += x.interval().orElseThrow().contains(truth) ? 1 : 0;
        }
        // 200 intervals of 95 %: standard error 1.5 %
        assertThat(held / 200.0).isBetween(0.905, 0.995);
        Metric many = PermutationImportance.create()
                .measure(X, rows(2, 100_000), HERE)
                .get(0);
        assertThat(many.estimate()).isCloseTo(truth, within(0.01));
    }

    @Test
    void featuresThatStandInForEachOtherAreJudgedTogether() {
        LabeledTable data = rows(3, 4000);
        List<Metric> alone = PermutationImportance.create().measure(HALVES, data, HERE);
        List<Metric> together =
                PermutationImportance.create().withGroup("x and z", "x", "z").measure(HALVES, data, HERE);
        assertThat(together).extracting(Metric::name).containsExactly("x and z", "u");
        assertThat(together.get(0).estimate()).isGreaterThan(1.5 * alone.get(0).estimate());
        assertThat(together.get(0).estimate())
                .isCloseTo(
                        PermutationImportance.create()
                                .measure(X, data, HERE)
                                .get(0)
                                .estimate(),
                        within(1e-12));
    }

    @Test
    void clustersCountAsOne() {
        LabeledTable once = rows(4, 500);
        int[] rows = new int[2000];
        int[] whose = new int[2000];
        for (int i = 0; i < 2000; i++) {
            rows[i] = i % 500;
            whose[i] = i % 500;
        }
        LabeledTable four = once.selectRows(rows);
        PermutationImportance recipe = PermutationImportance.create().withDealings(20);
        double plain = recipe.measure(X, four, HERE).get(0).standardError().orElseThrow();
        double clustered = recipe.measure(X, four.withClusters(whose), HERE)
                .get(0)
                .standardError()
                .orElseThrow();
        assertThat(clustered / plain).isCloseTo(2, within(0.25));
    }

    @Test
    void seedDecidesAndThreadsDoNot() {
        LabeledTable data = rows(5, 500);
        List<Metric> first = PermutationImportance.create().measure(HALVES, data, HERE);
        try (TestPool pool = new TestPool(3)) {
            assertThat(PermutationImportance.create().measure(HALVES, data, Execution.on(pool, 3)))
                    .isEqualTo(first);
        }
        assertThat(PermutationImportance.create().withSeed(1).measure(HALVES, data, HERE))
                .isNotEqualTo(first);
        assertThat(PermutationImportance.create()
                        .withConfidence(0.5)
                        .measure(HALVES, data, HERE)
                        .get(0)
                        .interval()
                        .orElseThrow()
                        .width())
                .isLessThan(first.get(0).interval().orElseThrow().width());
    }

    @Test
    void whatIsRefused() {
        LabeledTable data = rows(6, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PermutationImportance.create().withGroup("a", "x").withGroup("b", "u", "x"))
                .withMessage("feature 'x' is in group 'a' already");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PermutationImportance.create().withGroup("a", "y").measure(X, data, HERE))
                .withMessage("no column 'y'; columns are [x, z, u]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermutationImportance.create().measure(t -> t.column("x"), data, HERE))
                .withMessageMatching("score, row \\d+ must be between 0 and 1, got .*");
    }
}
