package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UnsignedSortTest {

    @Test
    void equalsSortingByComparison() {
        for (int seed = 0; seed < 600; seed++) {
            RandomGenerator random = RandomTables.random("unsigned sort", seed);
            int n = random.nextInt(seed % 50 == 0 ? 100_000 : 900);
            long[] keys = new long[n];
            for (int i = 0; i < n; i++) {
                keys[i] = key(random, seed % 8, i);
            }
            check(keys);
        }
    }

    private static long key(RandomGenerator random, int kind, int i) {
        return switch (kind) {
            case 0 -> random.nextLong(); // all bits, both signs
            case 1 -> Double.doubleToRawLongBits(random.nextDouble()) << 1 | i & 1;
            case 2 -> random.nextLong() >>> random.nextInt(64); // each bit half as often as the one below
            case 3 -> 1L << random.nextInt(64); // one bucket holds half of what is left, pass after pass
            case 4 -> -42; // all the same
            case 5 -> i; // sorted
            case 6 -> -i; // backwards
            default -> random.nextInt(3) << 20; // few values
        };
    }

    @Test
    void passesAreEnoughWhereEachTakesOffAFewBits() {
        // in each pass all but 32 of the keys agree in the bits looked at, down to the last
        check(LongStream.range(0, 64)
                .flatMap(bit -> LongStream.range(0, 32).map(i -> (1L << bit) + i % 4))
                .toArray());
    }

    @Test
    void nothingAndOne() {
        check(new long[0]);
        check(new long[] {-1});
    }

    private static void check(long[] keys) {
        long[] expected = Arrays.stream(keys)
                .boxed()
                .sorted(Long::compareUnsigned)
                .mapToLong(Long::longValue)
                .toArray();
        UnsignedSort.sort(keys);
        assertThat(keys).isEqualTo(expected);
    }
}
