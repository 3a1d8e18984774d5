package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short way for rows that count once gives what the long way gives for weights of 1: the same bits. */
class PlainLimitTest {

    @ParameterizedTest
    @EnumSource(CurveInterval.class)
    void equalsTheWayForAnyRows(CurveInterval interval) {
        for (int seed = 0; seed < 300; seed++) {
            RandomGenerator random = RandomTables.random("plain limit", seed);
            SurvivalTable table = table(random, seed % 6);
            if (seed % 4 == 1) {
                table = table.withGroups(RandomTables.labels(random, table.rows(), 3));
            }
            same(table, KaplanMeier.create().withInterval(interval));
        }
    }

    private static void same(SurvivalTable table, KaplanMeier recipe) {
        double[] ones = new double[table.rows()];
        Arrays.fill(ones, 1);
        SurvivalCurves expected = recipe.fit(table.withWeights(ones));
        assertThat(recipe.fit(table)).isEqualTo(expected);
        assertThat(recipe.fit(table, Execution.sequential()).report().warnings())
                .isEqualTo(expected.report().warnings());
    }

    private static SurvivalTable table(RandomGenerator random, int kind) {
        int n = 1 + random.nextInt(700);
        double share = random.nextInt(5) / 4.0;
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            double u = random.nextDouble();
            times[i] = switch (kind) {
                case 0 -> Math.ceil(40 * u);
                case 1 -> 1e3 * u;
                case 2 -> Math.ceil(1 / (u * u * u + 1e-6)); // mostly small, a few above a million
                case 3 -> Math.round(8 * u) / 4.0;
                case 4 -> u * Math.pow(2, random.nextInt(2000) - 1060.0); // tiny to huge
                default -> i < n - 1 ? Math.floor(9 * u) : 0.5; // the last row only is no whole number
            };
            events[i] = random.nextDouble() < share ? 1 : 0;
        }
        return SurvivalTable.of(times, events);
    }

    @Test
    void fewAndExtremeRows() {
        for (double time : new double[] {0, Double.MIN_VALUE, 1, 65_535, 65_536, 3e9, Double.MAX_VALUE}) {
            for (int event = 0; event < 2; event++) {
                same(SurvivalTable.of(new double[] {time}, new int[] {event}), KaplanMeier.create());
                same(
                        SurvivalTable.of(new double[] {time, 0, time, 7}, new int[] {event, 1, 1 - event, event}),
                        KaplanMeier.create());
            }
        }
    }

    @Test
    void groupWithoutRowsHasNoCurve() {
        // a selection keeps the names of all groups
        List<String> groups = new ArrayList<>(List.of("a", "b", "a"));
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3.5}, new int[] {1, 1, 0})
                .withGroups(groups)
                .selectRows(new int[] {0, 2});
        same(table, KaplanMeier.create());
        assertThat(KaplanMeier.create().fit(table).groups()).containsExactly("a");
    }
}
