package io.clientele.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.OrderLog;
import io.clientele.core.stats.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldOutTest {

    private static final Instant FROM = Instant.parse("2026-03-08T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-15T00:00:00Z");

    @Test
    void welchByHand() {
        // means 5 and 2, variances 4 and 1, sizes 3 and 3: standard error sqrt(4/3 + 1/3), degrees (5/3)^2 / ((16/9 +
        // 1/9)/2)
        Incrementality added = HoldOut.create().compare(new double[] {3, 5, 7}, new double[] {1, 2, 3});
        assertThat(added.difference()).isEqualTo(3);
        assertThat(added.total()).isEqualTo(9);
        double degrees = 25 / 9.0 / (17 / 18.0);
        // quantile 0.975 of t with 2.941176 degrees, and its two-sided p at 3/sqrt(5/3), from R's qt and pt
        assertThat(degrees).isEqualTo(2.9411764705882355, within(1e-12));
        double reach = (added.interval().upper() - added.interval().lower()) / 2;
        double t = reach / Math.sqrt(5 / 3.0);
        assertThat(io.clientele.core.stats.Distributions.studentCdf(t, degrees)).isEqualTo(0.975, within(1e-12));
        assertThat(added.totalInterval().width()).isEqualTo(3 * added.interval().width(), within(1e-12));
        assertThat(added.adjustment()).isZero();
    }

    @Test
    void cupedByHand() {
        // outcome = 2 * before + effect exactly: nothing is left to vary
        double[] before = {1, 2, 6};
        double[] otherBefore = {0, 4, 5};
        double[] treated = {12, 14, 22};
        double[] control = {0, 8, 10};
        Incrementality added = HoldOut.create().compare(treated, before, control, otherBefore);
        assertThat(added.adjustment()).isEqualTo(2, within(1e-14));
        assertThat(added.difference()).isEqualTo(10, within(1e-13));
        assertThat(added.interval().width()).isLessThan(1e-6);
        assertThat(added.controlMean()).isEqualTo(6);
    }

    /** Slopes of 1 / 0.5 and 2 / 8: together (1 + 2) / (0.5 + 8) = 6/17, neither group's own. */
    @Test
    void theAdjustmentIsOfBothGroups() {
        Incrementality added = HoldOut.create()
                .compare(new double[] {1, 3}, new double[] {0, 1}, new double[] {0, 1}, new double[] {0, 4});
        assertThat(added.adjustment()).isEqualTo(6 / 17.0, within(1e-15));
        assertThat(added.difference()).isEqualTo(1.5 + 1.5 * 6 / 17.0, within(1e-15));
    }

    @Test
    void ordersOfThePeriodAndBefore() {
        OrderLog.Builder log = OrderLog.builder();
        line(log, "ann", "1", FROM.minusSeconds(5), 10);
        line(log, "ann", "1", FROM.plusSeconds(5), 10); // a late line of an order of before
        line(log, "ann", "2", FROM, 20);
        line(log, "ann", "3", TO, 40);
        line(log, "bob", "4", FROM.plusSeconds(9), 7);
        line(log, "bob", "4", FROM.plusSeconds(9), 1);
        line(log, "bob", "5", FROM.plusSeconds(10), -3);
        line(log, "cid", "6", FROM.plusSeconds(11), 0); // free, and an order all the same
        OrderLog orders = log.build();
        List<String> customers = List.of("ann", "bob", "cid", "never");
        assertThat(Purchases.of(orders, customers, FROM, TO, Metric.VALUE)).containsExactly(30, 5, 0, 0);
        assertThat(Purchases.of(orders, customers, FROM, TO, Metric.CONVERSIONS))
                .containsExactly(1, 1, 1, 0);
        assertThat(Purchases.of(orders, customers, FROM.minusSeconds(100), FROM, Metric.CONVERSIONS))
                .containsExactly(1, 0, 0, 0);
        Incrementality added = HoldOut.create()
                .compare(orders, List.of("ann", "bob"), List.of("x", "y"), FROM, TO, Metric.CONVERSIONS);
        assertThat(added.treatedCustomers()).isEqualTo(2);
        assertThat(added.controlMean()).isZero();
    }

    private static void line(OrderLog.Builder log, String customer, String order, Instant time, double amount) {
        log.customer(customer).order(order).time(time).amount(amount).add();
    }

    @Test
    void groupsThatDoNotVary() {
        Incrementality same = HoldOut.create().compare(new double[] {1, 1}, new double[] {1, 1, 1});
        assertThat(same.interval()).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(same.p()).isEqualTo(1);
        assertThat(HoldOut.create()
                        .compare(new double[] {2, 2}, new double[] {1, 1})
                        .p())
                .isZero();
    }

    @Test
    void calibration() {
        Attribution credits = Attribution.of(
                "last",
                List.of("a", "b", "c"),
                new double[] {60, 30, 10},
                new double[3],
                FitReport.builder().build());
        Calibration scaled = Calibration.of(credits, Map.of("a", 15.0, "b", 30.0));
        assertThat(scaled.credits())
                .containsExactly(
                        new CalibratedCredit("a", 60, 15, true),
                        new CalibratedCredit("b", 30, 30, true),
                        new CalibratedCredit("c", 10, 5, false));
        assertThat(scaled.baseline()).isEqualTo(50, within(1e-12));
        assertThat(scaled.method()).isEqualTo("last");
        assertThat(Calibration.of(credits, Map.of("a", -6.0)).credits().get(1).calibrated())
                .isZero();
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Calibration.of(
                        Attribution.of("x", List.of("a", "b"), new double[] {0, 1}, new double[2], credits.report()),
                        Map.of("a", 1.0)))
                .withMessage(
                        "the measured channels have no credit under 'x', so that nothing says how to scale the others;"
                                + " measure a channel with credit");
    }

    @Test
    void badArguments() {
        HoldOut holdOut = HoldOut.create();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdOut.compare(new double[] {1}, new double[] {1, 2}))
                .withMessage("customers of the treated group must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdOut.compare(new double[] {1, 2}, new double[] {1, Double.NaN}))
                .withMessage("outcome 1 of the control group must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdOut.compare(new double[2], new double[1], new double[2], new double[2]))
                .withMessage("what was before in the treated group must have one value per customer (2), got 1");
        OrderLog none = OrderLog.builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdOut.compare(none, List.of("a", "b"), List.of("c", "a"), FROM, TO, Metric.VALUE))
                .withMessage("customer 'a' occurs twice; each belongs to one group, once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdOut.compare(none, List.of("a", "b"), List.of("c", "d"), TO, FROM, Metric.VALUE))
                .withMessage("the period must begin before it ends, got 2026-03-15T00:00:00Z and 2026-03-08T00:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> holdOut.withConfidence(0))
                .withMessage("confidence must be above 0 and below 1, such as 0.95, got 0");
        Attribution credits = Attribution.of(
                "last",
                List.of("a"),
                new double[] {1},
                new double[1],
                FitReport.builder().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(credits, Map.of()))
                .withMessage("at least one channel must have been measured");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(credits, Map.of("z", 1.0)))
                .withMessage("there is no channel 'z'; channels are [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(credits, Map.of("a", Double.NaN)))
                .withMessage("what channel 'a' added must be finite, got NaN");
    }
}
