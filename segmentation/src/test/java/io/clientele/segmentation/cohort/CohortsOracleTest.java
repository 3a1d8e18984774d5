package io.clientele.segmentation.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.OrderLog;
import io.clientele.core.stats.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Monthly cohorts of real shops against ../shared/golden/segmentation; counts are exact. */
class CohortsOracleTest {

    private static final Cohorts MONTHLY =
            Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC).withUnfinishedPeriod(true); // as the reference does

    @Test
    void onlineRetail() throws IOException {
        Golden golden = Golden.load("segmentation/cohorts-online-retail");
        OrderLog orders = onlineRetail(SharedFiles.data("online-retail/online_retail.csv.gz"));
        CohortTable table = MONTHLY.fit(orders);
        assertThat(table.start(0)).isEqualTo(LocalDate.of(2010, 12, 1));
        assertThat(table.lastPeriodFinished()).isFalse();
        check(golden.at("expected"), table);
        for (int c = 0; c < table.periods(); c++) {
            for (int a = 0; a < table.periods() - c; a++) {
                golden.at("expected", "cohorts", c, "revenue", a).matches(table.revenue(c, a), 1e-12, 1e-9);
            }
        }
        reconciles(orders, table);
        // what docs/segmentation.md says of the first cohort
        assertThat(table.retention(0, 1).orElseThrow()).isEqualTo(0.366, within(5e-4));
        Interval sure = table.retentionInterval(0, 1, 0.95).orElseThrow();
        assertThat(sure.lower()).isEqualTo(0.335, within(5e-4));
        assertThat(sure.upper()).isEqualTo(0.398, within(5e-4));
    }

    @Test
    void cdnow() {
        Golden golden = Golden.load("segmentation/cohorts-cdnow");
        CsvTable csv = CsvTable.read(SharedFiles.data("cdnow-sample/cdnow_sample.csv"));
        String[] customers = csv.texts("sample_id");
        String[] dates = csv.texts("date");
        double[] dollars = csv.numbers("dollars");
        OrderLog.Builder log = OrderLog.builder();
        for (int i = 0; i < customers.length; i++) {
            log.add(
                    customers[i],
                    LocalDate.parse(dates[i]).atStartOfDay(ZoneOffset.UTC).toInstant(),
                    dollars[i]);
        }
        OrderLog orders = log.build();
        CohortTable table = MONTHLY.fit(orders);
        check(golden.at("expected"), table);
        reconciles(orders, table);
    }

    private static void check(Golden expected, CohortTable table) {
        assertThat(table.customers()).isEqualTo((long) expected.at("customers").number());
        assertThat(table.periods()).isEqualTo(expected.at("cohorts").size());
        for (int c = 0; c < table.periods(); c++) {
            Golden cohort = expected.at("cohorts", c);
            assertThat(table.size(c)).isEqualTo((long) cohort.at("size").number());
            int[] active = cohort.at("active").wholes();
            assertThat(active).hasSize(table.periods() - c);
            for (int a = 0; a < active.length; a++) {
                assertThat(table.active(c, a)).as("cohort %d, age %d", c, a).isEqualTo(active[a]);
            }
        }
        for (int a = 0; a < table.periods(); a++) {
            expected.at("pooled_retention", a).matches(table.pooledRetention(a).orElseThrow(), 1e-12, 0);
        }
    }

    private static void reconciles(OrderLog orders, CohortTable table) {
        double money = 0;
        long made = 0;
        for (int p = 0; p < table.periods(); p++) {
            money += table.periodRevenue(p);
            made += table.periodOrders(p);
        }
        double all = 0;
        for (int row = 0; row < orders.rows(); row++) {
            all += orders.amount(row);
        }
        assertThat(made).isEqualTo(orders.orders());
        // some 400,000 plain additions: each may lose half a unit in the last place
        assertThat(Math.abs(money - all)).isLessThan(1e-11 * all);
        assertThat(table.unplacedRevenue()).isZero();
    }

    /** Purchases of known customers: quantity and price above 0, not cancelled. */
    private static OrderLog onlineRetail(Path file) throws IOException {
        OrderLog.Builder log = OrderLog.builder();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                List<String> fields = split(line);
                double quantity = Double.parseDouble(fields.get(3));
                double price = Double.parseDouble(fields.get(5));
                if (!fields.get(6).isEmpty()
                        && quantity > 0
                        && price > 0
                        && !fields.get(0).startsWith("C")) {
                    log.customer(Long.parseLong(fields.get(6)))
                            .order(fields.get(0))
                            .time(java.time.LocalDateTime.parse(fields.get(4).replace(' ', 'T'))
                                    .toInstant(ZoneOffset.UTC))
                            .quantity(quantity)
                            .amount(quantity * price)
                            .add();
                }
            }
        }
        return log.build();
    }

    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
