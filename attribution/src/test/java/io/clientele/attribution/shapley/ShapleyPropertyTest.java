package io.clientele.attribution.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.core.FitException;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Shapley's axioms on random games and on random tables. Equality with brute force for up to 10 channels: {@link ShapleyTest};
 * names, order of rows and their splitting: {@code SameCreditsPropertyTest}.
 */
class ShapleyPropertyTest {

    private static final List<Shapley> RECIPES = List.of(
            Shapley.countGame(),
            Shapley.rateGame(),
            Shapley.rateGame().withMinimumSupport(5).withShrinkage(2));

    @Test
    void axiomsOfRandomGames() {
        for (int n = 1; n <= 12; n++) {
            RandomGenerator random = RandomStreams.stream(n, "test.games", 0);
            double[] a = random.doubles(1 << n, -5, 10).toArray();
            double[] b = random.doubles(1 << n, -1, 1).toArray();
            int idle = random.nextInt(n);
            int twin = (idle + 1) % n;
            double[] both = new double[1 << n];
            double[] withIdle = new double[1 << n];
            double[] alike = new double[1 << n];
            for (int set = 0; set < 1 << n; set++) {
                both[set] = 3 * a[set] + b[set];
                withIdle[set] = a[set & ~(1 << idle)];
                boolean one = (set >> idle & 1) != 0;
                boolean other = (set >> twin & 1) != 0;
                // the same worth whichever of the two is in
                alike[set] = one != other ? a[set & ~(1 << twin) & ~(1 << idle) | 1 << idle] : a[set];
            }
            double[] first = ShapleyValues.of(a);
            double[] second = ShapleyValues.of(b);
            double[] sum = ShapleyValues.of(both);
            assertThat(Arrays.stream(first).sum()).as("efficiency").isEqualTo(a[(1 << n) - 1] - a[0], within(1e-12));
            for (int i = 0; i < n; i++) {
                assertThat(sum[i]).as("additivity").isEqualTo(3 * first[i] + second[i], within(1e-12));
            }
            assertThat(ShapleyValues.of(withIdle)[idle]).as("null player").isEqualTo(0, within(1e-13));
            if (n > 1) {
                double[] twins = ShapleyValues.of(alike);
                assertThat(twins[idle]).as("symmetry").isEqualTo(twins[twin], within(1e-12));
            }
        }
    }

    @Test
    void creditsOfTheCountGameAddUpOverTables() {
        for (int seed = 0; seed < 10; seed++) {
            PathTable one = TestPaths.random(200 + seed, 80, 6, 5);
            PathTable two = TestPaths.random(300 + seed, 90, 6, 5);
            PathCounts counts = PathCounts.create();
            counts.add(one);
            counts.add(two);
            Attribution together = Shapley.countGame().fit(counts.result());
            for (ChannelCredit credit : together.credits()) {
                double sum = 0;
                double value = 0;
                for (PathTable part : List.of(one, two)) {
                    if (part.channels().contains(credit.channel())) {
                        ChannelCredit own = Shapley.countGame().fit(part).credit(credit.channel());
                        sum += own.conversions();
                        value += own.value();
                    }
                }
                assertThat(credit.conversions()).isEqualTo(sum, within(1e-11));
                assertThat(credit.value()).isEqualTo(value, within(1e-8));
            }
        }
    }

    @Test
    void aChannelThatChangesNothingGetsNothing() {
        for (int seed = 0; seed < 10; seed++) {
            PathTable paths = TestPaths.random(400 + seed, 80, 5, 5);
            PathCounts lost = PathCounts.create();
            lost.add(paths);
            lost.add(List.of("idle", "c0"), 0, 0, 7);
            Attribution counts = Shapley.countGame().fit(lost.result());
            assertThat(counts.credit("idle").conversions()).isZero();
            assertThat(counts.credit("idle").value()).isZero();
            for (ChannelCredit credit : Shapley.countGame().fit(paths).credits()) {
                assertThat(counts.credit(credit.channel())).isEqualTo(credit);
            }
            // on the rate: a twin of every journey with and without the channel
            PathCounts twins = PathCounts.create();
            twins.add(paths);
            for (int row = 0; row < paths.paths(); row++) {
                List<String> with = new java.util.ArrayList<>(paths.path(row));
                with.add("idle");
                twins.add(with, paths.conversions(row), paths.value(row), paths.nulls(row));
            }
            assertThat(Shapley.rateGame().fit(twins.result()).credit("idle").conversions())
                    .isEqualTo(0, within(1e-9));
        }
    }

    @Test
    void channelsThatChangePlacesGetTheSame() {
        for (int seed = 0; seed < 10; seed++) {
            PathTable paths = TestPaths.random(500 + seed, 80, 5, 5);
            PathCounts mirrored = PathCounts.create();
            mirrored.add(paths);
            for (int row = 0; row < paths.paths(); row++) {
                List<String> swapped = paths.path(row).stream()
                        .map(c -> c.equals("c0") ? "c1" : c.equals("c1") ? "c0" : c)
                        .toList();
                mirrored.add(swapped, paths.conversions(row), paths.value(row), paths.nulls(row));
            }
            for (Shapley recipe : RECIPES) {
                Attribution credits = recipe.fit(mirrored.result());
                assertThat(credits.credit("c0").conversions())
                        .as("%s", recipe)
                        .isEqualTo(credits.credit("c1").conversions(), within(1e-9));
                assertThat(credits.credit("c0").value())
                        .isEqualTo(credits.credit("c1").value(), within(1e-7));
            }
        }
    }

    @Test
    void creditsAddUpTo12Digits() {
        for (int seed = 0; seed < 10; seed++) {
            PathTable paths = TestPaths.random(600 + seed, 200, 2 + seed, 6);
            for (Shapley recipe : RECIPES) {
                Attribution credits = recipe.fit(paths);
                assertThat(Arrays.stream(credits.conversions()).sum() / paths.conversions())
                        .isEqualTo(1, within(1e-12));
                assertThat(Arrays.stream(credits.value()).sum() / paths.value()).isEqualTo(1, within(1e-12));
            }
        }
    }

    @Test
    void oneChannelGetsEverything() {
        PathTable one = TestPaths.of("only > only", 2, 8, 1, "only", 1, 4, 5);
        for (Shapley recipe : RECIPES) {
            assertThat(recipe.fit(one).credit("only").conversions()).isEqualTo(3);
            assertThat(recipe.fit(one).credit("only").value()).isEqualTo(12);
        }
        assertThat(Shapley.creditsByPosition(one, 2)).isDeepEqualTo(new double[][] {{2, 1, 0}});
    }

    @Test
    void onlyNulls() {
        PathTable nulls = TestPaths.of("a > b", 0, 0, 3, "b", 0, 0, 1);
        for (Shapley recipe : RECIPES) {
            assertThatExceptionOfType(FitException.class)
                    .isThrownBy(() -> recipe.fit(nulls))
                    .withMessage("no conversions among 4 journeys, so there is nothing to credit; check how orders were"
                            + " joined, or widen the look-back");
        }
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> SampledShapley.of(20).fit(nulls))
                .withMessageStartingWith("no conversions among 4 journeys");
    }
}
