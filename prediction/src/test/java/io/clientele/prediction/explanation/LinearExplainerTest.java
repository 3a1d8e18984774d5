package io.clientele.prediction.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LinearExplainerTest {

    private static final List<String> NAMES = List.of("recency", "orders", "spend");

    private static FeatureTable background(long seed, int rows) {
        RandomGenerator random = RandomStreams.stream(seed, "explained", 0);
        FeatureTable.Builder table = FeatureTable.builder("recency", "orders", "spend");
        for (int i = 0; i < rows; i++) {
            table.add(100 * random.nextDouble(), random.nextInt(8), 50 * Samplers.exponential(random));
        }
        return table.build();
    }

    private static LinearExplainer explainer(double... coefficients) {
        return LinearExplainer.of(NAMES, -1, coefficients, background(1, 100));
    }

    @Test
    void partsAddUpForAFittedModel() {
        FeatureTable rows = background(2, 500);
        RandomGenerator random = RandomStreams.stream(3, "labels", 0);
        double[] labels = new double[500];
        for (int i = 0; i < 500; i++) {
            labels[i] =
                    random.nextDouble() < 1 / (1 + Math.exp(1 + 0.02 * rows.get(i, 0) - 0.3 * rows.get(i, 1))) ? 1 : 0;
        }
        LogisticModel model = LogisticRegression.create().fit(LabeledTable.of(rows, labels));
        LinearExplainer explainer = LinearExplainer.of(model, rows);
        for (int i = 0; i < 500; i++) {
            LinearExplanation e = explainer.explain(rows.row(i));
            double sum = e.averageLogOdds();
            for (Contribution part : e.contributions()) {
                sum += part.logOdds();
            }
            assertThat(sum).isCloseTo(model.logOdds(rows.row(i)), within(1e-12));
            assertThat(e.logOdds()).isEqualTo(model.logOdds(rows.row(i)));
        }
    }

    /** Shapley's formula over all subsets, with absent features at their mean: what a linear function makes of it. */
    @Test
    void areShapleyValues() {
        LinearExplainer explainer = explainer(-0.02, 0.4, 0.005);
        double[] row = {20, 5, 300};
        List<Contribution> parts = explainer.explain(row).contributions();
        for (int j = 0; j < 3; j++) {
            double value = 0;
            for (int set = 0; set < 8; set++) {
                if ((set & (1 << j)) == 0) {
                    int size = Integer.bitCount(set);
                    double weight = size == 1 ? 1.0 / 6 : 1.0 / 3;
                    value += weight * (of(explainer, parts, row, set | (1 << j)) - of(explainer, parts, row, set));
                }
            }
            assertThat(parts.get(j).logOdds()).isCloseTo(value, within(1e-12));
        }
    }

    private static double of(LinearExplainer explainer, List<Contribution> parts, double[] row, int set) {
        double[] mixed = new double[3];
        for (int k = 0; k < 3; k++) {
            mixed[k] = (set & (1 << k)) != 0 ? row[k] : parts.get(k).average();
        }
        return explainer.predictor(mixed);
    }

    @Test
    void reasonsInWords() {
        FeatureTable two = FeatureTable.builder("recency", "orders", "spend")
                .add(0, 1, 100)
                .add(60, 3, 140)
                .build();
        LinearExplanation e = LinearExplainer.of(NAMES, -1, new double[] {-0.02, Math.log(2), 0}, two)
                .explain(80, 3, 1234.5);
        assertThat(e.reasons(5))
                .containsExactly(
                        "recency 80 (average 30) multiplies the odds by 0.368",
                        "orders 3 (average 2) multiplies the odds by 2");
        assertThat(e.against(1)).extracting(Contribution::feature).containsExactly("recency");
        assertThat(e.strongest(1)).hasSize(1);
        assertThat(e.contributions().get(2).inWords()).isEqualTo("spend 1235 (average 120) multiplies the odds by 1");
        assertThat(e.averageLogOdds()).isCloseTo(-1 - 0.6 + 2 * Math.log(2), within(1e-15));
    }

    /** All corners and edges of the ranges: the programme's answer is one of them. */
    @Test
    void counterfactualByBruteForce() {
        RandomGenerator random = RandomStreams.stream(4, "counterfactual", 0);
        FeatureTable rows = background(5, 200);
        int reached = 0;
        for (int round = 0; round < 300; round++) {
            double[] b = {
                0.03 * Samplers.gaussian(random), 0.5 * Samplers.gaussian(random), 0.02 * Samplers.gaussian(random)
            };
            LinearExplainer explainer = LinearExplainer.of(NAMES, Samplers.gaussian(random), b, rows);
            double[] row = rows.row(random.nextInt(200));
            double[] low = new double[3];
            double[] high = new double[3];
            Counterfactual search = explainer.counterfactual(row);
            for (int j = 0; j < 3; j++) {
                low[j] = row[j] - random.nextInt(3) * explainer.deviation(j);
                high[j] = row[j] + random.nextInt(3) * explainer.deviation(j);
                search = search.allow(NAMES.get(j), low[j], high[j]);
            }
            double p = 0.1 + 0.8 * random.nextDouble();
            double target = Math.log(p / (1 - p));
            Change change = search.toReach(p);
            double best = cheapest(explainer, row, low, high, target);
            if (change.reached()) {
                reached++;
                assertThat(change.probability()).isCloseTo(p, within(1e-9));
                assertThat(cost(explainer, row, change.row())).isCloseTo(best, within(1e-9));
            } else {
                assertThat(best).isInfinite();
            }
        }
        assertThat(reached).isBetween(50, 250);
    }

    private static double cost(LinearExplainer explainer, double[] row, double[] to) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            sum += Math.abs(to[j] - row[j]) / explainer.deviation(j);
        }
        return sum;
    }

    /** Vertices of the programme: one feature free, solved from the constraint, the others at a bound or unchanged. */
    private static double cheapest(
            LinearExplainer explainer, double[] row, double[] low, double[] high, double target) {
        double best = Double.POSITIVE_INFINITY;
        for (int free = 0; free < 3; free++) {
            for (int choice = 0; choice < 9; choice++) {
                double[] to = row.clone();
                int rest = choice;
                for (int j = 0; j < 3; j++) {
                    if (j != free) {
                        to[j] = rest % 3 == 0 ? row[j] : rest % 3 == 1 ? low[j] : high[j];
                        rest /= 3;
                    }
                }
                to[free] += (target - explainer.predictor(to)) / explainer.coefficient(free);
                if (to[free] >= low[free] - 1e-9 && to[free] <= high[free] + 1e-9) {
                    best = Math.min(best, cost(explainer, row, to));
                }
            }
        }
        return best;
    }

    @Test
    void counterfactualInWords() {
        LinearExplainer explainer = explainer(-0.02, 0.5, 0);
        Change change =
                explainer.counterfactual(50, 1, 20).allow("orders", 1, 5).toReach(0.5);
        assertThat(change.reached()).isTrue();
        assertThat(change.inWords()).containsExactly("orders from 1 to 4");
        assertThat(change.row()).containsExactly(50, 4, 20);
        Change far = explainer.counterfactual(50, 1, 20).allow("orders", 1, 2).toReach(0.5);
        assertThat(far.reached()).isFalse();
        assertThat(far.inWords()).containsExactly("orders from 1 to 2");
        Change down = explainer.counterfactual(50, 6, 20).allow("orders", 0, 6).toReach(0.5);
        assertThat(down.inWords()).containsExactly("orders from 6 to 4");
        assertThat(explainer.counterfactual(50, 4, 20).toReach(0.5).inWords()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.counterfactual(50, 1, 20).allow("age", 1, 5))
                .withMessage("no feature 'age'; features are [recency, orders, spend]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.counterfactual(50, 1, 20).allow("orders", 2, 5))
                .withMessage("the range of 'orders' must hold its present value 1.0, got 2.0 to 5.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.counterfactual(50, 1, 20).toReach(1))
                .withMessage("probability must be above 0 and below 1, got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.explain(50, Double.NaN, 20))
                .withMessage("feature 'orders' must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> explainer.explain(50))
                .withMessage("row must have one value per feature (3), got 1");
    }
}
