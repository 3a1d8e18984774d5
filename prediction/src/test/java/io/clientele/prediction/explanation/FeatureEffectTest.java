package io.clientele.prediction.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.Scorer;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FeatureEffectTest {

    /** Two features that go together, correlation .9, and one that does not. */
    private static FeatureTable rows(int n) {
        RandomGenerator random = RandomStreams.stream(1, "effects", 0);
        FeatureTable.Builder table = FeatureTable.builder("x", "z", "u");
        for (int i = 0; i < n; i++) {
            double x = Samplers.gaussian(random);
            table.add(x, 0.9 * x + Math.sqrt(0.19) * Samplers.gaussian(random), Samplers.gaussian(random));
        }
        return table.build();
    }

    private static Scorer of(ToDoubleFunction<double[]> f) {
        return table -> {
            double[] scores = new double[table.rows()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = f.applyAsDouble(table.row(i));
            }
            return scores;
        };
    }

    @Test
    void ofALinearFunctionBothAreItsSlope() {
        FeatureTable rows = rows(2000);
        Scorer linear = of(r -> 1 + 2 * r[0] - 3 * r[1] + r[2]);
        FeatureEffect pd = FeatureEffect.partialDependence(linear, rows, "x", 11);
        FeatureEffect ale = FeatureEffect.accumulatedLocalEffects(linear, rows, "x", 10);
        assertThat(ale.points()).isEqualTo(11);
        for (int k = 1; k < 11; k++) {
            double step = 2 * (pd.value(k) - pd.value(k - 1));
            assertThat(pd.at(k) - pd.at(k - 1)).isCloseTo(step, within(1e-9));
            assertThat(ale.value(k)).isEqualTo(pd.value(k));
            assertThat(ale.at(k) - ale.at(k - 1)).isCloseTo(step, within(1e-9));
        }
    }

    /** Row by row, as the paper's equation (12) has it. */
    @Test
    void againstThePlainSums() {
        FeatureTable rows = rows(300);
        Scorer scorer = of(r -> Math.tanh(r[0] * r[1]) + r[2]);
        FeatureEffect ale = FeatureEffect.accumulatedLocalEffects(scorer, rows, "z", 7);
        int bins = ale.points() - 1;
        double[] sum = new double[bins];
        double[] count = new double[bins];
        for (int i = 0; i < 300; i++) {
            double[] r = rows.row(i);
            int k = 0;
            while (k < bins - 1 && r[1] > ale.value(k + 1)) {
                k++;
            }
            sum[k] += Math.tanh(r[0] * ale.value(k + 1)) - Math.tanh(r[0] * ale.value(k));
            count[k]++;
        }
        double[] raw = new double[bins + 1];
        double mean = 0;
        for (int k = 0; k < bins; k++) {
            raw[k + 1] = raw[k] + sum[k] / count[k];
            mean += count[k] * (raw[k] + raw[k + 1]) / 2 / 300;
        }
        for (int k = 0; k <= bins; k++) {
            assertThat(ale.at(k)).isCloseTo(raw[k] - mean, within(1e-12));
        }
        FeatureEffect pd = FeatureEffect.partialDependence(scorer, rows, "z", 3);
        double expected = 0;
        for (int i = 0; i < 300; i++) {
            expected += (Math.tanh(rows.get(i, 0) * pd.value(1)) + rows.get(i, 2)) / 300;
        }
        assertThat(pd.at(1)).isCloseTo(expected, within(1e-12));
    }

    /** A model that is wild where there are no customers: local effects do not go there, partial dependence does. */
    @Test
    void localEffectsStayWithTheData() {
        FeatureTable rows = rows(4000);
        Scorer wild = of(r -> r[0] + (Math.abs(r[0] - r[1]) > 2.5 ? 100 : 0));
        FeatureEffect ale = FeatureEffect.accumulatedLocalEffects(wild, rows, "x", 20);
        FeatureEffect pd = FeatureEffect.partialDependence(wild, rows, "x", 21);
        // the middle half of the points, away from the long outer intervals
        for (int k = 5; k < 15; k++) {
            assertThat(ale.at(k + 1) - ale.at(k)).isCloseTo(ale.value(k + 1) - ale.value(k), within(1e-9));
        }
        assertThat(pd.at(20) - pd.at(10)).isGreaterThan(20);
    }

    @Test
    void edges() {
        FeatureTable ties = FeatureTable.builder("x", "c")
                .add(0, 1)
                .add(0, 1)
                .add(0, 1)
                .add(1, 1)
                .build();
        FeatureEffect ale = FeatureEffect.accumulatedLocalEffects(of(r -> 5 * r[0]), ties, "x", 10);
        assertThat(ale.value(0)).isZero();
        assertThat(ale.value(ale.points() - 1)).isEqualTo(1);
        assertThat(ale.feature()).isEqualTo("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureEffect.partialDependence(of(r -> 1), ties, "c", 5))
                .withMessage("column 'c' has one value, 1.0, so there is no effect to see");
        FeatureTable hole = FeatureTable.builder("x").add(1).add(Double.NaN).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureEffect.partialDependence(of(r -> 1), hole, "x", 5))
                .withMessage("column 'x', row 1: must be finite, got NaN; fill missing values first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureEffect.partialDependence(of(r -> 1), ties, "y", 5))
                .withMessage("no column 'y'; columns are [x, c]");
    }
}
