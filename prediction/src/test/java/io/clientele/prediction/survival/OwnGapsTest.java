package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.Leak;
import io.clientele.core.feature.LeakTest;
import io.clientele.core.internal.random.Samplers;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Days of each customer's own, and whether any of it looks ahead. */
class OwnGapsTest {

    private static final Instant ORIGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static Instant day(double days) {
        return ORIGIN.plusMillis(Math.round(days * 86_400_000));
    }

    /** Customers whose gaps differ by a factor, and who stop at some time. */
    private static OrderLog shop(int customers, double spread, int seed) {
        OrderLog.Builder builder = OrderLog.builder();
        RandomGenerator random = RandomTables.random("own-gaps", seed);
        for (int c = 0; c < customers; c++) {
            double at = 100 * random.nextDouble();
            double gap = 12 * Math.exp(spread * Samplers.gaussian(random));
            double end = at + 300 * random.nextExponential();
            while (at < 500 && at < end) {
                builder.customer((gap < 12 ? "fast" : "slow") + c)
                        .time(day(at))
                        .amount(5)
                        .add();
                at += gap * Math.exp(0.5 * Samplers.gaussian(random));
            }
        }
        return builder.build();
    }

    /** Two customers with three gaps each: the balanced analysis of variance, by hand. */
    @Test
    void balancedByHand() {
        OrderLog.Builder builder = OrderLog.builder();
        double[][] gaps = {{1, 2, 3}, {20, 30, 60}};
        double[] means = new double[2];
        double inside = 0;
        for (int c = 0; c < 2; c++) {
            double at = 0;
            builder.customer("c" + c).time(day(0)).amount(1).add();
            for (double gap : gaps[c]) {
                at += gap;
                builder.customer("c" + c).time(day(at)).amount(1).add();
                means[c] += Math.log(1 + gap) / 3;
            }
            for (double gap : gaps[c]) {
                inside += Math.pow(Math.log(1 + gap) - means[c], 2) / 4; // 2 (3 - 1) degrees of freedom
            }
        }
        OrderLog log = builder.build();
        double middle = (means[0] + means[1]) / 2;
        double betweenMeans = Math.pow(means[0] - middle, 2) + Math.pow(means[1] - middle, 2); // 1 degree of freedom
        double k = inside / (betweenMeans - inside / 3);
        double[] exceeds = new double[6];
        for (int c = 0; c < 2; c++) {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                double forecast = i == 0 ? middle : (sum + k * middle) / (i + k);
                exceeds[3 * c + i] = Math.log(1 + gaps[c][i]) - forecast;
                sum += Math.log(1 + gaps[c][i]);
            }
        }
        Arrays.sort(exceeds);
        InactivityChurn own = InactivityChurn.ofOwnGaps(log, day(200), 0.8); // the fifth of six
        assertThat(own.days()).isCloseTo(Math.exp(middle + exceeds[4]) - 1, within(1e-9));
        for (int c = 0; c < 2; c++) {
            double forecast = (3 * means[c] + k * middle) / (3 + k);
            assertThat(own.days(log, c, day(200))).isCloseTo(Math.exp(forecast + exceeds[4]) - 1, within(1e-9));
        }
        assertThat(own.days(log, 1, day(10))).as("no gap had ended by day 10").isEqualTo(own.days());
        assertThat(own.days(log, 0, day(200))).isLessThan(own.days(log, 1, day(200)));
    }

    @Test
    void theShareAskedForWasNoLonger() {
        OrderLog log = shop(300, 0.8, 1);
        for (double share : new double[] {0.5, 0.9, 0.99, 1}) {
            InactivityChurn own = InactivityChurn.ofOwnGaps(log, day(600), share);
            int gaps = 0;
            int allowed = 0;
            for (int c = 0; c < log.customers().size(); c++) {
                for (int row = log.start(c) + 1; row < log.end(c); row++) {
                    double gap = (log.time(row) - log.time(row - 1)) / 86_400_000.0;
                    gaps++;
                    allowed += gap <= own.days(log, c, log.instant(row)) * (1 + 1e-12) ? 1 : 0;
                }
            }
            assertThat(allowed).isBetween((int) Math.ceil(share * gaps) - 1, (int) Math.ceil(share * gaps) + 1);
        }
    }

    /** A horizon of the shop's alarms the slow and misses the fast;
     * with horizons of their own alarms are much more alike. */
    @Test
    void alarmsComeMoreAlikeToFastAndSlow() {
        OrderLog log = shop(2000, 0.9, 2);
        double[] shop = alarms(log, InactivityChurn.ofGaps(log, day(600), 0.98));
        double[] own = alarms(log, InactivityChurn.ofOwnGaps(log, day(600), 0.98));
        // shares of gaps that were too long, of customers whose gaps are below 12 days in truth, and of the others
        assertThat(shop[1]).isGreaterThan(30 * shop[0]);
        // the first gaps of the slow are still judged by the shop's, so not quite alike: 6 times, instead of 186 times
        assertThat(own[1] / own[0]).isLessThan(shop[1] / shop[0] / 10);
        // and the fast are missed sooner
        assertThat(own[2]).isLessThan(0.7 * shop[2]);
    }

    /** Shares of too long gaps of fast and of slow customers; days allowed to fast ones after their last event. */
    private static double[] alarms(OrderLog log, InactivityChurn definition) {
        int[] gaps = new int[2];
        double[] result = new double[3];
        int fast = 0;
        for (int c = 0; c < log.customers().size(); c++) {
            int n = log.end(c) - 1 - log.start(c);
            int kind = log.customers().id(c).startsWith("fast") ? 0 : 1;
            for (int row = log.start(c) + 1; row < log.end(c); row++) {
                double gap = (log.time(row) - log.time(row - 1)) / 86_400_000.0;
                gaps[kind]++;
                result[kind] += gap > definition.days(log, c, log.instant(row)) ? 1 : 0;
            }
            if (n > 0 && kind == 0) {
                fast++;
                result[2] += definition.days(log, c, day(600));
            }
        }
        return new double[] {result[0] / gaps[0], result[1] / gaps[1], result[2] / fast};
    }

    @Test
    void sensitivityToTheShare() {
        OrderLog log = shop(500, 0.9, 2);
        List<ChurnSensitivity> lines = InactivityChurn.ownSensitivity(log, day(600), 0.9, 0.95, 0.99);
        assertThat(lines.get(0).returnedShare()).isGreaterThan(lines.get(1).returnedShare());
        assertThat(lines.get(1).returnedShare()).isGreaterThan(lines.get(2).returnedShare());
        assertThat(lines.get(0).days()).isLessThan(lines.get(2).days());
        InactivityChurn middle = InactivityChurn.ofOwnGaps(log, day(600), 0.95);
        assertThat(lines.get(1).days()).isEqualTo(middle.days());
        assertThat(lines.get(1).customers()).isEqualTo(500);
        assertThat(lines.get(1).left())
                .isEqualTo(500 - middle.table(log, day(600)).active().length);
    }

    @Test
    void customersWhoDoNotDifferGetTheSameDays() {
        OrderLog.Builder builder = OrderLog.builder();
        for (String id : List.of("a", "b")) {
            for (double at : new double[] {0, 5, 15, 20, 30}) {
                builder.customer(id).time(day(at)).amount(1).add();
            }
        }
        OrderLog log = builder.build();
        InactivityChurn own = InactivityChurn.ofOwnGaps(log, day(40), 1);
        assertThat(own.days()).isCloseTo(10, within(1e-12));
        assertThat(own.days(log, 0, day(40))).isEqualTo(own.days());
        assertThat(own.days(log, 0, day(40)))
                .isCloseTo(InactivityChurn.ofGaps(log, day(40), 1).days(), within(1e-12));
        assertThat(own)
                .isEqualTo(InactivityChurn.ofOwnGaps(log, day(40), 1))
                .hasSameHashCodeAs(InactivityChurn.ofOwnGaps(log, day(40), 1))
                .isNotEqualTo(InactivityChurn.afterDays(own.days()));
        assertThat(own.toString()).startsWith("InactivityChurn[days=").endsWith("own gaps count half from Infinity]");
    }

    @Test
    void whoHasLeftStaysLeft() {
        OrderLog log = shop(300, 0.8, 3);
        InactivityChurn own = InactivityChurn.ofOwnGaps(log, day(200), 0.9);
        ChurnTable first = own.table(log, day(200));
        ChurnTable late = own.table(log, day(400));
        int left = 0;
        for (int row = 0; row < first.rows(); row++) {
            assertThat(late.customer(row)).isEqualTo(first.customer(row));
            if (first.survival().event(row) == 1) {
                left++;
                assertThat(late.survival().time(row)).isEqualTo(first.survival().time(row));
                assertThat(late.survival().event(row)).isEqualTo(1);
            }
        }
        assertThat(left).isGreaterThan(50);
    }

    @Test
    void refusals() {
        OrderLog once =
                OrderLog.builder().customer("a").time(day(1)).amount(1).add().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.ofOwnGaps(once, day(9), 0.9))
                .withMessage(
                        "no customer has two events before 2026-01-10T00:00:00Z, so there are no gaps to learn from; give the"
                                + " days with afterDays(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.ownSensitivity(shop(20, 0.5, 4), day(500), 0))
                .withMessage("share must be above 0 and at most 1, such as 0.9, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InactivityChurn.afterDays(30).days(once, 0, day(1)))
                .withMessage("customer 'a' has no event before 2026-01-02T00:00:00Z");
    }

    /** Starts, stops, events and features of all periods up to the cut-off, and the definition learned then, ignore what came later. */
    @Test
    void nothingLooksAhead() {
        OrderLog log = shop(150, 0.8, 5);
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().daysSinceLast(), Events.orders().count());
        Instant cutoff = day(250);
        List<Instant> cutoffs = List.of(day(100), day(150), day(200));
        List<Leak> leaks = LeakTest.at(cutoff).run(EventLogs.of(log), logs -> {
            OrderLog orders = logs.orders().orElseThrow();
            FeatureSnapshot known = recipe.compute(logs, cutoffs, Execution.sequential());
            return columns(InactivityChurn.ofOwnGaps(orders, cutoff, 0.9).periods(orders, known, cutoff));
        });
        assertThat(leaks).isEmpty();
        // who is at risk at a cut-off, and with what features, is known there, whatever happens in the period
        InactivityChurn fixed = InactivityChurn.ofOwnGaps(log, day(200), 0.9);
        List<Leak> begin = LeakTest.at(day(200)).run(EventLogs.of(log), logs -> {
            OrderLog orders = logs.orders().orElseThrow();
            FeatureSnapshot known = recipe.compute(logs, List.of(day(200)), Execution.sequential());
            return columns(fixed.periods(orders, known, day(260)))
                    .select("start", "days_since_last_orders", "count_orders");
        });
        assertThat(begin).isEmpty();
        // and the test would have seen a leak: how the period ends is the future
        List<Leak> end = LeakTest.at(day(200)).run(EventLogs.of(log), logs -> {
            OrderLog orders = logs.orders().orElseThrow();
            FeatureSnapshot known = recipe.compute(logs, List.of(day(200)), Execution.sequential());
            return columns(fixed.periods(orders, known, day(260))).select("time", "event");
        });
        assertThat(end).extracting(Leak::column).contains("time", "event");
    }

    private static FeatureTable columns(SurvivalTable table) {
        FeatureTable features = table.features().orElseThrow();
        double[] start = new double[table.rows()];
        double[] time = new double[table.rows()];
        double[] event = new double[table.rows()];
        for (int row = 0; row < start.length; row++) {
            start[row] = table.start(row);
            time[row] = table.time(row);
            event[row] = table.event(row);
        }
        return features.withColumn("start", start).withColumn("time", time).withColumn("event", event);
    }
}
