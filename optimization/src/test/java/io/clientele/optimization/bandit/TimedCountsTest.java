package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.model.ModelCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TimedCountsTest extends ModelCodecContract<TimedCounts> {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    protected ModelCodec<TimedCounts> codec() {
        return new TimedCountsCodec();
    }

    private static TimedCounts golden1() {
        return TimedCounts.of(HOUR)
                .plus(NOON, ArmCounts.of("a", 3, 100).plus(ArmCounts.of("b", 1, 90)))
                .plus(NOON.plus(Duration.ofHours(30)), ArmCounts.of("a", 0, 7));
    }

    @Override
    protected List<TimedCounts> models() {
        return List.of(golden1(), TimedCounts.of(Duration.ofDays(1)));
    }

    @Override
    protected Map<String, TimedCounts> golden() {
        return Map.of("golden/timed-counts-1.json", golden1());
    }

    @Test
    void bucketsAndTotals() {
        TimedCounts counts = golden1().plus(NOON.plusMillis(3_599_999), ArmCounts.of("a", 1, 5));
        assertThat(counts.total()).isEqualTo(ArmCounts.of("a", 4, 112).plus(ArmCounts.of("b", 1, 90)));
        assertThat(counts.since(NOON.plus(HOUR)).total()).isEqualTo(ArmCounts.of("a", 0, 7));
        assertThat(counts.width()).isEqualTo(HOUR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.plus(Instant.ofEpochMilli(-1), ArmCounts.empty()))
                .withMessageStartingWith("at must be from 1970-01-01");
    }

    @Test
    void anyPartitionAndOrderMergeToTheSameAndCanBeTakenAway() {
        RandomGenerator random = RandomStreams.stream(1, "timed", 0);
        for (int round = 0; round < 200; round++) {
            List<TimedCounts> parts = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                parts.add(TimedCounts.of(HOUR)
                        .plus(
                                NOON.plus(Duration.ofMinutes(random.nextInt(600))),
                                ArmCounts.of("arm" + random.nextInt(3), random.nextInt(5), 5)));
            }
            TimedCounts all = parts.stream().reduce(TimedCounts.of(HOUR), TimedCounts::plus);
            int[] order = new int[12];
            java.util.Arrays.setAll(order, i -> i);
            Samplers.shuffle(random, order);
            TimedCounts left = TimedCounts.of(HOUR);
            TimedCounts right = TimedCounts.of(HOUR);
            for (int i : order) {
                if (random.nextBoolean()) {
                    left = left.plus(parts.get(i));
                } else {
                    right = parts.get(i).plus(right);
                }
            }
            assertThat(right.plus(left)).isEqualTo(all).hasToString(all.toString());
            assertThat(all.minus(left)).isEqualTo(right);
        }
    }

    @Test
    void weightsAreTheDefinition() {
        TimedCounts counts = golden1();
        Instant now = NOON.plus(Duration.ofHours(30)).plus(Duration.ofMinutes(20));
        WeightedCounts equal = Weighting.equal().weigh(counts, now);
        assertThat(equal.successes("a")).isEqualTo(3);
        assertThat(equal.trials("a")).isEqualTo(107);
        assertThat(equal.rows()).isEqualTo(197);
        // the first bucket's middle is 29 h 50 min old, the running one counts whole
        double weight = Math.pow(0.5, (29 + 5 / 6.0) / 10);
        WeightedCounts half =
                Weighting.equal().withHalfLife(Duration.ofHours(10)).weigh(counts, now);
        assertThat(half.successes("a")).isEqualTo(3 * weight, within(1e-13));
        assertThat(half.trials("a")).isEqualTo(100 * weight + 7, within(1e-12));
        assertThat(half.trials("b")).isEqualTo(90 * weight, within(1e-12));
        assertThat(half.trials("c")).isZero();
        // the first bucket ended 29 h 20 min ago
        assertThat(Weighting.equal()
                        .withWindow(Duration.ofMinutes(1_760))
                        .weigh(counts, now)
                        .arms())
                .containsExactly("a");
        assertThat(Weighting.equal().withWindow(Duration.ofMinutes(1_761)).weigh(counts, now))
                .isEqualTo(equal);
        // known after 29 5/6 hours at a mean of two days; nothing of the running bucket, but never less than its
        // successes
        double known = -Math.expm1(-(29 + 5 / 6.0) / 48);
        WeightedCounts late =
                Weighting.equal().withDelay(FeedbackDelay.exponential(2)).weigh(counts, now);
        assertThat(late.successes("a")).isEqualTo(3);
        assertThat(late.trials("a")).isEqualTo(100 * known, within(1e-12));
        TimedCounts lucky = counts.plus(now, ArmCounts.of("a", 4, 4));
        assertThat(Weighting.equal()
                        .withDelay(FeedbackDelay.exponential(2))
                        .weigh(lucky, now)
                        .trials("a"))
                .isEqualTo(100 * known + 4, within(1e-12));
    }

    @Test
    void equalWeightsGiveTheSameSnapshot() {
        TimedCounts counts = golden1();
        ThompsonSampling recipe = ThompsonSampling.of("a", "b");
        Instant now = NOON.plus(Duration.ofHours(31));
        assertThat(recipe.fit(Weighting.equal().weigh(counts, now))).isEqualTo(recipe.fit(counts.total()));
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weighting.equal().weigh(golden1(), NOON))
                .withMessage("now (2026-03-01T12:00:00Z) must not be before the newest counts, which are of "
                        + "2026-03-02T18:00:00Z; a clock went backwards");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> golden1().plus(TimedCounts.of(Duration.ofMinutes(5))))
                .withMessage(
                        "buckets must be of the same width, got PT1H and PT5M; count with one width on all servers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TimedCounts.of(Duration.ZERO))
                .withMessage("width in milliseconds must be at least 1, got 0");
        TimedCounts odd = TimedCounts.of(HOUR).plus(NOON, ArmCounts.of("a", 2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Weighting.equal().weigh(odd, NOON))
                .withMessage(
                        "arm 'a', bucket of 2026-03-01T12:00:00Z: successes must be from 0 to the number of trials (1),"
                                + " got 2; count a success in the bucket of its trial, and put the counts of all servers together"
                                + " first");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Weighting.equal().withDelay(days -> 2).weigh(golden1(), NOON.plus(Duration.ofDays(9))))
                .withMessage("known share must be between 0 and 1, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedbackDelay.exponential(0))
                .withMessageStartingWith("meanDays must be");
    }
}
