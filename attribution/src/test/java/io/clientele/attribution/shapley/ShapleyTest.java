package io.clientele.attribution.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.FitException;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ShapleyTest {

    /** Worth of every set by definition: conversions, and journeys, of the paths that stay within it. */
    private static double[][] insideOf(PathTable paths) {
        int n = paths.channels().size();
        double[][] sums = new double[3][1 << n];
        for (int row = 0; row < paths.paths(); row++) {
            int mask = 0;
            for (int i = 0; i < paths.length(row); i++) {
                mask |= 1 << paths.channel(row, i);
            }
            for (int set = 0; set < 1 << n; set++) {
                if ((mask & ~set) == 0) {
                    sums[0][set] += paths.conversions(row);
                    sums[1][set] += paths.value(row);
                    sums[2][set] += paths.conversions(row) + paths.nulls(row);
                }
            }
        }
        return sums;
    }

    /** The average of what a player adds over all orders, by going through all orders. */
    private static double[] overAllOrders(double[] worth, int n) {
        double[] values = new double[n];
        int orders = join(worth, n, 0, values);
        return Arrays.stream(values).map(v -> v / orders).toArray();
    }

    private static int join(double[] worth, int n, int set, double[] values) {
        if (set == (1 << n) - 1) {
            return 1;
        }
        int orders = 0;
        for (int i = 0; i < n; i++) {
            if ((set >> i & 1) == 0) {
                int more = join(worth, n, set | 1 << i, values);
                values[i] += more * (worth[set | 1 << i] - worth[set]);
                orders += more;
            }
        }
        return orders;
    }

    /** The same by the formula with binomial weights, fast enough for ten players. */
    private static double[] byFormula(double[] worth, int n) {
        double[] factorial = new double[n + 1];
        factorial[0] = 1;
        for (int i = 1; i <= n; i++) {
            factorial[i] = factorial[i - 1] * i;
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            for (int set = 0; set < worth.length; set++) {
                if ((set >> i & 1) == 0) {
                    int s = Integer.bitCount(set);
                    values[i] +=
                            factorial[s] * factorial[n - s - 1] / factorial[n] * (worth[set | 1 << i] - worth[set]);
                }
            }
        }
        return values;
    }

    @Test
    void gamesEqualBruteForce() {
        for (int n = 2; n <= 10; n++) {
            PathTable paths = TestPaths.random(n, 40 * n, n, 6);
            double[][] sums = insideOf(paths);
            close(Shapley.countGame().fit(paths).conversions(), byFormula(sums[0], n), 1e-9);
            close(Shapley.countGame().fit(paths).value(), byFormula(sums[1], n), 1e-8);
            double[] rates = new double[1 << n];
            double[] perJourney = new double[1 << n];
            for (int set = 1; set < rates.length; set++) {
                rates[set] = sums[2][set] == 0 ? 0 : sums[0][set] / sums[2][set];
                perJourney[set] = sums[2][set] == 0 ? 0 : sums[1][set] / sums[2][set];
            }
            Attribution rate = Shapley.rateGame().fit(paths);
            close(rate.conversions(), scaled(byFormula(rates, n), paths.conversions()), 1e-9);
            close(rate.value(), scaled(byFormula(perJourney, n), paths.value()), 1e-7);
            if (n <= 7) {
                close(ShapleyValues.of(rates), overAllOrders(rates, n), 1e-13);
            }
        }
    }

    @Test
    void supportAndShrinkage() {
        int n = 6;
        PathTable paths = TestPaths.random(5, 200, n, 5);
        double[][] sums = insideOf(paths);
        double rate = (double) paths.conversions() / paths.journeys();
        double[] worth = new double[1 << n];
        for (int set = 1; set < worth.length; set++) {
            worth[set] = sums[2][set] < 40 ? 0 : (sums[0][set] + 25 * rate) / (sums[2][set] + 25);
        }
        Attribution credits =
                Shapley.rateGame().withMinimumSupport(40).withShrinkage(25).fit(paths);
        close(credits.conversions(), scaled(byFormula(worth, n), paths.conversions()), 1e-9);
    }

    @Test
    void blocksOfManyChannelsEqualTheWholeGame() {
        int n = 18;
        PathTable paths = TestPaths.random(11, 2500, n, 7);
        double[] conversions = new double[1 << n];
        double[] journeys = new double[1 << n];
        for (int row = 0; row < paths.paths(); row++) {
            int mask = 0;
            for (int i = 0; i < paths.length(row); i++) {
                mask |= 1 << paths.channel(row, i);
            }
            conversions[mask] += paths.conversions(row);
            journeys[mask] += paths.conversions(row) + paths.nulls(row);
        }
        double[] rates = new double[1 << n];
        for (int bit = 0; bit < n; bit++) {
            for (int set = 0; set < rates.length; set++) {
                if ((set >> bit & 1) != 0) {
                    conversions[set] += conversions[set ^ 1 << bit];
                    journeys[set] += journeys[set ^ 1 << bit];
                }
            }
        }
        for (int set = 1; set < rates.length; set++) {
            rates[set] = journeys[set] == 0 ? 0 : conversions[set] / journeys[set];
        }
        close(Shapley.rateGame().fit(paths).conversions(), scaled(byFormula(rates, n), paths.conversions()), 1e-8);
    }

    @Test
    void axioms() {
        int n = 9;
        RandomGenerator random = RandomStreams.stream(2, "axioms", 0);
        double[] a = new double[1 << n];
        double[] b = new double[1 << n];
        double[] both = new double[1 << n];
        for (int set = 1; set < a.length; set++) {
            int withoutNull = set & ~4; // player 2 never adds anything
            a[set] = set == withoutNull ? random.nextDouble() : a[withoutNull];
            b[set] = 10 * random.nextDouble() - 5;
            both[set] = a[set] + b[set];
        }
        double[] values = ShapleyValues.of(a);
        assertThat(values[2]).isEqualTo(0, within(1e-14));
        assertThat(Arrays.stream(values).sum()).isEqualTo(a[a.length - 1], within(1e-12));
        double[] sum = ShapleyValues.of(both);
        double[] second = ShapleyValues.of(b);
        for (int i = 0; i < n; i++) {
            assertThat(sum[i]).isEqualTo(values[i] + second[i], within(1e-12));
        }
        // players that may change places without changing any worth get the same
        double[] bySize = new double[1 << n];
        for (int set = 0; set < bySize.length; set++) {
            bySize[set] = Math.sqrt(Integer.bitCount(set));
        }
        for (double value : ShapleyValues.of(bySize)) {
            assertThat(value).isEqualTo(3.0 / n, within(1e-14));
        }
    }

    @Test
    void creditsAddUp() {
        PathTable paths = TestPaths.random(12, 3000, 16, 9);
        for (Shapley recipe : List.of(
                Shapley.countGame(), Shapley.rateGame(), Shapley.rateGame().withMinimumSupport(9))) {
            Attribution credits = recipe.fit(paths);
            assertThat(Arrays.stream(credits.conversions()).sum())
                    .isEqualTo(paths.conversions(), within(1e-12 * paths.conversions()));
            assertThat(Arrays.stream(credits.value()).sum()).isEqualTo(paths.value(), within(1e-12 * paths.value()));
        }
        double[] count = Shapley.countGame().fit(paths).conversions();
        double[][] byPosition = Shapley.creditsByPosition(paths, 4);
        for (int c = 0; c < count.length; c++) {
            assertThat(byPosition[c]).hasSize(5);
            assertThat(Arrays.stream(byPosition[c]).sum()).isEqualTo(count[c], within(1e-9));
        }
    }

    @Test
    void aChannelThatHarmsIsSaid() {
        PathTable paths = TestPaths.of("good", 9, 0, 1, "good > bad", 0, 0, 10);
        Attribution credits = Shapley.rateGame().fit(paths);
        assertThat(credits.credit("bad").conversions()).isNegative();
        assertThat(credits.report().warnings())
                .containsExactly("channel 'bad' has a negative credit: journeys with it convert less often than those"
                        + " without");
    }

    @Test
    void badArguments() {
        PathCounts many = PathCounts.create();
        for (int c = 0; c < 29; c++) {
            many.add(List.of("c" + c), 1, 0, 0);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapley.rateGame().fit(many.result()))
                .withMessage("the exact rate game takes at most 28 channels, got 29; group rare channels first, use"
                        + " SampledShapley, or use the count game");
        assertThat(Shapley.countGame().fit(many.result()).conversions()).containsOnly(1);
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Shapley.rateGame().withMinimumSupport(100).fit(TestPaths.of("a", 1, 0, 2)))
                .withMessage(
                        "all sets of channels have fewer journeys than the minimum support, so that no conversions can"
                                + " be credited; lower it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapley.rateGame().withMinimumSupport(0))
                .withMessage("minimumSupport must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapley.rateGame().withShrinkage(-1))
                .withMessage("shrinkage must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapleyValues.of(1, 2, 3))
                .withMessage("worth must have one number for every set of 1 to 28 players, 2, 4, 8, …, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ShapleyValues.of(0, Double.NaN))
                .withMessage("worth of set 1 must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shapley.creditsByPosition(TestPaths.of("a", 1, 0, 0), 0))
                .withMessage("positions must be at least 1, got 0");
    }

    private static double[] scaled(double[] values, double total) {
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(v -> total * v / sum).toArray();
    }

    private static void close(double[] actual, double[] expected, double absolute) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("player %d", i).isEqualTo(expected[i], within(absolute));
        }
    }
}
