package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.data.OrderLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {

    private static final OrderColumns COLUMNS =
            OrderColumns.create().withCustomer("customer").withTime("date").withAmount("amount");
    private static final String ROWS = "customer,date,amount\na,2026-03-01,1\nb,2026-03-02,2.5\n";

    @TempDir
    Path folder;

    private static CsvSource csv(String text, Charset charset) {
        return CsvSource.of("shop.csv", new ByteArrayInputStream(text.getBytes(charset)));
    }

    private static CsvSource csv(String text) {
        return csv(text, StandardCharsets.UTF_8);
    }

    private static OrderLog read(CsvSource source) {
        return LogReader.create().orders(source, COLUMNS).data();
    }

    @Test
    void filesStreamsAndGzipAgree() throws IOException {
        OrderLog expected = read(csv(ROWS));
        assertThat(expected.rows()).isEqualTo(2);
        Path plain = Files.writeString(folder.resolve("rows.csv"), ROWS);
        assertThat(read(CsvSource.of(plain))).isEqualTo(expected);
        assertThat(read(CsvSource.of(plain))).isEqualTo(expected);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(ROWS.getBytes(StandardCharsets.UTF_8));
        }
        // by content, not by name
        Path zipped = Files.write(folder.resolve("zipped.csv"), bytes.toByteArray());
        assertThat(read(CsvSource.of(zipped))).isEqualTo(expected);
        CsvSource stream = CsvSource.of("upload", new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(stream.header()).containsExactly("customer", "date", "amount");
        assertThat(stream.header()).hasSize(3);
        assertThat(read(stream)).isEqualTo(expected);
    }

    @Test
    void lineEndsQuotesSpacesAndMarksMakeNoDifference() {
        OrderLog expected = read(csv(ROWS));
        assertThat(read(csv(ROWS.replace("\n", "\r\n")))).isEqualTo(expected);
        assertThat(read(csv(ROWS.strip()))).isEqualTo(expected);
        assertThat(read(csv("\uFEFF" + ROWS))).isEqualTo(expected);
        assertThat(read(csv("\n" + ROWS.replace("\n", "\n\n")))).isEqualTo(expected);
        assertThat(read(csv(ROWS.replace(",", " , ")))).isEqualTo(expected);
        assertThat(read(csv(ROWS.replaceAll("([^,\n]+)", "\"$1\"")))).isEqualTo(expected);
        assertThat(read(csv(ROWS.replaceAll("([^,\n]+)", "'$1'")).withQuote('\'')))
                .isEqualTo(expected);
    }

    @Test
    void encodings() {
        OrderLog expected = read(csv(ROWS.replace("b,", "Zo\u00eb \ud83d\ude00,")));
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            assertThat(read(csv(ROWS.replace("b,", "Zo\u00eb \ud83d\ude00,"), charset)
                            .withCharset(charset)))
                    .isEqualTo(expected);
        }
        assertThat(expected.customers().ids()).containsExactly("Zo\u00eb \ud83d\ude00", "a");
    }

    @Test
    void longFilesOfWideCharactersComeThroughWhole() {
        StringBuilder text = new StringBuilder("customer,date,amount\n");
        for (int i = 0; i < 40_000; i++) {
            text.append("\ud83d\ude00".repeat(1 + i % 3)).append(i).append(",2026-03-01,1\n");
        }
        OrderLog log = read(csv(text.toString()));
        assertThat(log.rows()).isEqualTo(40_000);
        assertThat(log.customers().size()).isEqualTo(40_000);
        for (int i = 0; i < 40_000; i += 7) {
            assertThat(log.customers().find("\ud83d\ude00".repeat(1 + i % 3) + i))
                    .isPresent();
        }
    }

    @Test
    void streamsAreClosedHoweverTheReadingEnds() {
        for (String text :
                List.of(ROWS, "", "a,b;c\n1\n", "a,a\n1,2\n", "customer,date\n1,2\n", ROWS + "\"", ROWS + "c\n")) {
            AtomicBoolean closed = new AtomicBoolean();
            CsvSource source = CsvSource.of("upload", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
                @Override
                public void close() {
                    closed.set(true);
                }
            });
            LogReader reader = LogReader.create().withTimeFormat(TimeFormat.iso());
            if (text.equals(ROWS)) {
                reader.orders(source, COLUMNS);
            } else {
                assertThatThrownBy(() -> reader.orders(source, COLUMNS)).isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(closed).as(text).isTrue();
        }
    }

    @Test
    void separators() {
        OrderLog expected = read(csv(ROWS));
        for (char separator : new char[] {';', '\t', '|'}) {
            String text = ROWS.replace(',', separator);
            Loaded<OrderLog> told = LogReader.create().orders(csv(text), COLUMNS);
            assertThat(told.data()).isEqualTo(expected);
            assertThat(told.report().notes())
                    .contains("separator " + (separator == '\t' ? "tab" : "'" + separator + "'")
                            + ", told from the column names");
            assertThat(read(csv(text).withSeparator(separator))).isEqualTo(expected);
        }
        assertThat(read(csv(ROWS.replace(',', '~')).withSeparator('~'))).isEqualTo(expected);
        // separators in quotes are not counted
        assertThat(csv("\"a;b;c;d\",e\n1,2\n").header()).containsExactly("a;b;c;d", "e");
        assertThatThrownBy(() -> csv("a,b;c\n").header())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shop.csv: the line of column names has as many ',' as ';'; state the separator");
        assertThatThrownBy(() -> csv(ROWS).withSeparator('"'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("separator and quote must differ, both are '\"'");
        assertThatThrownBy(() -> csv(ROWS).withQuote('\n'))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("separator and quote must not be line ends");
    }

    @Test
    void fieldsMayHoldAnythingInQuotes() {
        OrderLog log = read(csv("customer,date,amount\n\"a, \"\"the\nfirst\"\"\",2026-03-01,1\n"));
        assertThat(log.customers().ids()).containsExactly("a, \"the\nfirst\"");
    }

    @Test
    void idsAreTextAsItStands() {
        OrderLog log = read(csv("customer,date,amount\n007,2026-03-01,1\n7,2026-03-01,1\n"));
        assertThat(log.customers().ids()).containsExactly("007", "7");
    }

    @Test
    void manyColumnsAndLongFields() {
        StringBuilder header = new StringBuilder("customer,date,amount");
        StringBuilder row = new StringBuilder("x".repeat(100_000)).append(",2026-03-01,1");
        for (int i = 0; i < 2_000; i++) {
            header.append(",c").append(i);
            row.append(',').append(i);
        }
        OrderLog log = read(csv(header + "\n" + row + "\n"));
        assertThat(log.customers().id(0)).hasSize(100_000);
        TableData table = TableReader.create().withFeatures("c0", "c1999").read(csv(header + "\n" + row + "\n"));
        assertThat(table.features().row(0)).containsExactly(0, 1999);
    }
}
