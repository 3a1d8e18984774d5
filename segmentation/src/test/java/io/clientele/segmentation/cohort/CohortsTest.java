package io.clientele.segmentation.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CohortsTest {

    static final Instant START = Instant.parse("2023-01-01T00:00:00Z");
    static final Instant END = Instant.parse("2024-03-01T00:00:00Z");
    private static final Cohorts MONTHLY = Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC);

    /** Orders of one to three lines, some of them returned, some customers with returns only. */
    static OrderLog random(int round, int customers) {
        RandomGenerator random = RandomStreams.stream(1, "cohort orders", round);
        OrderLog.Builder log = OrderLog.builder();
        long span = END.toEpochMilli() - START.toEpochMilli();
        int order = 0;
        for (int c = 0; c < customers; c++) {
            int lines = 1 + random.nextInt(12);
            for (int i = 0; i < lines; i++) {
                order += random.nextInt(2);
                log.customer(c)
                        .order(order)
                        .time(START.toEpochMilli() + (long) (random.nextDouble() * span))
                        .quantity(random.nextInt(8) == 0 ? -1 : 2)
                        .amount((random.nextInt(5) == 0 ? -1 : 1) * (random.nextInt(10_000) / 100.0))
                        .add();
            }
        }
        return log.build();
    }

    /** Everything counted again line by line with sets, for every length of period. */
    @ParameterizedTest
    @EnumSource(CohortPeriod.class)
    void agreesWithCountingByHand(CohortPeriod period) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        for (int round = 0; round < 12; round++) {
            OrderLog log = random(round, 1 + 5 * round);
            CohortTable table = Cohorts.by(period, zone).fit(log);
            Map<LocalDate, Integer> number = new HashMap<>();
            for (int p = 0; p < table.periods(); p++) {
                number.put(table.start(p), p);
            }
            int n = table.periods();
            Set<String> active = new HashSet<>();
            Set<String> ordered = new HashSet<>();
            long[][] activeCells = new long[n][n];
            long[][] orderCells = new long[n][n];
            double[][] money = new double[n][n];
            double outside = 0;
            for (int c = 0; c < log.customers().size(); c++) {
                int cohort = -1;
                for (int row = log.start(c); row < log.end(c) && cohort < 0; row++) {
                    if (log.amount(row) >= 0 && log.quantity(row) >= 0) {
                        cohort = number.get(day(period, zone, log, row));
                    }
                }
                for (int row = log.start(c); row < log.end(c); row++) {
                    Integer at = number.get(day(period, zone, log, row));
                    if (cohort < 0 || at == null || at < cohort) {
                        outside += log.amount(row);
                        continue;
                    }
                    money[cohort][at - cohort] += log.amount(row);
                    if (log.amount(row) >= 0 && log.quantity(row) >= 0) {
                        activeCells[cohort][at - cohort] += active.add(c + "/" + at) ? 1 : 0;
                        orderCells[cohort][at - cohort] += ordered.add("" + log.order(row)) ? 1 : 0;
                    }
                }
            }
            for (int c = 0; c < n; c++) {
                for (int a = 0; a < n - c; a++) {
                    assertThat(table.active(c, a)).isEqualTo(activeCells[c][a]);
                    assertThat(table.orders(c, a)).isEqualTo(orderCells[c][a]);
                    assertThat(table.revenue(c, a)).isEqualTo(money[c][a], within(1e-9));
                }
            }
            assertThat(table.unplacedRevenue()).isEqualTo(outside, within(1e-9));
            reconciles(log, table);
        }
    }

    private static LocalDate day(CohortPeriod period, ZoneId zone, OrderLog log, int row) {
        return period.startOf(log.instant(row).atZone(zone).toLocalDate());
    }

    private static void reconciles(OrderLog log, CohortTable table) {
        double all = 0;
        for (int row = 0; row < log.rows(); row++) {
            all += log.amount(row);
        }
        double sum = table.unplacedRevenue();
        for (int p = 0; p < table.periods(); p++) {
            sum += table.periodRevenue(p);
        }
        assertThat(sum).isEqualTo(all, within(1e-9));
    }

    private static OrderLog.Builder sale(OrderLog.Builder log, String who, String when, double amount) {
        return log.add(who, Instant.parse(when), amount);
    }

    private static OrderLog threeCustomers() {
        OrderLog.Builder log = OrderLog.builder();
        sale(log, "ann", "2024-01-05T10:00:00Z", 20);
        sale(log, "ann", "2024-02-05T10:00:00Z", 30);
        sale(log, "ann", "2024-02-06T10:00:00Z", 5);
        sale(log, "bob", "2024-01-31T23:30:00Z", 10);
        sale(log, "cid", "2024-03-10T00:00:00Z", 7);
        return log.build();
    }

    @Test
    void cellsOfAHandCase() {
        CohortTable table = MONTHLY.fit(threeCustomers());
        assertThat(table.periods()).isEqualTo(3);
        assertThat(table.start(2)).isEqualTo(LocalDate.of(2024, 3, 1));
        assertThat(table.size(0)).isEqualTo(2);
        assertThat(table.size(1)).isZero();
        assertThat(table.size(2)).isEqualTo(1);
        assertThat(table.active(0, 1)).isEqualTo(1);
        assertThat(table.orders(0, 1)).isEqualTo(2);
        assertThat(table.revenue(0, 1)).isEqualTo(35);
        assertThat(table.retention(0, 1)).hasValue(0.5);
        assertThat(table.ordersPerCustomer(0, 1)).hasValue(1);
        assertThat(table.revenuePerCustomer(0, 1)).hasValue(17.5);
        assertThat(table.cumulativeRevenuePerCustomer(0, 1)).hasValue(32.5);
        assertThat(table.retention(1, 0)).as("nobody was acquired").isEmpty();
        assertThat(table.periodActive(1)).isEqualTo(1);
        assertThat(table.periodOrders(0)).isEqualTo(2);
        assertThat(table.customers()).isEqualTo(3);
        assertThat(table.report().rows()).isEqualTo(3);
    }

    @Test
    void theUnfinishedPeriodIsMasked() {
        CohortTable table = MONTHLY.fit(threeCustomers());
        assertThat(table.lastPeriodFinished()).isFalse();
        assertThat(table.isMature(0, 1)).isTrue();
        assertThat(table.isMature(0, 2)).isFalse();
        assertThat(table.isMature(2, 0)).isFalse();
        assertThat(table.retention(0, 2)).isEmpty();
        assertThat(table.retentionInterval(0, 2, 0.95)).isEmpty();
        assertThat(table.pooledRetention(2)).isEmpty();
        assertThat(table.pooledRetentionInterval(2, 0.95)).isEmpty();
        CohortTable counted = MONTHLY.withUnfinishedPeriod(true).fit(threeCustomers());
        assertThat(counted.retention(0, 2)).hasValue(0);
        assertThat(counted.pooledRetention(2)).hasValue(0);
        CohortTable over =
                MONTHLY.withAsOf(Instant.parse("2024-04-01T00:00:00Z")).fit(threeCustomers());
        assertThat(over.lastPeriodFinished()).isTrue();
        assertThat(over.periods()).isEqualTo(3);
        assertThat(over.retention(0, 2)).hasValue(0);
        assertThat(over.retention(2, 0)).hasValue(1);
    }

    /** What happens at or after the as-of date changes nothing, and quiet months up to it are observed. */
    @Test
    void nothingAfterTheAsOfDateIsSeen() {
        Instant asOf = Instant.parse("2023-08-17T12:00:00Z");
        for (int round = 0; round < 10; round++) {
            OrderLog log = random(round, 40);
            assertThat(MONTHLY.withAsOf(asOf).fit(log))
                    .isEqualTo(MONTHLY.withAsOf(asOf).fit(log.before(asOf)));
        }
        CohortTable later =
                MONTHLY.withAsOf(Instant.parse("2024-06-15T00:00:00Z")).fit(threeCustomers());
        assertThat(later.periods()).isEqualTo(6);
        assertThat(later.retention(0, 4)).hasValue(0);
        assertThat(later.retention(0, 5)).isEmpty();
    }

    @Test
    void midnightIsThatOfTheZone() {
        CohortTable utc = MONTHLY.fit(threeCustomers());
        CohortTable berlin =
                Cohorts.by(CohortPeriod.MONTH, ZoneId.of("Europe/Berlin")).fit(threeCustomers());
        assertThat(utc.size(0)).isEqualTo(2);
        assertThat(berlin.size(0))
                .as("23:30 in London is the next month in Berlin")
                .isEqualTo(1);
        assertThat(berlin.size(1)).isEqualTo(1);
    }

    @Test
    void returnsCountAsMoneyOnly() {
        OrderLog.Builder log = OrderLog.builder();
        sale(log, "ann", "2024-01-05T10:00:00Z", 20);
        sale(log, "ann", "2024-02-05T10:00:00Z", -8);
        sale(log, "bob", "2024-01-02T10:00:00Z", -50);
        sale(log, "bob", "2024-02-02T10:00:00Z", -3);
        sale(log, "bob", "2024-02-20T10:00:00Z", 60);
        sale(log, "cid", "2024-02-20T10:00:00Z", -2);
        CohortTable table = MONTHLY.fit(log.build());
        assertThat(table.customers()).isEqualTo(2);
        assertThat(table.active(0, 1)).isZero();
        assertThat(table.orders(0, 1)).isZero();
        assertThat(table.revenue(0, 1)).isEqualTo(-8);
        assertThat(table.revenue(1, 0)).isEqualTo(57);
        assertThat(table.unplacedRevenue()).isEqualTo(-52);
        assertThat(table.report().warnings())
                .containsExactly(
                        "1 customers have no purchase in the observed time and are in no cohort",
                        "revenue of -52.0 is from returns before a first purchase and belongs to no cohort");
    }

    @Test
    void anOrderCountsOnceAtItsFirstPurchasedLine() {
        OrderLog.Builder log = OrderLog.builder();
        log.customer("ann")
                .order("A")
                .time(Instant.parse("2024-01-05T10:00:00Z"))
                .amount(-1)
                .add();
        log.customer("ann")
                .order("B")
                .time(Instant.parse("2024-01-06T10:00:00Z"))
                .amount(5)
                .add();
        log.customer("ann")
                .order("A")
                .time(Instant.parse("2024-02-01T10:00:00Z"))
                .amount(9)
                .add();
        log.customer("ann")
                .order("A")
                .time(Instant.parse("2024-02-02T10:00:00Z"))
                .amount(9)
                .add();
        CohortTable table = MONTHLY.fit(log.build());
        assertThat(table.orders(0, 0)).isEqualTo(1);
        assertThat(table.orders(0, 1)).isEqualTo(1);
        assertThat(table.active(0, 1)).isEqualTo(1);
    }

    @Test
    void weeksStartOnMondayAndClocksThatChangeDoNotMatter() {
        OrderLog.Builder log = OrderLog.builder();
        sale(log, "ann", "2024-03-31T21:59:59Z", 1); // Sunday, the day of 23 hours in Berlin
        sale(log, "bob", "2024-03-31T22:00:00Z", 1); // Monday in Berlin
        CohortTable table =
                Cohorts.by(CohortPeriod.WEEK, ZoneId.of("Europe/Berlin")).fit(log.build());
        assertThat(table.start(0)).isEqualTo(LocalDate.of(2024, 3, 25));
        assertThat(table.size(0)).isEqualTo(1);
        assertThat(table.size(1)).isEqualTo(1);
        assertThat(CohortPeriod.QUARTER.startOf(LocalDate.of(2024, 8, 31))).isEqualTo(LocalDate.of(2024, 7, 1));
    }

    /**
     * 4,000 cohorts of 60 customers who come back with probability 0.2. Wilson's 95 % interval covers 0.2 with probability 0.9508
     * for 60 trials (summed over the binomial); 0.012 is 3.5 standard errors of the share of 4,000.
     */
    @Test
    void intervalsCoverTheTrueRetention() {
        int covered = 0;
        int all = 0;
        for (int round = 0; round < 100; round++) {
            RandomGenerator random = RandomStreams.stream(7, "retention", round);
            OrderLog.Builder log = OrderLog.builder();
            for (int c = 0; c < 40; c++) {
                Instant start = START.plus(2L * c, ChronoUnit.DAYS);
                for (int i = 0; i < 60; i++) {
                    log.add(60L * c + i, start, 1);
                    if (Samplers.open(random) < 0.2) {
                        log.add(60L * c + i, start.plus(1, ChronoUnit.DAYS), 1);
                    }
                }
            }
            CohortTable table = Cohorts.by(CohortPeriod.DAY, ZoneOffset.UTC)
                    .withAsOf(START.plus(80, ChronoUnit.DAYS))
                    .fit(log.build());
            for (int c = 0; c < 80; c += 2) {
                covered += table.retentionInterval(c, 1, 0.95).orElseThrow().contains(0.2) ? 1 : 0;
                all++;
            }
        }
        assertThat(all).isEqualTo(4000);
        assertThat(covered / 4000.0).isEqualTo(exactCoverage(60, 0.2), within(0.012));
    }

    private static double exactCoverage(int n, double p) {
        double sum = 0;
        double chance = Math.pow(1 - p, n);
        for (int x = 0; x <= n; x++) {
            sum += io.clientele.core.stats.Proportions.wilson(x, n, 0.95).contains(p) ? chance : 0;
            chance *= (double) (n - x) / (x + 1) * p / (1 - p);
        }
        return sum;
    }

    @Test
    void oneCustomerOneOrder() {
        CohortTable table = MONTHLY.fit(
                sale(OrderLog.builder(), "ann", "2024-01-05T10:00:00Z", 0).build());
        assertThat(table.periods()).isEqualTo(1);
        assertThat(table.size(0)).isEqualTo(1);
        assertThat(table.revenue(0, 0)).isZero();
    }

    @Test
    void badArguments() {
        CohortTable table = MONTHLY.fit(threeCustomers());
        refused(() -> table.size(3), "cohort must be from 0 to 2, got 3");
        refused(() -> table.active(1, 2), "age of cohort 1 must be from 0 to 1, got 2; it is not older yet");
        refused(() -> table.active(0, -1), "age of cohort 0 must be from 0 to 2, got -1; it is not older yet");
        refused(() -> table.pooledRetention(3), "age must be from 0 to 2, got 3");
        refused(() -> table.periodRevenue(-1), "period must be from 0 to 2, got -1");
        refused(() -> table.retentionInterval(0, 0, 1), "confidence must be above 0 and below 1, such as 0.95, got 1");
        OrderLog.Builder long_ = OrderLog.builder();
        sale(long_, "ann", "2000-01-01T00:00:00Z", 1);
        sale(long_, "ann", "2020-01-01T00:00:00Z", 1);
        refused(
                () -> Cohorts.by(CohortPeriod.DAY, ZoneOffset.UTC).fit(long_.build()),
                "from 2000-01-01 there are more than 1000 periods of one DAY; choose a longer period");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() ->
                        MONTHLY.withAsOf(Instant.parse("2024-01-01T00:00:00Z")).fit(threeCustomers()))
                .withMessage("no customer has purchased anything before 2024-01-01T00:00:00Z; cohorts need at least one"
                        + " line that is not a return");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> MONTHLY.fit(sale(OrderLog.builder(), "ann", "2024-01-05T10:00:00Z", -3)
                        .build()))
                .withMessage("no customer has purchased anything; cohorts need at least one line that is not a return");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
