package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberStyleTest {

    private static final NumberStyle POINT = NumberStyle.point();

    @Test
    void plainNumbers() {
        assertThat(POINT.parse("0")).isZero();
        assertThat(POINT.parse(" -12.50 ")).isEqualTo(-12.5);
        assertThat(POINT.parse("+.5")).isEqualTo(0.5);
        assertThat(POINT.parse("5.")).isEqualTo(5);
        assertThat(POINT.parse("1.5e3")).isEqualTo(1500);
        assertThat(POINT.parse("1E-2")).isEqualTo(0.01);
        assertThat(POINT.parse("4.9e-324")).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void everythingElseIsNotANumber() {
        for (String text : new String[] {
            "",
            " ",
            "-",
            "+",
            ".",
            "e5",
            "1e",
            "1e+",
            "1e5.5",
            "1.2.3",
            "1,2",
            "1 2",
            "NaN",
            "Infinity",
            "-Infinity",
            "1d",
            "1f",
            "0x10",
            "1_000",
            "--1",
            "1-",
            "1e400",
            "\u0661"
        }) {
            assertThat(POINT.parse(text)).as(text).isNaN();
        }
    }

    @Test
    void commasAndThousands() {
        NumberStyle german = NumberStyle.comma().withThousands('.');
        assertThat(german.parse("1.234.567,5")).isEqualTo(1234567.5);
        assertThat(german.parse("1234,5")).isEqualTo(1234.5);
        assertThat(german.parse("-1.234")).isEqualTo(-1234);
        assertThat(NumberStyle.comma().parse("1.234")).isNaN();
        NumberStyle english = POINT.withThousands(',');
        for (String text : new String[] {"1,23", "1234,567", ",123", "1,,234", "1,234,", "12,34.5", "1.234,567"}) {
            assertThat(english.parse(text)).as(text).isNaN();
        }
        assertThat(english.parse("123,456.78")).isEqualTo(123456.78);
        assertThat(POINT.withThousands(' ').parse("1 234.5")).isEqualTo(1234.5);
        assertThat(POINT.withThousands('\'').parse("1'234'567")).isEqualTo(1234567);
    }

    @Test
    void separatorsThatWouldBeAmbiguousAreRefused() {
        for (char c : new char[] {'.', '1', '-', '+', 'e'}) {
            assertThatThrownBy(() -> POINT.withThousands(c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "thousands separator must be a sign other than the decimal sign '.', plus, minus, letters and"
                                    + " digits, got '" + c + "'");
        }
    }

    @Test
    void stylesAreValuesAndSayWhatTheyAre() {
        assertThat(NumberStyle.comma().withThousands('.'))
                .isEqualTo(NumberStyle.comma().withThousands('.'))
                .isNotEqualTo(NumberStyle.comma())
                .hasToString("decimal comma, thousands separator '.'");
        assertThat(POINT).hasToString("decimal point, no thousands separator");
    }

    /** The fast path must give the nearest double, as Java's own reading does, around the limits of exactness above all. */
    @Test
    void everyNumberIsTheNearestDouble() {
        Random random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            int length = 1 + random.nextInt(20);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            int point = random.nextInt(length + 1);
            for (int j = 0; j < length; j++) {
                text.append(j == point ? "." : "").append((char) ('0' + random.nextInt(10)));
            }
            check(text.toString());
        }
        for (long d = -2000; d <= 2000; d++) {
            for (int scale : new int[] {0, 1, 2, 15, 16, 17, 21, 22, 23, 24}) {
                check(BigDecimal.valueOf((1L << 53) + d, scale).toPlainString());
                check(BigDecimal.valueOf(900_719_925_474_098L + d, scale).toPlainString());
            }
        }
    }

    private static void check(String text) {
        if (Double.doubleToLongBits(POINT.parse(text)) != Double.doubleToLongBits(Double.parseDouble(text))) {
            throw new AssertionError(text + ": " + POINT.parse(text) + ", Java " + Double.parseDouble(text));
        }
    }
}
