package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.OrderLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real shop's file, with its cancelled orders, missing customers and free lines. */
class OnlineRetailTest {

    private static final OrderRules PURCHASES =
            OrderRules.create().withoutOrdersStarting("C").withoutReturns().withoutFree();

    private static Loaded<OrderLog> read(LogReader reader) {
        CsvSource file = CsvSource.of(SharedFiles.data("online-retail/online_retail.csv.gz"));
        return reader.orders(file, OrderColumns.create().told(file.header()));
    }

    @Test
    void theColumnsAreToldFromTheirNames() {
        CsvSource file = CsvSource.of(SharedFiles.data("online-retail/online_retail.csv.gz"));
        assertThat(OrderColumns.create().told(file.header()).explanation())
                .containsExactly(
                        "customer: column 'CustomerID', told from its name",
                        "time: column 'InvoiceDate', told from its name",
                        "order: column 'InvoiceNo', told from its name",
                        "product: column 'StockCode', told from its name",
                        "quantity: column 'Quantity', told from its name",
                        "price: column 'UnitPrice', told from its name",
                        "not used: Description, Country");
    }

    @Test
    void everyRowIsAccountedFor() {
        ReadReport report = read(LogReader.create().withoutAnonymous().withOrderRules(PURCHASES))
                .report();
        // counted by Python: 541,909 lines, 135,080 without customer; with one 8,905 cancelled and 40 free, none
        // returned otherwise
        assertThat(report.rows()).isEqualTo(541_909);
        assertThat(report.rejected()).isZero();
        assertThat(report.leftOut())
                .isEqualTo(Map.of(
                        "no customer",
                        135_080L,
                        "order id starts with 'C'",
                        8_905L,
                        "quantity or amount below 0",
                        0L,
                        "amount 0",
                        40L));
        assertThat(report.used()).isEqualTo(541_909 - 135_080 - 8_905 - 40);
        assertThat(report.lines().get(0))
                .contains("rows read 541909 = used 397884 + left out by rule 144025 + rejected 0");
        assertThat(report.notes()).containsExactly("times: ISO-8601, zone UTC, told from the first rows");
    }

    @Test
    void customersAndTotalsAreThoseOfTheReference() {
        Golden golden = Golden.load("segmentation/rfm-online-retail");
        OrderLog log = read(LogReader.create().withoutAnonymous().withOrderRules(PURCHASES))
                .data();
        CsvTable expected = golden.input();
        assertThat((double) log.customers().size())
                .isEqualTo(golden.at("expected", "customers").number());
        String[] ids = expected.texts(expected.header().get(0));
        double[] recency = expected.numbers("recency");
        double[] frequency = expected.numbers("frequency");
        double[] monetary = expected.numbers("monetary");
        LocalDate asOf = LocalDate.of(2011, 12, 10);
        for (int i = 0; i < ids.length; i++) {
            int c = log.customers().find(ids[i]).orElseThrow();
            double spent = 0;
            for (int row = log.start(c); row < log.end(c); row++) {
                spent += log.amount(row);
            }
            LocalDate last = Instant.ofEpochMilli(log.time(log.end(c) - 1))
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate();
            assertThat((double) ChronoUnit.DAYS.between(last, asOf)).isEqualTo(recency[i]);
            assertThat((double) log.orders(c)).isEqualTo(frequency[i]);
            // the reference rounds to pence
            assertThat(Math.rint(spent * 100) / 100).isEqualTo(monetary[i]);
        }
    }

    @Test
    void nothingIsLeftOutUnlessStated() {
        ReadReport report = read(LogReader.create().withBadRows(BadRows.SKIP)).report();
        assertThat(report.rejected()).isEqualTo(135_080);
        assertThat(report.leftOut()).isEmpty();
        assertThat(report.reasons()).isEqualTo(Map.of("column 'CustomerID': empty", 135_080L));
        assertThat(report.firstBad()).hasSize(5);
        // as Python has it
        assertThat(report.firstBad().get(0).text())
                .endsWith("online_retail.csv.gz, line 624, column 'CustomerID': is empty; a customer is needed");
    }
}
