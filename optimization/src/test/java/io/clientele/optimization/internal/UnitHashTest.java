package io.clientele.optimization.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitHashTest {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The hash as it was first written down: a loop over words of four characters. Assignments of running tests hang on it. */
    private static long plain(long salt, CharSequence unit) {
        long first = UnitHash.mix(salt + GOLDEN);
        long second = UnitHash.mix(first + GOLDEN);
        long h = first ^ unit.length();
        int whole = unit.length() / 4 * 4;
        for (int i = 0; i < whole; i += 4) {
            long word = 0;
            for (int k = 3; k >= 0; k--) {
                word = word << 16 | unit.charAt(i + k);
            }
            h = UnitHash.mix(h ^ word) + GOLDEN;
        }
        long rest = 0;
        for (int i = whole; i < unit.length(); i++) {
            rest = rest << 16 | unit.charAt(i);
        }
        return UnitHash.mix(UnitHash.mix(h ^ rest) ^ second) >>> 11;
    }

    @Test
    void everyLengthAsInTheLoop() {
        String text = "customer-0123456789@example.com, \u00fcber \u20ac\ud83d\ude00 and so on";
        for (long salt : new long[] {0, 77, -1, Long.MIN_VALUE}) {
            UnitHash hash = new UnitHash(salt);
            for (int from = 0; from < 5; from++) {
                for (int to = from; to <= text.length(); to++) {
                    String unit = text.substring(from, to);
                    assertThat(hash.of(unit)).isEqualTo(plain(salt, unit));
                    assertThat(hash.of(new StringBuilder(unit))).isEqualTo(hash.of(unit));
                }
            }
        }
    }

    /** python3, the definition in 64-bit integers by hand; see the comment of {@link #plain}. */
    @Test
    void goldenVectors() {
        assertThat(new UnitHash(0).of("")).isEqualTo(6042719468300745L);
        assertThat(new UnitHash(0).of("abc")).isEqualTo(1559197416877344L);
        assertThat(new UnitHash(42).of("customer12345678")).isEqualTo(2718800984746988L);
        assertThat(new UnitHash(42).of("somebody@example.com")).isEqualTo(2732885566409676L);
        assertThat(new UnitHash(42).of(17)).isEqualTo(320753122723365L);
    }
}
