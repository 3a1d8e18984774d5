package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.SharedFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job: what it says of good data, and the text and exit code for data that cannot be used. */
class ReportCommandTest {

    private static final String HEADER = "customer_id,order_id,ordered_at,product,quantity,amount\n";

    @TempDir
    Path folder;

    private Run report(String csv, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("orders.csv"), csv);
        String[] args = new String[more.length + 3];
        args[0] = "report";
        args[1] = "--orders";
        args[2] = file.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Run.of(args);
    }

    private void refused(Run run, String text) {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().strip())
                .isEqualTo(text.replace("FILE", folder.resolve("orders.csv").toString()));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void readsAShopAsTheDemoDoes() {
        Run demo = Run.of("demo", "--customers", "300", "--seed", "5", "--out-dir", folder.toString(), "--json");
        Run report = Run.of(
                "report",
                "--orders",
                folder.resolve("orders.csv").toString(),
                "--touchpoints",
                folder.resolve("touchpoints.csv").toString(),
                "--activities",
                folder.resolve("activities.csv").toString(),
                "--seed",
                "5",
                "--threads",
                "3",
                "--json");
        assertThat(demo.err()).isEmpty();
        assertThat(report.err()).isEmpty();
        Map<?, ?> simulated = demo.json();
        Map<?, ?> read = report.json();
        assertThat(simulated.keySet().toString())
                .isEqualTo("[command, rows, rejected, warnings, data, segments, groups, propensity, value, churn,"
                        + " attribution]");
        for (String chapter : List.of("segments", "groups", "propensity", "value", "churn", "attribution")) {
            assertThat(read.get(chapter)).as(chapter).isEqualTo(simulated.get(chapter));
        }
        assertThat(read.get("rows")).isEqualTo(simulated.get("rows"));
    }

    @Test
    void printsAReadableReport() {
        Run run = Run.of("demo", "--customers", "300", "--timing");
        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "What was read",
                        "Who the customers are",
                        "Groups by behaviour",
                        "Who is likely to buy within 90 days",
                        "What they are worth",
                        "Who is likely to leave",
                        "What each channel earned",
                        "seconds read",
                        " = used ",
                        "+ rejected 0")
                .doesNotContain("NaN", "null", "Infinity", "Optional");
    }

    @Test
    void onlineRetailEndToEnd() {
        Run run = Run.of(
                "report",
                "--orders",
                SharedFiles.data("online-retail/online_retail.csv.gz").toString(),
                "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.get("rows")).isEqualTo(541_909.0);
        assertThat(json.get("rejected")).isEqualTo(0.0);
        Map<?, ?> data = (Map<?, ?>) json.get("data");
        assertThat(data.get("customers")).isEqualTo(4_338.0); // as rfm-online-retail of ../shared/golden
        Map<?, ?> source = (Map<?, ?>) ((List<?>) data.get("sources")).get(0);
        Map<?, ?> leftOut = (Map<?, ?>) source.get("leftOut");
        double out = leftOut.values().stream().mapToDouble(x -> (Double) x).sum();
        assertThat((Double) source.get("used") + out + (Double) source.get("rejected"))
                .isEqualTo(541_909.0);
        assertThat(((List<?>) json.get("segments"))
                        .stream()
                                .mapToDouble(s -> (Double) ((Map<?, ?>) s).get("customers"))
                                .sum())
                .isEqualTo(4_338.0);
        // the sum of quantity times price of known customers, returns subtracted: known from a second reader
        assertThat((Double) data.get("spend") - (Double) data.get("returned"))
                .isCloseTo(8_911_407.904, org.assertj.core.data.Offset.offset(1e-3));
        assertThat((Double) data.get("spend")).isCloseTo(8_300_065.814, org.assertj.core.data.Offset.offset(1e-3));
        assertThat(data.get("orders")).isEqualTo(18_532.0);
        // all money is in a segment but that of customers who only returned something
        assertThat(((List<?>) json.get("segments"))
                                .stream()
                                        .mapToDouble(s -> (Double) ((Map<?, ?>) s).get("spend"))
                                        .sum()
                        + (Double) data.get("theirMoney"))
                .isCloseTo((Double) data.get("spend"), org.assertj.core.data.Offset.offset(1e-3));
        Map<?, ?> auc = (Map<?, ?>) ((Map<?, ?>) json.get("propensity")).get("auc");
        assertThat((Double) auc.get("estimate")).isBetween(0.7, 0.9);
        assertThat(json.get("attribution").toString())
                .contains("no touchpoints were given; name a file with --touchpoints");
    }

    @Test
    void cdnowEndToEnd() {
        Run run = Run.of(
                "report",
                "--orders",
                SharedFiles.data("cdnow-sample/cdnow_sample.csv").toString(),
                "--customer",
                "master_id",
                "--quantity",
                "cds",
                "--amount",
                "dollars",
                "--keep-free",
                "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> json = run.json();
        assertThat(json.get("rows")).isEqualTo(6_919.0);
        assertThat(((Map<?, ?>) json.get("data")).get("customers")).isEqualTo(2_357.0);
        assertThat(json.get("propensity").toString()).contains("auc");
        assertThat(json.get("churn").toString()).contains("auc");
    }

    @Test
    void readsADatabase() {
        String url = "jdbc:h2:" + folder.resolve("shop") + ";INIT=create table if not exists lines as select * from"
                + " (values ('ann', timestamp '2026-01-01 10:00:00', 12.5), ('bob', timestamp '2026-01-02 10:00:00', 3))"
                + " as t(customer, ordered_at, amount)";
        Run run = Run.of(
                "report", "--jdbc", url, "--orders-sql", "select customer, ordered_at, amount from lines", "--json");
        assertThat(run.err()).isEmpty();
        Map<?, ?> data = (Map<?, ?>) run.json().get("data");
        assertThat(data.get("customers")).isEqualTo(2.0);
        assertThat(data.get("spend")).isEqualTo(15.5);
    }

    @Test
    void tooLittleHistoryIsSaidNotGuessed() throws IOException {
        Run one = report(HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n");
        assertThat(one.code()).isZero();
        assertThat(one.out())
                .contains("1 customers, 1 orders, 1 lines")
                .contains("Not available: the orders span")
                .contains("no customer has ordered on two days")
                .doesNotContain("NaN");
        StringBuilder all = new StringBuilder(HEADER);
        for (int day = 1; day <= 28; day++) {
            all.append("ann,%d,2026-02-%02dT10:00:00Z,tea,1,5%n".formatted(day, day));
        }
        Run same = report(all.toString());
        assertThat(same.code()).isZero();
        assertThat(same.out()).contains("there is nothing to learn from");
    }

    @Test
    void repeatedLinesAreCountedAndDroppedWhenAsked() throws IOException {
        String csv = HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\nann,1,2026-01-01T10:00:00Z,tea,1,5\n";
        assertThat(report(csv).out())
                .contains("1 lines repeat another line of the same order exactly; they are counted")
                .contains("2 lines, 10 in money");
        assertThat(report(csv, "--drop-repeats").out())
                .contains("repeats an earlier line: 1")
                .contains("1 lines, 5 in money");
    }

    @Test
    void returnsAreSubtractedAndCounted() throws IOException {
        String csv = HEADER
                + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n"
                + "ann,2,2026-01-02T10:00:00Z,tea,-1,-4\n"
                + "ann,3,2026-01-03T10:00:00Z,cup,1,0\n"
                + ",4,2026-01-03T10:00:00Z,cup,1,9\n"
                + "ann,C5,2026-01-04T10:00:00Z,cup,1,9\n";
        assertThat(report(csv, "--cancelled-prefix", "C").out())
                .contains("rows read 5 = used 2 + left out by rule 3 + rejected 0")
                .contains("left out, no customer: 1")
                .contains("left out, amount 0: 1")
                .contains("1 customers, 1 orders, 2 lines, 1 in money")
                .contains("1 lines are returns worth -4: they are no orders, and their money is subtracted from spend");
        assertThat(report(csv, "--drop-returns", "--keep-free").out())
                .contains("rows read 5 = used 3 + left out by rule 2 + rejected 0")
                .contains("left out, quantity or amount below 0: 1")
                .contains("3 lines, 14 in money");
    }

    @Test
    void daysBeginInTheZoneOfTheShop() throws IOException {
        // two orders at 08:00 and 10:00 of the same day in Tokyo, which lie on two days of UTC, every ten days
        StringBuilder csv = new StringBuilder(HEADER);
        for (int c = 0; c < 40; c++) {
            for (int visit = 0; visit < 12 + c % 3; visit++) {
                java.time.Instant eight = java.time.Instant.parse("2026-01-01T23:00:00Z")
                        .plus(java.time.Duration.ofDays(10L * visit + c % 10));
                for (int hour = 0; hour <= 2; hour += 2) {
                    csv.append("c" + c + "," + visit + "-" + hour + "," + eight.plus(java.time.Duration.ofHours(hour))
                            + ",tea,1,5\n");
                }
            }
        }
        Map<?, ?> tokyo = (Map<?, ?>)
                report(csv.toString(), "--zone", "Asia/Tokyo", "--json").json().get("churn");
        Map<?, ?> sevenDays = (Map<?, ?>) ((List<?>) tokyo.get("returning")).get(0);
        assertThat(sevenDays.get("days")).isEqualTo(7.0);
        assertThat((Double) sevenDays.get("share")).isZero();
        Map<?, ?> utc = (Map<?, ?>) report(csv.toString(), "--json").json().get("churn");
        assertThat((Double) ((Map<?, ?>) ((List<?>) utc.get("returning")).get(0)).get("share"))
                .isGreaterThan(0.4);
    }

    @Test
    void aWindowWithoutCustomersLeavesTheRestOfTheReport() throws IOException {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int c = 0; c < 30; c++) {
            for (int month : new int[] {1, 2, 12}) {
                csv.append(
                        "c%d,%d,2026-%02d-%02dT10:00:00Z,tea,1,5%n".formatted(c, 100 * c + month, month, 1 + c % 27));
            }
        }
        Run run = report(csv.toString(), "--churn-days", "60");
        assertThat(run.code()).isZero();
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("there is no customer to learn from")
                .contains("Who the customers are");
    }

    @Test
    void onlyOneSourceCanBeStandardInput() {
        Run run = Run.with(HEADER, "report", "--orders", "-", "--touchpoints", "-");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("only one of --orders, --touchpoints and --activities can be -, standard input")
                .contains("see clientele report --help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ann,1,yesterday,tea,1,5|FILE, line 3, column 'ordered_at': 'yesterday' is not a time (ISO-8601, zone UTC)",
                "ann,1,2026-01-01T10:00:00Z,tea,1,cheap|FILE, line 3, column 'amount': 'cheap' is",
                "ann,1,2026-01-01T10:00:00Z,tea,x,5|FILE, line 3, column 'quantity': 'x' is",
                "ann,1,2026-01-01T10:00:00Z,tea,1,NaN|FILE, line 3, column 'amount': 'NaN' is",
                "ann,1,2026-01-01T10:00:00Z,tea,1,1e300|FILE, line 3, column 'amount'",
                "ann,1,1969-12-31T23:00:00Z,tea,1,5|FILE, line 3, column 'ordered_at'",
                "ann,1,2100-01-01T00:00:00Z,tea,1,5|FILE, line 3, column 'ordered_at'",
                "ann,1,2026-01-01T10:00:00Z,tea|FILE, line 3",
            })
    void badRowsNameLineColumnAndValue(String row, String text) throws IOException {
        String csv = HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n" + row + "\n";
        Run run = report(csv, "--time-format", "iso");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .startsWith(text.replace("FILE", folder.resolve("orders.csv").toString()));
        assertThat(run.err().strip()).doesNotContain("\n");
        Run skipped = report(csv, "--time-format", "iso", "--on-bad-row", "skip", "--json");
        assertThat(skipped.code()).isZero();
        assertThat(skipped.json().get("rows")).isEqualTo(2.0);
        assertThat(skipped.json().get("rejected")).isEqualTo(1.0);
    }

    @Test
    void filesThatCannotBeUsed() throws IOException {
        Run missing = Run.of("report", "--orders", folder.resolve("none.csv").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .contains(folder.resolve("none.csv").toString())
                .contains("no such file");
        Run directory = Run.of("report", "--orders", folder.toString());
        assertThat(directory.code()).isEqualTo(1);
        assertThat(directory.err()).contains(folder.toString());
        refused(report(""), "FILE: the file is empty; a line of column names is needed");
        Run headerOnly = report(HEADER);
        assertThat(headerOnly.code()).isEqualTo(1);
        assertThat(headerOnly.err())
                .startsWith(folder.resolve("orders.csv").toString())
                .contains("no rows");
        Run column = report(HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n", "--customer", "client");
        assertThat(column.code()).isEqualTo(1);
        assertThat(column.err()).contains("'client'").contains("customer_id, order_id");
        Run unguessable = report("a,b\n1,2\n");
        assertThat(unguessable.code()).isEqualTo(1);
        assertThat(unguessable.err())
                .startsWith(folder.resolve("orders.csv") + ": no column looks like the customer; say which it is");
        Run encoding = report(HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n", "--charset", "klingon");
        assertThat(encoding.code()).isEqualTo(2);
        assertThat(encoding.err()).contains("klingon");
        Files.write(
                folder.resolve("latin.csv"),
                (HEADER + "ann,1,2026-01-01T10:00:00Z,th\u00e9,1,5\n").getBytes(StandardCharsets.ISO_8859_1));
        Run malformed = Run.of("report", "--orders", folder.resolve("latin.csv").toString());
        assertThat(malformed.code()).isEqualTo(1);
        assertThat(malformed.err()).contains("UTF-8").contains("line 2");
        assertThat(Run.of("report", "--orders", folder.resolve("latin.csv").toString(), "--charset", "ISO-8859-1")
                        .code())
                .isZero();
    }

    @Test
    void aGzipThatEndsEarly() throws IOException {
        Path whole = folder.resolve("whole.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
            out.write((HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n".repeat(1000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path half = Files.write(folder.resolve("half.csv.gz"), java.util.Arrays.copyOf(bytes, bytes.length - 12));
        assertThat(Run.of("report", "--orders", whole.toString()).code()).isZero();
        Run run = Run.of("report", "--orders", half.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(half.toString());
    }

    @Test
    void aDatabaseThatRefuses() {
        Run nowhere = Run.of("report", "--jdbc", "jdbc:nowhere:x", "--orders-sql", "select 1");
        assertThat(nowhere.code()).isEqualTo(1);
        assertThat(nowhere.err()).startsWith("jdbc:nowhere:x: the database refused: ");
        Run sql = Run.of("report", "--jdbc", "jdbc:h2:mem:", "--orders-sql", "select nonsense from nothing");
        assertThat(sql.code()).isEqualTo(1);
        assertThat(sql.err()).contains("select nonsense from nothing").doesNotContain("at io.clientele");
    }

    @Test
    void wrongUsageEndsWith2() throws IOException {
        String csv = HEADER + "ann,1,2026-01-01T10:00:00Z,tea,1,5\n";
        assertThat(Run.of("report").err()).contains("give either --orders FILE or --jdbc URL");
        assertThat(Run.of("report").code()).isEqualTo(2);
        assertThat(Run.of("report", "--jdbc", "x").err()).contains("--jdbc needs --orders-sql");
        assertThat(report(csv, "--orders-sql", "x").err()).contains("--orders-sql needs --jdbc");
        assertThat(report(csv, "--touchpoints-sql", "x").err())
                .contains("--touchpoints-sql and --activities-sql need --jdbc");
        assertThat(report(csv, "--zone", "Mars").err())
                .contains("--zone must be a time zone such as UTC or Europe/Berlin, got Mars");
        assertThat(report(csv, "--zone", "Mars").code()).isEqualTo(2);
        assertThat(report(csv, "--threads", "0").err()).contains("--threads must be at least 1, got 0");
        assertThat(report(csv, "--clusters", "0").err()).contains("--clusters must be at least 1, got 0");
        assertThat(report(csv, "--confidence", "95").err())
                .contains("--confidence must be above 0 and below 1, got 95.0");
        assertThat(report(csv, "--horizon-days", "0").err()).contains("--horizon-days must be at least 1, got 0");
        assertThat(Run.of("demo", "--customers", "0").err()).contains("--customers must be at least 1, got 0");
        assertThat(Run.of("demo", "--customers", "0").code()).isEqualTo(2);
    }
}
