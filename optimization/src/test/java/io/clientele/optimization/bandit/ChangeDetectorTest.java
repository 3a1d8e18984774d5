package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static TimedCounts world(RandomGenerator random, int hours, int perHour, double[][] rates) {
        TimedCounts counts = TimedCounts.of(HOUR);
        for (int h = 0; h < hours; h++) {
            for (int arm = 0; arm < rates.length; arm++) {
                double rate = rates[arm][h * rates[arm].length / hours];
                counts = counts.plus(
                        START.plus(Duration.ofHours(h)),
                        ArmCounts.of("arm" + arm, Samplers.binomial(random, perHour, rate), perHour));
            }
        }
        return counts;
    }

    /** Two arms whose rates never change, 40 buckets, a look after each: at most one world in ten has an alarm. */
    @Test
    void falseAlarmsAreAtMostWhatIsStated() {
        int worlds = Boolean.getBoolean("clientele.full") ? 10_000 : 100;
        for (double rate : new double[] {0.01, 0.1, 0.5}) {
            int alarms = 0;
            for (int w = 0; w < worlds; w++) {
                RandomGenerator random = RandomStreams.stream(w, "change.none", (long) (100 * rate));
                TimedCounts counts = world(random, 40, 1 + random.nextInt(60), new double[][] {{rate}, {rate}});
                alarms += ChangeDetector.withFalseAlarmRate(0.1).changes(counts).isEmpty() ? 0 : 1;
            }
            assertThat((double) alarms / worlds).as("%s", rate).isLessThan(0.1 + 3 * Math.sqrt(0.09 / worlds));
        }
    }

    @Test
    void aChangeIsFoundWhereItIs() {
        for (int w = 0; w < 10; w++) {
            TimedCounts counts =
                    world(RandomStreams.stream(w, "change.one", 0), 100, 200, new double[][] {{0.05, 0.10}, {0.05}});
            ChangeDetector detector = ChangeDetector.withFalseAlarmRate(0.01);
            List<ChangeDetector.Change> changes = detector.changes(counts);
            assertThat(changes).as("%d", w).hasSize(1);
            ChangeDetector.Change change = changes.get(0);
            assertThat(change.arm()).isEqualTo("arm0");
            assertThat(change.since()).isBetween(START.plus(Duration.ofHours(44)), START.plus(Duration.ofHours(56)));
            // 8 to 20 buckets are enough: log(200) + 2 log(50) + log(10,000) over .017
            assertThat(change.detected()).isBetween(START.plus(Duration.ofHours(51)), START.plus(Duration.ofHours(85)));
            assertThat(change.before()).isEqualTo(0.05, within(0.01));
            assertThat(change.after()).isGreaterThan(0.07);
            // the arm starts anew, the other keeps what it has
            TimedCounts current = detector.current(counts);
            assertThat(current.total().trials("arm1")).isEqualTo(20_000);
            assertThat(current.total().trials("arm0"))
                    .isEqualTo(200
                            * Duration.between(change.detected(), START.plus(Duration.ofHours(100)))
                                    .toHours());
            TimedCounts all = detector.withAllArmsRestarting().current(counts);
            assertThat(all.total().trials("arm1")).isEqualTo(all.total().trials("arm0"));
        }
    }

    /** By brute force over rates of both sides on a fine grid, with the weights of Beta(1/2, 1/2). */
    @Test
    void evidenceIsTheAverageOverRates() {
        double[][] cases = {{3, 10, 9, 12}, {0, 7, 2, 5}, {20, 40, 22, 41}};
        for (double[] c : cases) {
            double both = mixture(c[0], c[1]) * mixture(c[2], c[3]);
            double pooled = (c[0] + c[2]) / (c[1] + c[3]);
            double one = Math.pow(pooled, c[0] + c[2]) * Math.pow(1 - pooled, c[1] + c[3] - c[0] - c[2]);
            assertThat(RateMixture.JEFFREYS.evidence((long) c[0], (long) c[1], (long) c[2], (long) c[3]))
                    .isEqualTo(Math.log(both / one), within(1e-9));
        }
    }

    /** With p = sin² of an angle, Beta(1/2, 1/2) is uniform over the angles. */
    private static double mixture(double s, double n) {
        int steps = 20_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double p = Math.pow(Math.sin(Math.PI / 2 * (i + 0.5) / steps), 2);
            sum += Math.pow(p, s) * Math.pow(1 - p, n - s);
        }
        return sum / steps;
    }

    @Test
    void nothingAndOneBucketHaveNoChange() {
        ChangeDetector detector = ChangeDetector.withFalseAlarmRate(0.5);
        assertThat(detector.changes(TimedCounts.of(HOUR))).isEmpty();
        assertThat(detector.changes(TimedCounts.of(HOUR).plus(START, ArmCounts.of("a", 5, 9))))
                .isEmpty();
        assertThat(detector).isEqualTo(ChangeDetector.withFalseAlarmRate(0.5));
        assertThat(detector.withAllArmsRestarting()).hasToString("ChangeDetector[rate=0.5, global=true]");
    }

    @Test
    void refusals() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeDetector.withFalseAlarmRate(0))
                .withMessageStartingWith("rate must be between");
        TimedCounts odd = TimedCounts.of(HOUR).plus(START, ArmCounts.of("a", 2, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangeDetector.withFalseAlarmRate(0.1).changes(odd))
                .withMessage(
                        "arm 'a': successes of a bucket must be from 0 to the number of trials (1), got 2; count a "
                                + "success in the bucket of its trial");
    }
}
