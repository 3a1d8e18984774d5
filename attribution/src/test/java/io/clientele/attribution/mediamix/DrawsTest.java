package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

    /** 1 to n, from the last to the first. */
    private static double[] draws(int n) {
        return IntStream.range(0, n).mapToDouble(i -> n - i).toArray();
    }

    private static void isFrom(Interval interval, double lower, double upper) {
        assertThat(interval.lower()).isEqualTo(lower, within(1e-12));
        assertThat(interval.upper()).isEqualTo(upper, within(1e-12));
    }

    /** The 5 % quantile of 99 draws is the fifth smallest; of 20 it lies between the first and the second. */
    @Test
    void theMiddleOfTheDraws() {
        isFrom(Draws.middle(draws(99), 0.9), 5, 95);
        isFrom(Draws.middle(draws(20), 0.9), 1.05, 19.95);
        isFrom(Draws.middle(draws(20), 0.99), 1, 20);
        double[] draws = draws(99);
        Draws.middle(draws, 0.9);
        assertThat(draws).containsExactly(draws(99));
    }

    /** The standard deviation of 1 to 99 is the root of 99 * 100 / 12, and 1.64485 of them are the reach at 90 %. */
    @Test
    void reachesToBothSidesOfTheEstimate() {
        double reach = 1.6448536269514722 * Math.sqrt(825);
        double any = Double.POSITIVE_INFINITY;
        isFrom(Draws.interval(draws(99), 50, any, 0.9), 50 - reach, 50 + reach);
        isFrom(Draws.interval(draws(99), 49, any, 0.9), 49 - reach, 49 + reach);
        isFrom(Draws.interval(draws(99), 60, any, 0.9), 5, 60 + reach);
        // not below 0, and not above the highest possible
        isFrom(Draws.interval(draws(99), 10, any, 0.9), 0, 95);
        isFrom(Draws.interval(draws(99), 50, 96, 0.9), 50 - reach, 96);
    }
}
