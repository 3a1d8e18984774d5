package io.clientele.segmentation.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** RFM from raw lines: against the reference tables, by hand, and against plain records. */
class RfmOfOrdersTest {

    private static final Instant MAY = Instant.parse("2026-05-01T10:00:00Z");

    @Test
    void onlineRetailFromItsLines() throws IOException {
        Golden golden = Golden.load("segmentation/rfm-online-retail");
        OrderLog.Builder log = OrderLog.builder();
        int lines = 0;
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedFiles.data("online-retail/online_retail.csv.gz"))),
                StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                String[] f = line.split(",", -1); // only the description, the third, holds commas
                int end = f.length;
                double quantity = Double.parseDouble(f[end - 5]);
                double price = Double.parseDouble(f[end - 3]);
                if (!f[end - 2].isEmpty() && quantity > 0 && price > 0 && !f[0].startsWith("C")) {
                    log.customer(Long.parseLong(f[end - 2]))
                            .order(f[0])
                            .time(LocalDateTime.parse(f[end - 4].replace(' ', 'T'))
                                    .toInstant(ZoneOffset.UTC))
                            .product(f[1])
                            .quantity(quantity)
                            .amount(quantity * price)
                            .add();
                }
            }
        }
        assertThat(lines).isEqualTo(541_909);
        check(
                RfmTable.of(log.build(), LocalDate.parse("2011-12-10"), ZoneOffset.UTC, Returns.LEFT_OUT),
                golden.input());
    }

    @Test
    void cdnowFromItsPurchases() {
        CsvTable purchases = CsvTable.read(SharedFiles.data("cdnow-sample/cdnow_sample.csv"));
        String[] customers = purchases.texts("sample_id");
        String[] dates = purchases.texts("date");
        double[] dollars = purchases.numbers("dollars");
        OrderLog.Builder log = OrderLog.builder();
        for (int i = 0; i < dollars.length; i++) {
            Instant time =
                    LocalDate.parse(dates[i]).atStartOfDay(ZoneOffset.UTC).toInstant();
            log.customer(customers[i])
                    .order(dates[i])
                    .time(time)
                    .amount(dollars[i])
                    .add(); // purchases of a day are one
        }
        check(
                RfmTable.of(log.build(), LocalDate.parse("1998-07-01"), ZoneOffset.UTC, Returns.SUBTRACTED),
                Golden.load("segmentation/rfm-cdnow").input());
    }

    private static void check(RfmTable table, CsvTable expected) {
        String[] customers = expected.texts("customer");
        double[] recency = expected.numbers("recency");
        double[] frequency = expected.numbers("frequency");
        double[] monetary = expected.numbers("monetary");
        assertThat(table.rows()).isEqualTo(customers.length);
        for (int i = 0; i < customers.length; i++) {
            assertThat(table.customer(i)).isEqualTo(customers[i]);
            assertThat(table.recencyDays(i)).isEqualTo(recency[i]);
            assertThat(table.frequency(i)).isEqualTo(frequency[i]);
            // the reference rounds to pence, and a few prices are tenths of a penny
            double pence = Math.rint(table.monetary(i) * 100) / 100;
            assertThat(pence).isCloseTo(monetary[i], within(1e-9 * Math.max(1, monetary[i])));
        }
    }

    @Test
    void exactDaysAndCalendarDays() {
        OrderLog log = OrderLog.builder()
                .add("ann", MAY, 10)
                .add("ann", Instant.parse("2026-05-30T22:30:00Z"), 20) // the 31st in Berlin
                .add("bob", Instant.parse("2026-06-01T00:00:00Z"), 30)
                .build();
        RfmTable exact = RfmTable.of(log, Instant.parse("2026-06-01T00:00:00Z"), Returns.LEFT_OUT);
        assertThat(exact.rows()).as("bob is not known yet").isEqualTo(1);
        assertThat(exact.customer(0)).isEqualTo("ann");
        assertThat(exact.recencyDays(0)).isEqualTo(25.5 / 24);
        assertThat(exact.frequency(0)).isEqualTo(2);
        assertThat(exact.monetary(0)).isEqualTo(30);
        LocalDate june = LocalDate.parse("2026-06-01");
        assertThat(RfmTable.of(log, june, ZoneOffset.UTC, Returns.LEFT_OUT).recencyDays(0))
                .isEqualTo(2);
        assertThat(RfmTable.of(log, june, ZoneId.of("Europe/Berlin"), Returns.LEFT_OUT)
                        .recencyDays(0))
                .isEqualTo(1);
        assertThat(RfmTable.of(log, Instant.parse("2027-01-01T00:00:00Z"), Returns.LEFT_OUT)
                        .rows())
                .isEqualTo(2);
    }

    @Test
    void returnsAreNoOrders() {
        OrderLog log = OrderLog.builder()
                .customer("ann")
                .order("1")
                .time(MAY)
                .quantity(2)
                .amount(20)
                .add()
                .customer("ann")
                .order("2")
                .time(MAY.plusSeconds(86_400))
                .quantity(-1)
                .amount(-10)
                .add()
                .customer("bob")
                .order("3")
                .time(MAY)
                .quantity(-1)
                .amount(-5)
                .add()
                .customer("cid")
                .order("4")
                .time(MAY)
                .amount(5)
                .add()
                .customer("cid")
                .order("4")
                .time(MAY)
                .amount(-9)
                .add()
                .build();
        Instant later = MAY.plus(Duration.ofDays(10));
        RfmTable bought = RfmTable.of(log, later, Returns.LEFT_OUT);
        assertThat(bought)
                .isEqualTo(RfmTable.of(
                        List.of("ann", "cid"), new double[] {10, 10}, new double[] {1, 1}, new double[] {20, 5}));
        RfmTable kept = RfmTable.of(log, later, Returns.SUBTRACTED);
        assertThat(kept)
                .isEqualTo(RfmTable.of(
                        List.of("ann", "cid"), new double[] {10, 10}, new double[] {1, 1}, new double[] {10, -4}));
    }

    @Test
    void agreesWithPlainRecords() {
        record Line(long customer, int order, long day, double amount) {}
        RandomGenerator random = RandomStreams.stream(5, "rfm-lines", 0);
        OrderLog.Builder log = OrderLog.builder();
        Map<Long, Map<Integer, Long>> orders = new TreeMap<>();
        Map<Long, Double> money = new TreeMap<>();
        Instant asOf = Instant.ofEpochMilli(0).plus(Duration.ofDays(300));
        for (int i = 0; i < 20_000; i++) {
            Line line = new Line(random.nextInt(700), random.nextInt(9), random.nextInt(400), random.nextInt(200) - 40);
            log.customer(line.customer)
                    .order(line.order)
                    .time(Instant.ofEpochMilli(0).plus(line.day, ChronoUnit.DAYS))
                    .amount(line.amount)
                    .add();
            if (line.day < 300) {
                money.merge(line.customer, line.amount, Double::sum);
                if (line.amount >= 0) {
                    orders.computeIfAbsent(line.customer, c -> new TreeMap<>()).merge(line.order, line.day, Math::max);
                }
            }
        }
        RfmTable table = RfmTable.of(log.build(), asOf, Returns.SUBTRACTED);
        Set<Long> customers = new HashSet<>();
        for (int row = 0; row < table.rows(); row++) {
            long customer = Long.parseLong(table.customer(row));
            customers.add(customer);
            Map<Integer, Long> own = orders.get(customer);
            assertThat(table.frequency(row)).isEqualTo(own.size());
            assertThat(table.recencyDays(row))
                    .isEqualTo(
                            300 - own.values().stream().mapToLong(d -> d).max().orElseThrow());
            assertThat(table.monetary(row)).isEqualTo(money.get(customer)); // whole numbers
        }
        assertThat(customers).isEqualTo(orders.keySet()).hasSizeGreaterThan(600);
    }

    @Test
    void badInputIsNamed() {
        OrderLog log = OrderLog.builder().add("ann", MAY, 10).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmTable.of(log, MAY, Returns.LEFT_OUT))
                .withMessage("as of 2026-05-01T10:00:00Z nobody has an order that is no return; the first line is of"
                        + " 2026-05-01T10:00:00Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmTable.of(OrderLog.builder().build(), MAY, Returns.LEFT_OUT))
                .withMessage("the order log has no rows; at least one is needed");
    }
}
