package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeFormatTest {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static Instant read(TimeFormat format, String text) {
        long millis = new TimeParser(format).millis(text);
        assertThat(millis).as("%s as %s", text, format).isNotEqualTo(LocalTimes.NONE);
        return Instant.ofEpochMilli(millis);
    }

    private static void refused(TimeFormat format, String text) {
        assertThat(new TimeParser(format).millis(text))
                .as("%s as %s", text, format)
                .isEqualTo(LocalTimes.NONE);
    }

    @Test
    void iso() {
        TimeFormat iso = TimeFormat.iso();
        assertThat(read(iso, "2026-03-01")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(read(iso, "2026-03-01T10:15")).isEqualTo(Instant.parse("2026-03-01T10:15:00Z"));
        assertThat(read(iso, " 2026-03-01 10:15:30 ")).isEqualTo(Instant.parse("2026-03-01T10:15:30Z"));
        assertThat(read(iso, "2026-03-01T10:15:30.123456789")).isEqualTo(Instant.parse("2026-03-01T10:15:30.123Z"));
        assertThat(read(iso, "2026-03-01T10:15:30.5Z")).isEqualTo(Instant.parse("2026-03-01T10:15:30.500Z"));
        for (String offset : List.of("+01", "+0100", "+01:00", "+01:00:00")) {
            assertThat(read(iso.withZone(LONDON), "2026-03-01T10:15:30" + offset))
                    .isEqualTo(Instant.parse("2026-03-01T09:15:30Z"));
        }
        assertThat(read(iso, "2026-03-01 10:15-05:30")).isEqualTo(Instant.parse("2026-03-01T15:45:00Z"));
        assertThat(read(iso, "2024-02-29")).isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(read(iso, "0000-03-01")).isEqualTo(Instant.parse("0000-03-01T00:00:00Z"));
    }

    @Test
    void whatIsNotIso() {
        for (String text : List.of(
                "",
                "2026",
                "2026-3-1",
                "2026-02-29",
                "2026-13-01",
                "2026-00-01",
                "2026-01-00",
                "2026-04-31",
                "01.03.2026",
                "2026-03-01T",
                "2026-03-01T10",
                "2026-03-01T24:00",
                "2026-03-01T10:60",
                "2026-03-01T10:15:60",
                "2026-03-01X10:15",
                "2026-03-01T10:15:30.",
                "2026-03-01T10:15:30.1234567890",
                "2026-03-01T10:15:30 Z",
                "2026-03-01T10:15:30+1",
                "2026-03-01T10:15:30+19:00",
                "2026-03-01T10:15:30+01:60",
                "2026-03-01T10:15:30+01-00",
                "2026-03-01Z",
                "2026-03-01T10:15:",
                "20a6-03-01",
                "2026-03-01T1a:15",
                "today")) {
            refused(TimeFormat.iso(), text);
        }
    }

    /** By hand and by java.time, on days of all months and years of the range, in a zone with summer time. */
    @Test
    void theHandWrittenReadingAgreesWithJavaTime() {
        Random random = new Random(3);
        DateTimeFormatter seconds = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
        List<String> patterns =
                List.of("dd/MM/yyyy HH:mm:ss", "M/d/yyyy H:m:s", "yyyyMMddHHmmss", "d.M.yyyy' 'HH:mm:ss.SSS");
        List<TimeParser> parsers = patterns.stream()
                .map(p -> new TimeParser(TimeFormat.pattern(p).withZone(LONDON)))
                .toList();
        TimeParser iso = new TimeParser(TimeFormat.iso().withZone(LONDON));
        for (int i = 0; i < 50_000; i++) {
            LocalDateTime time = LocalDateTime.ofEpochSecond(random.nextLong(4_102_444_800L), 0, ZoneOffset.UTC);
            long expected = time.atZone(LONDON).toInstant().toEpochMilli();
            assertThat(iso.millis(time.format(seconds))).isEqualTo(expected);
            for (int p = 0; p < patterns.size(); p++) {
                String text = time.format(DateTimeFormatter.ofPattern(patterns.get(p)));
                assertThat(parsers.get(p).millis(text)).as(text).isEqualTo(expected);
            }
        }
    }

    @Test
    void digitsReadByHandAreWhatTheFormatterReads() {
        Random random = new Random(5);
        String pattern = "d/M/yyyy H:mm";
        DigitPattern hand = DigitPattern.of(pattern);
        assertThat(hand).isNotNull();
        DateTimeFormatter formatter = TimeFormat.formatter(pattern);
        LocalTimes utc = new LocalTimes(ZoneOffset.UTC);
        String signs = "0123456789/ :";
        int read = 0;
        for (int i = 0; i < 200_000; i++) {
            char[] text = "12/11/2026 10:15".toCharArray();
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                text[random.nextInt(text.length)] = signs.charAt(random.nextInt(signs.length()));
            }
            long millis = hand.millis(text, 0, text.length, utc);
            if (millis != LocalTimes.NONE) {
                read++;
                assertThat(LocalDateTime.parse(new String(text), formatter)
                                .toInstant(ZoneOffset.UTC)
                                .toEpochMilli())
                        .as(new String(text))
                        .isEqualTo(millis);
            }
        }
        assertThat(read).isGreaterThan(10_000);
    }

    @Test
    void patterns() {
        TimeFormat british = TimeFormat.pattern("dd/MM/yyyy HH:mm").withZone(LONDON);
        assertThat(read(british, "01/07/2026 10:15")).isEqualTo(Instant.parse("2026-07-01T09:15:00Z"));
        refused(british, "31/06/2026 10:15");
        refused(british, "7/1/2026 10:15");
        refused(british, "2026-07-01");
        assertThat(read(TimeFormat.pattern("d MMM yyyy h:mm a"), "1 Mar 2026 3:05 PM"))
                .isEqualTo(Instant.parse("2026-03-01T15:05:00Z"));
        assertThat(read(TimeFormat.pattern("M/d/yy H:mm"), "12/1/10 8:26"))
                .isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
        assertThat(read(TimeFormat.pattern("yyyy-MM-dd HH:mm:ss XXX").withZone(LONDON), "2026-07-01 10:15:00 +02:00"))
                .isEqualTo(Instant.parse("2026-07-01T08:15:00Z"));
        assertThat(read(TimeFormat.pattern("yyyy-MM-dd'T'HH:mm VV"), "2026-07-01T10:15 Europe/London"))
                .isEqualTo(Instant.parse("2026-07-01T09:15:00Z"));
        assertThat(read(TimeFormat.pattern("yyyyMMdd"), "20260701")).isEqualTo(Instant.parse("2026-07-01T00:00:00Z"));
    }

    @Test
    void clocksThatChange() {
        TimeFormat london = TimeFormat.iso().withZone(LONDON);
        // skipped: 01:30 does not exist and becomes 02:30 summer time
        assertThat(read(london, "2026-03-29 01:30")).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        // twice: the earlier, in summer time
        assertThat(read(london, "2026-10-25 01:30")).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
    }

    @Test
    void numbersSince1970() {
        assertThat(read(TimeFormat.epochSeconds(), "1772352000")).isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
        assertThat(read(TimeFormat.epochSeconds(), "1772352000.123"))
                .isEqualTo(Instant.parse("2026-03-01T08:00:00.123Z"));
        assertThat(read(TimeFormat.epochMillis(), "1772352000123"))
                .isEqualTo(Instant.parse("2026-03-01T08:00:00.123Z"));
        refused(TimeFormat.epochMillis(), "2026-03-01");
    }

    @Test
    void patternsThatAreNoneOrNoDate() {
        assertThatThrownBy(() -> TimeFormat.pattern("dd/mm/bbb"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("time pattern 'dd/mm/bbb' cannot be used: ")
                .hasMessageEndingWith("; a pattern is such as dd/MM/yyyy HH:mm");
        for (String pattern : List.of("HH:mm", "dd/MM", "yyyy-MM", "dd/mm/yyyy")) {
            assertThatThrownBy(() -> TimeFormat.pattern(pattern))
                    .as(pattern)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("time pattern '" + pattern + "' ");
        }
        assertThatThrownBy(() -> TimeFormat.pattern("yyyy-MM-dd mm"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "time pattern 'yyyy-MM-dd mm' must hold year, month and day, and the hour if it holds minutes, such as"
                                + " dd/MM/yyyy HH:mm");
        assertThat(read(TimeFormat.pattern("yyyy-MM-dd H"), "2026-03-01 7"))
                .isEqualTo(Instant.parse("2026-03-01T07:00:00Z"));
    }

    private static TimeFormat guess(String... texts) {
        return TimeGuess.of("shop.csv", "date", List.of(texts), ZoneOffset.UTC);
    }

    @Test
    void guesses() {
        assertThat(guess("2026-03-01", "2026-03-01T10:15Z")).isEqualTo(TimeFormat.iso());
        assertThat(guess("", "2026-03-01")).isEqualTo(TimeFormat.iso());
        assertThat(guess("", "")).isEqualTo(TimeFormat.iso());
        // bad rows are for their rows to tell
        assertThat(guess("never", "2026-03-01", "2026-03-02")).isEqualTo(TimeFormat.iso());
        assertThat(guess("1/2/2026", "never", "13/2/2026")).isEqualTo(TimeFormat.pattern("d/M/yyyy"));
        assertThat(guess("1772352000")).isEqualTo(TimeFormat.epochSeconds());
        assertThat(guess("1772352000123")).isEqualTo(TimeFormat.epochMillis());
        assertThat(guess("20260301")).isEqualTo(TimeFormat.pattern("yyyyMMdd"));
        assertThat(guess("1/2/2026 8:26", "13/2/2026 8:26")).isEqualTo(TimeFormat.pattern("d/M/yyyy H:mm"));
        assertThat(guess("1/2/2026 8:26", "2/13/2026 8:26")).isEqualTo(TimeFormat.pattern("M/d/yyyy H:mm"));
        assertThat(guess("12/1/10 8:26", "12/13/10 8:26")).isEqualTo(TimeFormat.pattern("M/d/yy H:mm"));
        assertThat(guess("01.03.2026")).isEqualTo(TimeFormat.pattern("d.M.yyyy"));
        assertThat(guess("3/3/2026")).isEqualTo(TimeFormat.pattern("d/M/yyyy"));
        assertThat(guess("1 Mar 2026 3:05 PM")).isEqualTo(TimeFormat.pattern("d MMM yyyy h:mm a"));
        assertThat(TimeGuess.of("s", "c", List.of("2026-03-01"), LONDON))
                .isEqualTo(TimeFormat.iso().withZone(LONDON));
    }

    @Test
    void whatCannotBeTold() {
        assertThatThrownBy(() -> guess("3/3/2026", "3/4/2026"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shop.csv, column 'date': '3/4/2026' may be d/M/yyyy or M/d/yyyy; state the time format");
        assertThatThrownBy(() -> guess("1/2/2026", "13/2/2026", "2/13/2026"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shop.csv, column 'date': '1/2/2026' may be d/M/yyyy or M/d/yyyy; state the time format");
        assertThatThrownBy(() -> guess("yesterday", "2026-03-01"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shop.csv, column 'date': how times are written cannot be told from the first rows, such as"
                        + " 'yesterday'; state the time format");
        assertThatThrownBy(() -> guess("12345"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "shop.csv, column 'date': how times are written cannot be told from the first rows, such as '12345';"
                                + " state the time format");
    }

    @Test
    void formatsAreValuesAndSayWhatTheyAre() {
        assertThat(TimeFormat.pattern("dd/MM/yyyy").withZone(LONDON))
                .isEqualTo(TimeFormat.pattern("dd/MM/yyyy").withZone(LONDON))
                .isNotEqualTo(TimeFormat.pattern("dd/MM/yyyy"))
                .hasToString("pattern dd/MM/yyyy, zone Europe/London");
        assertThat(TimeFormat.epochMillis()).hasToString("milliseconds since 1970 in UTC");
        assertThat(TimeFormat.guess().zone()).isEqualTo(ZoneOffset.UTC);
    }
}
