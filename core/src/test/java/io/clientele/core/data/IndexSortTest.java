package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexSortTest {

    @Test
    void isStableAndSortsOnlyTheRange() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 500; round++) {
            int n = random.nextInt(200);
            int keys = 1 + random.nextInt(20);
            int[] key = random.ints(n, 0, keys).toArray();
            int from = n == 0 ? 0 : random.nextInt(n);
            int to = from + (n == from ? 0 : random.nextInt(n - from + 1));
            int[] index = IntStream.range(0, n).toArray();
            IndexSort.sort(index, from, to, (a, b) -> Integer.compare(key[a], key[b]));

            Integer[] expected = IntStream.range(0, n).boxed().toArray(Integer[]::new);
            Arrays.sort(expected, from, to, Comparator.comparingInt(i -> key[i])); // stable by its contract
            assertThat(Arrays.stream(index).boxed().toArray()).isEqualTo(expected);
        }
    }
}
