package io.clientele.segmentation.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Proportions;
import io.clientele.segmentation.OnlineRetail;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Shops whose cadence is known; and whether thresholds hold on gaps that were not used to set them. */
class LifecycleSimulationTest {

    private static final double MEAN = Math.log(45);
    private static final double BETWEEN = 0.7;
    private static final double WITHIN = 0.5;

    @Test
    void shopCadenceIsRecovered() {
        // standard errors with 3,000 customers: mean 0.7/sqrt(3000) = 0.013, spreads about 0.01: four of them
        LifecycleModel model = Lifecycle.create().fit(orders(3_000, 8));
        assertThat(Math.log(model.usualGapDays())).isEqualTo(MEAN, within(0.055));
        assertThat(model.spreadBetween()).isEqualTo(BETWEEN, within(0.045));
        assertThat(model.spreadWithin()).isEqualTo(WITHIN, within(0.02));
    }

    @Test
    void asManyGapsAreLateAsStated() {
        LifecycleModel model = Lifecycle.create().fit(orders(3_000, 8));
        for (int known : new int[] {0, 1, 2, 6}) {
            int late = 0;
            int gone = 0;
            int n = 20_000;
            RandomGenerator random = RandomStreams.stream(5, "lateness", known);
            for (int c = 0; c < n; c++) {
                double own = MEAN + BETWEEN * Samplers.gaussian(random);
                double[] gaps = new double[known];
                for (int i = 0; i < known; i++) {
                    gaps[i] = gap(own, random);
                }
                Cadence cadence = model.cadence(gaps);
                double next = gap(own, random);
                late += next > cadence.atRiskAfterDays() ? 1 : 0;
                gone += next > cadence.lapsedAfterDays() ? 1 : 0;
            }
            // binomial deviations 0.0021 and 0.0010, and the error of the fit
            assertThat((double) late / n).as("at risk, %d gaps", known).isEqualTo(0.10, within(0.015));
            assertThat((double) gone / n).as("lapsed, %d gaps", known).isEqualTo(0.02, within(0.006));
        }
    }

    private static double gap(double own, RandomGenerator random) {
        return Math.max(1, Math.exp(own + WITHIN * Samplers.gaussian(random)));
    }

    private static OrderLog orders(int customers, int most) {
        OrderLog.Builder log = OrderLog.builder();
        for (int c = 0; c < customers; c++) {
            RandomGenerator random = RandomStreams.stream(1, "cadence", c);
            double own = MEAN + BETWEEN * Samplers.gaussian(random);
            double day = 0;
            int n = 1 + random.nextInt(most);
            for (int i = 0; i < n; i++) {
                log.add("c" + c, LifecycleTest.START.plusMillis(Math.round(day * GapSpread.DAY)), 10);
                day += gap(own, random);
            }
        }
        return log.build();
    }

    /** The figures of docs/segmentation.md. */
    @Test
    void onlineRetail() {
        OrderLog orders = OnlineRetail.log();
        Instant cut = Instant.parse("2011-12-10T00:00:00Z");
        LifecycleModel model = Lifecycle.create().fit(orders.before(cut));
        LifecycleStages stages = model.stages(EventLogs.of(orders), cut);
        assertThat(model.usualGapDays()).isEqualTo(43.18, within(0.005));
        assertThat(model.cadence().atRiskAfterDays()).isEqualTo(193.7, within(0.05));
        assertThat(model.cadence().lapsedAfterDays()).isEqualTo(478.6, within(0.05));
        assertThat(model.cadence(7, 7, 7, 7, 7).atRiskAfterDays()).isEqualTo(30.8, within(0.05));
        assertThat(stages)
                .hasToString("LifecycleStages[2011-12-10T00:00:00Z, 33 prospect, 951 new, 1562 engaged, 946 loyal,"
                        + " 780 at risk, 79 lapsed, 20 won back]");
        // thresholds from the first six months, on the gaps that began in the two months after and have ended since
        Instant then = Instant.parse("2011-06-01T00:00:00Z");
        long until = Instant.parse("2011-08-01T00:00:00Z").toEpochMilli();
        LifecycleModel early = Lifecycle.create().fit(orders.before(then));
        int late = 0;
        int gone = 0;
        int known = 0;
        for (int c = 0; c < orders.customers().size(); c++) {
            Course course = new Course(early);
            long last = -1;
            for (int row = orders.start(c); row < orders.end(c); row++) {
                long time = orders.time(row);
                if (orders.isReturn(row) || (last >= 0 && time - last < GapSpread.DAY)) {
                    continue;
                }
                if (last >= then.toEpochMilli() && last < until) {
                    double days = (time - last) / (double) GapSpread.DAY;
                    known++;
                    late += days > course.cadence().atRiskAfterDays() ? 1 : 0;
                    gone += days > course.cadence().lapsedAfterDays() ? 1 : 0;
                }
                course.bought(time, (at, from, to) -> {});
                last = time;
            }
        }
        assertThat(new int[] {late, gone, known}).containsExactly(165, 13, 2_079);
        assertThat(Proportions.wilson(late, known, 0.95).upper()).isLessThan(0.10);
    }
}
