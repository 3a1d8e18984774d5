package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.contract.Golden;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrayTestTest {

    /**
     * Two causes of equal hazards, whatever the group; groups differ in censoring.
     *
     * @param unit times are rounded up to multiples of this; 0 for no rounding
     * @param effect multiplies the hazard of cause 1 in the last group
     */
    private static SurvivalTable causes(RandomGenerator random, int n, int groups, double unit, double effect) {
        double[] times = new double[n];
        int[] events = new int[n];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int g = random.nextInt(groups);
            names.add("g" + g);
            double one = Samplers.exponential(random) / (g == groups - 1 ? effect : 1);
            double two = Samplers.exponential(random);
            double stop = Samplers.exponential(random) * (1 + g);
            double time = Math.min(stop, Math.min(one, two));
            events[i] = time == one ? 1 : time == two ? 2 : 0;
            times[i] = unit == 0 ? time : Math.ceil(time / unit) * unit;
        }
        return SurvivalTable.of(times, events).withGroups(names);
    }

    /** cmprsk 2.2.11, cuminc. */
    @Test
    void agreesWithCmprsk() {
        Golden expected = Golden.load("survival/competing-pbc").at("expected", "gray_test");
        for (int k = 0; k < 2; k++) {
            GrayTest test = Gray.of(k + 1).test(SurvivalData.pbcCauses());
            expected.at("statistic", k).matches(test.chiSquare(), 1e-9, 0);
            expected.at("p", k).matches(test.p(), 1e-9, 0);
            expected.at("df", k).matches(test.degreesOfFreedom(), 0, 0);
        }
    }

    /** Without censoring the risk set of the subdistribution is who has not left for the cause, in groups with anybody there. */
    @Test
    void scoreWithoutCensoringByHand() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3, 4, 5, 6}, new int[] {1, 2, 1, 2, 1, 1})
                .withGroups(List.of("a", "b", "a", "a", "b", "b"));
        GrayTest test = Gray.of(1).test(table);
        // time 1: a 3 of 6; time 3: a 2 of 5, b's cause 2 stays; later nobody of a is there
        double score = 2 - (3 / 6.0 + 2 / 5.0);
        assertThat(test.scores()[0]).isCloseTo(score, within(1e-14));
        assertThat(test.scores()[1]).isCloseTo(-score, within(1e-14));
        assertThat(test.observed()).containsExactly(2, 2);
        assertThat(test.cause()).isEqualTo(1);
    }

    @Test
    void scoresAddUpToNothing() {
        for (int shop = 0; shop < 50; shop++) {
            SurvivalTable table = causes(RandomTables.random("gray", shop), 60, 3, shop % 2 * 0.2, 1);
            GrayTest test = Gray.of(1).withRho(shop % 3).test(table);
            assertThat(Arrays.stream(test.scores()).sum()).isCloseTo(0, within(1e-10));
            for (double[] row : test.variance()) {
                assertThat(Arrays.stream(row).sum()).isCloseTo(0, within(1e-10));
            }
            assertThat(test.degreesOfFreedom()).isEqualTo(2);
        }
    }

    @Test
    void weightsCountRepeatsAndStrataAddUp() {
        SurvivalTable table = causes(RandomTables.random("gray", 7), 80, 3, 0.1, 2);
        double[] weights = SurvivalData.cycle(80, 1, 3, 0, 2);
        int[] repeated = IntStream.range(0, 80)
                .flatMap(i -> IntStream.generate(() -> i).limit((long) weights[i]))
                .toArray();
        assertThat(Gray.of(1).test(table.withWeights(weights)).chiSquare())
                .isCloseTo(Gray.of(1).test(table.selectRows(repeated)).chiSquare(), within(1e-9));
        List<String> strata = new ArrayList<>(Collections.nCopies(80, "x"));
        strata.addAll(Collections.nCopies(80, "y"));
        int[] twice = IntStream.range(0, 160).map(i -> i % 80).toArray();
        GrayTest once = Gray.of(2).test(table);
        GrayTest both = Gray.of(2).test(table.selectRows(twice).withStrata(strata));
        assertThat(both.chiSquare()).isCloseTo(2 * once.chiSquare(), within(1e-9));
    }

    /** Labels shuffled over equal customers: the scores spread as the covariance says. 4000 shuffles: variances within 4 %. */
    @Test
    void covarianceIsThatOfShuffledLabels() {
        RandomGenerator random = RandomTables.random("shuffle", 0);
        SurvivalTable table = causes(RandomTables.random("gray", 11), 400, 1, 0.05, 1);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            names.add("g" + (i < 200 ? 0 : i < 320 ? 1 : 2));
        }
        double[][] seen = new double[3][3];
        double[][] said = new double[3][3];
        for (int shuffle = 0; shuffle < 4000; shuffle++) {
            int[] order = RandomTables.shuffled(random, 400);
            GrayTest test = Gray.of(1)
                    .test(table.withGroups(
                            IntStream.of(order).mapToObj(names::get).toList()));
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    seen[i][j] += test.scores()[i] * test.scores()[j] / 4000;
                    said[i][j] += test.variance()[i][j] / 4000;
                }
            }
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double unit = Math.sqrt(said[i][i] * said[j][j]);
                assertThat(seen[i][j]).isCloseTo(said[i][j], within(0.1 * unit));
            }
        }
    }

    // 2000 shops without a difference: of a 5 % test between 3.6 and 6.4 % reject with probability 0.996
    @Test
    void sizeIsAsSaidAndDifferencesAreFound() {
        int shops = Boolean.getBoolean("clientele.full") ? 20_000 : 2000;
        int[] rejected = new int[3];
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table = causes(RandomTables.random("size", shop), 200, 3, 0, 1);
            rejected[0] += Gray.of(1).test(table).p() < 0.05 ? 1 : 0;
            rejected[1] += Gray.of(1).withRho(1).test(table).p() < 0.05 ? 1 : 0;
            rejected[2] += Gray.of(1)
                                    .test(causes(RandomTables.random("power", shop), 200, 2, 0, 2))
                                    .p()
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat(rejected[0] / (double) shops).isBetween(0.036, 0.064);
        assertThat(rejected[1] / (double) shops).isBetween(0.036, 0.064);
        assertThat(rejected[2] / (double) shops).isGreaterThan(0.5);
    }

    @Test
    void refusesInWords() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3}, new int[] {1, 2, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gray.of(0))
                .withMessage("cause must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gray.of(1).test(table))
                .withMessage("the table has no groups; say who is compared with withGroups(...)");
        SurvivalTable groups = table.withGroups(List.of("a", "b", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gray.of(3).test(groups))
                .withMessage("no event has code 3; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gray.of(1).test(groups.withStarts(new double[3])))
                .withMessage(
                        "the table has starts, which Gray's test does not take; use rows from the beginning, or FineGray");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gray.of(1).test(SurvivalTable.of(new double[0], new int[0])))
                .withMessage("the table has no rows; at least one is needed");
        assertThatThrownBy(() -> Gray.of(1)
                        .test(SurvivalTable.of(new double[] {1, 2, 3}, new int[] {0, 2, 1})
                                .withGroups(List.of("a", "b", "b"))))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no event of cause 1 happened while customers of two groups were at risk together, so [a, b] cannot be"
                                + " compared; watch longer, or look at other groups or strata");
        GrayTest test = Gray.of(1).test(groups);
        assertThat(test)
                .isEqualTo(Gray.of(1).test(groups))
                .hasSameHashCodeAs(Gray.of(1).test(groups));
        assertThat(Gray.of(1).withRho(1)).isEqualTo(Gray.of(1).withRho(1)).isNotEqualTo(Gray.of(1));
        assertThat(test.toString()).startsWith("GrayTest[cause=1, groups=[a, b], chiSquare=");
    }
}
