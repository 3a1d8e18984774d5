package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.data.OrderLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file can have wrong, and what is said about it. */
class CsvBadInputTest {

    private static final OrderColumns COLUMNS =
            OrderColumns.create().withCustomer("customer").withTime("date").withAmount("amount");
    private static final String HEADER = "customer,date,amount\n";

    @TempDir
    Path folder;

    private static CsvSource csv(String text) {
        return csv(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CsvSource csv(byte[] bytes) {
        return CsvSource.of("shop.csv", new ByteArrayInputStream(bytes));
    }

    private static OrderLog read(CsvSource source) {
        return LogReader.create()
                .withTimeFormat(TimeFormat.iso())
                .orders(source, COLUMNS)
                .data();
    }

    private static void refused(String text, CsvSource source) {
        assertThatThrownBy(() -> read(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
    }

    private static void refused(String text, String csv) {
        refused(text, csv(csv));
    }

    @Test
    void filesThatCannotBeRead() throws IOException {
        Path missing = folder.resolve("no.csv");
        assertThatThrownBy(() -> read(CsvSource.of(missing)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(missing + ": there is no such file")
                .hasCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> read(CsvSource.of(folder)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(folder + ": is a directory; a file is needed")
                .hasCauseInstanceOf(FileSystemException.class);
    }

    @Test
    void columns() {
        refused(
                "shop.csv: there is no column 'amount'; the columns are [customer, date, total]",
                "customer,date,total\na,2026-03-01,1\n");
        refused("shop.csv, line 1: two columns are named 'date'", "customer,date,date\na,2026-03-01,1\n");
        refused("shop.csv: the file is empty; a line of column names is needed", "");
        refused("shop.csv: the file is empty; a line of column names is needed", "\n\n");
        refused("shop.csv: there are no rows after the line of column names", HEADER);
    }

    @Test
    void values() {
        refused(
                "shop.csv, line 3, column 'date': '01.03.2026' is not a time (ISO-8601, zone UTC)",
                HEADER + "a,2026-03-01,1\nb,01.03.2026,2\n");
        refused(
                "shop.csv, line 2, column 'date': '2026-02-30' is not a time (ISO-8601, zone UTC)",
                HEADER + "a,2026-02-30,1\n");
        refused("shop.csv, line 2, column 'date': is empty; a time is needed", HEADER + "a,,1\n");
        refused("shop.csv, line 2, column 'customer': is empty; a customer is needed", HEADER + " ,2026-03-01,1\n");
        refused("shop.csv, line 2, column 'amount': is empty; a number is needed", HEADER + "a,2026-03-01,\n");
        for (String bad : List.of(
                "abc", "NaN", "Infinity", "1e999", "0x1p3", "1d", "12 3", "$5", "1.234,5", "--1", "1e", ".", "-")) {
            refused(
                    "shop.csv, line 2, column 'amount': '" + bad
                            + "' is not a finite number (decimal point, no thousands separator)",
                    HEADER + "a,2026-03-01,\"" + bad + "\"\n");
        }
        refused(
                "shop.csv, line 2, column 'amount': '1e13' is out of range: amount must be at most 1e12 in size, got 1.0E13;"
                        + " is a separator or the unit wrong?",
                HEADER + "a,2026-03-01,1e13\n");
        String range = "' is out of range: time must be from 1970-01-01 to before 2100-01-01, got ";
        refused(
                "shop.csv, line 2, column 'date': '1969-12-31" + range
                        + "1969-12-31T00:00:00Z; times are milliseconds since 1970 in UTC",
                HEADER + "a,1969-12-31,1\n");
        refused(
                "shop.csv, line 2, column 'date': '2100-01-01" + range
                        + "2100-01-01T00:00:00Z; times are milliseconds since 1970 in UTC",
                HEADER + "a,2100-01-01,1\n");
        refused("shop.csv, line 3: has 2 fields, the header has 3", HEADER + "a,2026-03-01,1\nb,2\n");
        refused("shop.csv, line 2: has 4 fields, the header has 3", HEADER + "a,2026-03-01,1,2\n");
        refused(
                "shop.csv, line 2, column 'amount': '" + "9x".repeat(30)
                        + "...' is not a finite number (decimal point, no thousands separator)",
                HEADER + "a,2026-03-01," + "9x".repeat(1000) + "\n");
    }

    @Test
    void returnsAndOneCustomerAreFine() {
        OrderLog log = read(csv(HEADER + "a,2026-03-01,-5\na,1970-01-01,0\n"));
        assertThat(log.customers().ids()).containsExactly("a");
        assertThat(log.amount(1)).isEqualTo(-5);
    }

    @Test
    void linesAreThoseOfTheFile() {
        refused(
                "shop.csv, line 6, column 'amount': 'x' is not a finite number (decimal point, no thousands separator)",
                HEADER + "\n\"a\nb\",2026-03-01,1\n\nc,2026-03-01,x\n");
        refused(
                "shop.csv, line 3, column 'amount': 'x' is not a finite number (decimal point, no thousands separator)",
                "customer,date,amount\r\na,2026-03-01,1\r\nc,2026-03-01,x\r\n");
    }

    @Test
    void quotes() {
        refused(
                "shop.csv, line 3: the row that starts here is not a CSV row: Unclosed quoted field at end of input",
                HEADER + "a,2026-03-01,1\n\"b,2026-03-01,2\nc,2026-03-01,3\n");
        refused(
                "shop.csv, line 2: the row that starts here is not a CSV row: Unexpected character after closing quote: 'b' (0x62)",
                HEADER + "\"a\"b,2026-03-01,1\n");
    }

    @Test
    void encodings() {
        byte[] latin = (HEADER + "a,2026-03-01,1\nJos\u00e9,2026-03-01,2\n").getBytes(StandardCharsets.ISO_8859_1);
        refused(
                "shop.csv, line 3: holds bytes that are not UTF-8; state the encoding of the file, such as windows-1252, or convert"
                        + " it",
                csv(latin));
        assertThat(read(csv(latin).withCharset("windows-1252")).customers().ids())
                .containsExactly("Jos\u00e9", "a");
        assertThatThrownBy(() -> csv(latin).withCharset("UTF-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no encoding 'UTF-9' here; try UTF-8, ISO-8859-1, windows-1252 or UTF-16");
        assertThatThrownBy(() -> csv(latin).withCharset("no such"))
                .hasMessage("there is no encoding 'no such' here; try UTF-8, ISO-8859-1, windows-1252 or UTF-16");
    }

    @Test
    void malformedBytesFarIntoAFileAreFoundOnTheirLine() {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 50_000; i++) {
            text.append("customer \u00fc ").append(i).append(",2026-03-01,1\n");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        for (int line : new int[] {2, 300, 4_000, 31_234, 50_001}) {
            int at = 0;
            for (int seen = 1; seen < line; at++) {
                seen += bytes[at] == '\n' ? 1 : 0;
            }
            byte[] broken = bytes.clone();
            broken[at + 3] = (byte) 0xff;
            refused(
                    "shop.csv, line " + line
                            + ": holds bytes that are not UTF-8; state the encoding of the file, such as"
                            + " windows-1252, or convert it",
                    csv(broken));
        }
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void gzipCutOffOrDamaged() throws IOException {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            text.append(random.nextInt()).append(",2026-03-01,1\n");
        }
        byte[] whole = zipped(text.toString());
        for (int length : new int[] {15, 40, whole.length / 2, whole.length - 9, whole.length - 1}) {
            assertThatThrownBy(() -> read(csv(Arrays.copyOf(whole, length))))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageMatching("shop\\.csv, line \\d+: the gzip data end too early; the file was cut off")
                    .hasCauseInstanceOf(EOFException.class);
        }
        assertThatThrownBy(() -> read(csv(Arrays.copyOf(whole, 5))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("shop.csv: the gzip data end too early; the file was cut off");
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1; // in the checksum
        assertThatThrownBy(() -> read(csv(damaged)))
                .isInstanceOf(UncheckedIOException.class)
                // the checksum stands after the last line
                .hasMessageStartingWith("shop.csv, line 20002: the gzip data are damaged: ")
                .hasCauseInstanceOf(ZipException.class);
    }

    @Test
    void skippedRowsAreCountedByReasonAndTheFirstKept() {
        Loaded<OrderLog> read = LogReader.create()
                .withBadRows(BadRows.SKIP)
                .withTimeFormat(TimeFormat.iso())
                .orders(
                        csv(
                                HEADER
                                        + "a,2026-03-01,1\nb,2026-03-01,x\nc,2026\nd,2026-03-01,y\n,2026-03-01,1\ne,1,1\nf,2,1\n"),
                        COLUMNS);
        ReadReport report = read.report();
        assertThat(read.data().customers().ids()).containsExactly("a");
        assertThat(report.rows()).isEqualTo(7);
        assertThat(report.used()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(6);
        assertThat(report.reasons())
                .containsExactly(
                        Map.entry("column 'amount': not a number", 2L),
                        Map.entry("wrong number of fields", 1L),
                        Map.entry("column 'customer': empty", 1L),
                        Map.entry("column 'date': not a time", 2L));
        assertThat(report.firstBad()).hasSize(5);
        assertThat(report.firstBad().get(0))
                .isEqualTo(new BadRow(
                        3,
                        "amount",
                        "x",
                        "shop.csv, line 3, column 'amount': 'x' is not a finite number (decimal point, no thousands"
                                + " separator)"));
        assertThat(report.firstBad().get(1))
                .isEqualTo(new BadRow(4, "", "", "shop.csv, line 4: has 2 fields, the header has 3"));
        assertThat(report.toString())
                .startsWith("shop.csv: rows read 7 = used 1 + rejected 6\n  rejected, column 'amount'");
    }

    @Test
    void aFileOfWhichNoRowIsLeftIsRefused() {
        LogReader reader = LogReader.create()
                .withBadRows(BadRows.SKIP)
                .withTimeFormat(TimeFormat.iso())
                .withoutAnonymous()
                .withOrderRules(OrderRules.create().withoutFree());
        assertThatThrownBy(() -> reader.orders(csv(HEADER + ",,\na,2026-03-01,0\nb,2026-03-01,z\n"), COLUMNS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "shop.csv: none of the 3 rows can be used; no customer: 1; amount 0: 1; bad: 1, the first: shop.csv,"
                                + " line 4, column 'amount': 'z' is not a finite number (decimal point, no thousands separator)");
    }
}
