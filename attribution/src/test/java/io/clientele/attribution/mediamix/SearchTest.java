package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SearchTest {

    private static MixOptions options(Map<String, ChannelBounds> bounds) {
        return new MixOptions(AdstockFamily.GEOMETRIC, 4, true, 1, OptionalDouble.of(0.01), 20, 0.95, 0, bounds);
    }

    private static double[] target(Problem p, MediaWeeks weeks) {
        double[] target = Arrays.copyOfRange(weeks.sales(), 4, weeks.weeks());
        p.basis.residual(target);
        return target;
    }

    /** All 65 x 65 points of decay and half, slope fixed, and of two channels' decays, the rest fixed. */
    @Test
    void findsTheBestOfAllPoints() {
        for (int seed = 0; seed < 3; seed++) {
            MediaWeeks one = MadeUpMix.of(seed, 120, 1, 4, 80).weeks;
            Problem p =
                    new Problem(one, options(Map.of("c0", ChannelBounds.create().withSlope(1.5, 1.5))), 120);
            double[] target = target(p, one);
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= ChannelSpace.STEPS; i++) {
                for (int j = 0; j <= ChannelSpace.STEPS; j++) {
                    least = Math.min(least, new Search(p, 0.01).start(new int[][] {{i, j, 0}}, target).objective);
                }
            }
            Search found = Starts.best(p, target, 0.01, 12, seed, "starts", Execution.sequential());
            assertThat(found.objective).as("one channel, seed %d", seed).isEqualTo(least, within(1e-7 * least));

            MediaWeeks two = MadeUpMix.of(seed, 120, 2, 4, 80).weeks;
            ChannelBounds fixed = ChannelBounds.create().withSlope(1.5, 1.5).withHalf(100, 100);
            Problem q = new Problem(two, options(Map.of("c0", fixed, "c1", fixed)), 120);
            double[] both = target(q, two);
            least = Double.POSITIVE_INFINITY;
            for (int i = 0; i <= ChannelSpace.STEPS; i++) {
                for (int j = 0; j <= ChannelSpace.STEPS; j++) {
                    int[][] at = {{i, 0, 0}, {j, 0, 0}};
                    least = Math.min(least, new Search(q, 0.01).start(at, both).objective);
                }
            }
            found = Starts.best(q, both, 0.01, 12, seed, "starts", Execution.sequential());
            assertThat(found.objective).as("two channels, seed %d", seed).isEqualTo(least, within(1e-7 * least));
        }
    }

    /** A search can miss; what twelve starts leave, 60 must hardly better. */
    @Test
    void twelveStartsComeCloseToSixty() {
        int missed = 0;
        int few = 4;
        double worst = 0;
        for (int seed = 0; seed < few; seed++) {
            MediaWeeks weeks = MadeUpMix.of(seed, 156, 5, 4, 60).weeks;
            Problem p = new Problem(weeks, options(Map.of()), 156);
            double[] target = target(p, weeks);
            double best = Starts.best(p, target, 0.01, 60, seed, "starts", Execution.sequential()).objective;
            double ours = Starts.best(p, target, 0.01, 12, seed, "starts", Execution.sequential()).objective;
            missed += ours > best * (1 + 1e-6) ? 1 : 0;
            worst = Math.max(worst, ours / best - 1);
        }
        assertThat(worst).as("missed %d of %d", missed, few).isLessThan(0.01);
    }

    @Test
    void movesOnlyDownhillAndSettles() {
        MediaWeeks weeks = MadeUpMix.of(3, 156, 5, 4, 60).weeks;
        Problem p = new Problem(weeks, options(Map.of()), 156);
        double[] target = target(p, weeks);
        Search search = new Search(p, 0.01).start(p.centre(), target);
        double before = search.objective;
        search.run();
        assertThat(search.objective).isLessThan(before);
        assertThat(search.settled).isTrue();
        Search again = new Search(p, 0.01).start(search.points, target);
        assertThat(again.objective).isEqualTo(search.objective, within(1e-12 * before));
        assertThat(again.coefficients()).containsExactly(search.coefficients(), within(1e-6));
        again.run();
        assertThat(again.points).isDeepEqualTo(search.points);
    }
}
