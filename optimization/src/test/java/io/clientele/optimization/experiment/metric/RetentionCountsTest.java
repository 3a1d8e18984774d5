package io.clientele.optimization.experiment.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetentionCountsTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 2_000;

    /** R survival's lung, months of 30 days: men and women. */
    private static final RetentionCounts MEN = RetentionCounts.of(
            "men",
            new long[] {
                8, 6, 7, 8, 7, 12, 8, 8, 3, 7, 6, 3, 4, 2, 3, 4, 0, 3, 2, 2, 2, 2, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0
            },
            new long[] {
                0, 0, 0, 0, 0, 1, 5, 5, 1, 3, 3, 0, 0, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1
            });

    private static final RetentionCounts WOMEN = RetentionCounts.of(
            "women",
            new long[] {
                1, 0, 5, 2, 3, 3, 7, 2, 2, 2, 2, 5, 3, 0, 3, 2, 0, 2, 1, 0, 0, 2, 1, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0
            },
            new long[] {
                0, 0, 0, 2, 0, 3, 3, 3, 5, 4, 1, 2, 4, 0, 0, 0, 0, 3, 3, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0
            });

    /**
     * R 4.2.2, survival: summary(survfit(Surv(floor(time / 30), status - 1) ~ sex, lung, conf.type = "log-log"), times = 12). The
     * difference by MOVER from R's four ends.
     */
    @Test
    void againstSurvfit() {
        assertThat(MEN.kept(12)).isCloseTo(0.32273206195676951, within(1e-14));
        assertThat(WOMEN.kept(12)).isCloseTo(0.5154602230033084, within(1e-14));
        assertThat(MEN.standardError(12)).isCloseTo(0.0429953657286695, within(1e-14));
        assertThat(WOMEN.standardError(12)).isCloseTo(0.059801599167881733, within(1e-14));
        assertThat(MEN.interval(12, 0.95).lower()).isCloseTo(0.24059298897601633, within(1e-9));
        assertThat(MEN.interval(12, 0.95).upper()).isCloseTo(0.40747667039039687, within(1e-9));
        assertThat(WOMEN.interval(12, 0.95).lower()).isCloseTo(0.39299211854711819, within(1e-9));
        assertThat(WOMEN.interval(12, 0.95).upper()).isCloseTo(0.62486780200839054, within(1e-9));
        RetentionComparison c = RetentionComparison.of(12, 0.95, MEN, WOMEN);
        double d = 0.5154602230033084 - 0.32273206195676951;
        assertThat(c.difference()).isCloseTo(d, within(1e-14));
        assertThat(c.interval().lower())
                .isCloseTo(
                        d
                                - Math.hypot(
                                        0.5154602230033084 - 0.39299211854711819,
                                        0.40747667039039687 - 0.32273206195676951),
                        within(1e-9));
        assertThat(c.interval().upper())
                .isCloseTo(
                        d
                                + Math.hypot(
                                        0.62486780200839054 - 0.5154602230033084,
                                        0.32273206195676951 - 0.24059298897601633),
                        within(1e-9));
        // at a confidence of 1 - p the interval just reaches 0
        assertThat(RetentionComparison.of(12, 1 - c.p(), MEN, WOMEN).interval().lower())
                .isCloseTo(0, within(1e-9));
        assertThat(c.p()).isBetween(0.001, 0.05);
        assertThat(RetentionComparison.of(12, 0.95, MEN, MEN).p()).isEqualTo(1);
    }

    @Test
    void partsAddUpAndCanBeTakenAway() {
        RetentionCounts all = MEN.plus(WOMEN);
        assertThat(all.customers()).isEqualTo(228);
        assertThat(all)
                .isEqualTo(RetentionCounts.of("men", new long[0], new long[0])
                        .plus(WOMEN)
                        .plus(MEN));
        assertThat(all.minus(WOMEN)).isEqualTo(MEN).hasSameHashCodeAs(MEN);
        assertThat(MEN).hasToString("RetentionCounts[men, 138 customers, 35 days]");
    }

    /** Everybody is watched to the end: shares of customers, and Wilson's interval where nobody left. */
    @Test
    void withoutCensoring() {
        RetentionCounts plain = RetentionCounts.of("a", new long[] {10, 20, 0}, new long[] {0, 0, 70});
        assertThat(plain.kept(0)).isCloseTo(0.9, within(1e-15));
        assertThat(plain.kept(2)).isCloseTo(0.7, within(1e-15));
        assertThat(plain.standardError(2)).isCloseTo(Math.sqrt(0.7 * 0.3 / 100), within(1e-15));
        RetentionCounts loyal = RetentionCounts.of("b", new long[2], new long[] {0, 50});
        assertThat(loyal.interval(1, 0.95)).isEqualTo(Proportions.wilson(50, 50, 0.95));
        RetentionComparison c = RetentionComparison.of(1, 0.95, plain, loyal);
        assertThat(c.interval().contains(0)).isFalse();
        RetentionCounts gone = RetentionCounts.of("c", new long[] {0, 50}, new long[2]);
        assertThat(gone.kept(9)).isZero();
        assertThat(gone.interval(1, 0.95)).isEqualTo(Proportions.wilson(0, 50, 0.95));
    }

    /** Customers leave with chance 3 % and 2 % a day; the watching ends on a day from 5 to 40: 4 standard errors of a share. */
    @Test
    void coverage() {
        double truth = Math.pow(0.98, 15) - Math.pow(0.97, 15);
        int covered = 0;
        int called = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "retention.coverage", 0);
            RetentionCounts a = watched("a", random, 0.03);
            Interval interval = RetentionComparison.of(14, 0.95, a, watched("b", random, 0.02))
                    .interval();
            covered += interval.contains(truth) ? 1 : 0;
            called += RetentionComparison.of(14, 0.95, a, watched("c", random, 0.03))
                                    .p()
                            <= 0.05
                    ? 1
                    : 0;
        }
        double slack = 4 * Math.sqrt(0.05 * 0.95 / RUNS);
        assertThat((double) covered / RUNS).isCloseTo(0.95, within(slack));
        assertThat((double) called / RUNS).isCloseTo(0.05, within(slack));
    }

    private static RetentionCounts watched(String name, RandomGenerator random, double chance) {
        long[] left = new long[41];
        long[] seen = new long[41];
        for (int i = 0; i < 300; i++) {
            int end = 5 + random.nextInt(36);
            long leaves = Samplers.geometric(random, chance); // days stayed before
            if (leaves <= end) {
                left[(int) leaves]++;
            } else {
                seen[end]++;
            }
        }
        return RetentionCounts.of(name, left, seen);
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionCounts.of("a", new long[2], new long[3]))
                .withMessage("lastSeen must have as many days as left (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RetentionCounts.of("a", new long[] {1, -1}, new long[2]))
                .withMessage("variant 'a', left[1] must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RetentionCounts.of("a", new long[1], new long[1]).kept(0))
                .withMessage("variant 'a' has no customers; leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MEN.kept(40))
                .withMessage("variant 'men': nobody was watched until day 40; the last day is 34");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MEN.kept(-1))
                .withMessage("day must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MEN.minus(MEN.plus(WOMEN)))
                .withMessageContaining("must be at least 0, got -");
    }
}
