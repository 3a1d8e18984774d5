package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold for any data. The generalised gamma's shape is searched, so its numbers agree less closely. */
class AftPropertyTest {

    private static final int N = 250;

    private static SurvivalTable data() {
        return RandomTables.cox(RandomTables.random("aft-properties", 0), N, new double[] {0.5, -0.3}, 0.5, 0);
    }

    private static AftModel fit(LifetimeDistribution kind, SurvivalTable table) {
        AftModel model = AftRegression.of(kind).fit(table);
        assertThat(model.report().converged()).isTrue();
        return model;
    }

    private static double close(LifetimeDistribution kind) {
        return kind == LifetimeDistribution.GENERALIZED_GAMMA ? 1e-5 : 1e-9;
    }

    private static void same(LifetimeDistribution kind, AftModel a, AftModel b, double[] factor, double[] shift) {
        List<AftCoefficient> x = a.coefficients();
        List<AftCoefficient> y = b.coefficients();
        for (int j = 0; j < x.size(); j++) {
            assertThat(y.get(j).estimate() * factor[j] + shift[j])
                    .isCloseTo(x.get(j).estimate(), within(close(kind)));
        }
        assertThat(y.get(1).standardError() * factor[1]).isCloseTo(x.get(1).standardError(), within(close(kind)));
        assertThat(b.scale()).isCloseTo(a.scale(), within(close(kind)));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void orderOfRowsDoesNotMatter(LifetimeDistribution kind) {
        SurvivalTable table = data();
        int[] order = RandomTables.shuffled(RandomTables.random("aft-properties", 1), N);
        same(kind, fit(kind, table), fit(kind, table.selectRows(order)), new double[] {1, 1, 1}, new double[3]);
    }

    /** Times c times as long have the logarithm of c in the constant, and nothing else. */
    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void unitOfTimeGoesToTheConstant(LifetimeDistribution kind) {
        SurvivalTable table = data();
        double[] days = Arrays.stream(table.times()).map(t -> 365.25 * t).toArray();
        SurvivalTable longer = SurvivalTable.of(days, table.events())
                .withFeatures(table.features().orElseThrow());
        AftModel model = fit(kind, table);
        AftModel other = fit(kind, longer);
        same(kind, model, other, new double[] {1, 1, 1}, new double[] {-Math.log(365.25), 0, 0});
        assertThat(other.curve(0.3, 1).survival(365.25 * 0.7))
                .isCloseTo(model.curve(0.3, 1).survival(0.7), within(close(kind)));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void shiftingAndScalingFeaturesChangesNothingElse(LifetimeDistribution kind) {
        SurvivalTable table = data();
        FeatureTable x = table.features().orElseThrow();
        double[] moved = Arrays.stream(x.column(0)).map(v -> 40 + 1000 * v).toArray();
        SurvivalTable other = table.withFeatures(FeatureTable.of(x.names(), moved, x.column(1)));
        AftModel model = fit(kind, table);
        AftModel scaled = fit(kind, other);
        double slope = scaled.coefficients().get(1).estimate();
        same(kind, model, scaled, new double[] {1, 1000, 1}, new double[] {40 * slope, 0, 0});
        assertThat(scaled.logLikelihood()).isCloseTo(model.logLikelihood(), within(1e-8));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void weightsCountRepeats(LifetimeDistribution kind) {
        SurvivalTable table = data();
        double[] weights = SurvivalData.cycle(N, 1, 3, 2);
        int[] repeated = IntStream.range(0, N)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        same(
                kind,
                fit(kind, table.withWeights(weights)),
                fit(kind, table.selectRows(repeated)),
                new double[] {1, 1, 1},
                new double[3]);
    }
}
