package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.model.ModelFiles;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PathCountsTest {

    private record Row(List<String> path, long conversions, double value, long nulls) {}

    private static Row[] rows(int n) {
        RandomGenerator random = RandomStreams.stream(4, "rows", 0);
        Row[] rows = new Row[n];
        for (int i = 0; i < n; i++) {
            String[] path = new String[1 + random.nextInt(6)];
            for (int j = 0; j < path.length; j++) {
                path[j] = "ch" + random.nextInt(9);
            }
            long conversions = random.nextInt(3);
            // values that no plain sum adds up to the same in two orders
            double value = conversions == 0 ? 0 : random.nextDouble() * Math.pow(10, random.nextInt(8) - 2);
            rows[i] = new Row(List.of(path), conversions, value, random.nextInt(3));
        }
        return rows;
    }

    private static void add(PathCounts counts, Row row) {
        counts.add(row.path, row.conversions, row.value, row.nulls);
    }

    private static String bytes(PathCounts counts) {
        return ModelFiles.text(PathTable.codec(), counts.result());
    }

    @Test
    void anyOrderShardingAndMergingGiveTheSameBytes() {
        Row[] rows = rows(3000);
        PathCounts plain = PathCounts.create();
        for (Row row : rows) {
            add(plain, row);
        }
        String expected = bytes(plain);
        RandomGenerator random = RandomStreams.stream(5, "shards", 0);
        for (int round = 0; round < 10; round++) {
            int[] order = new int[rows.length];
            Arrays.setAll(order, i -> i);
            Samplers.shuffle(random, order);
            PathCounts[] shards = new PathCounts[1 + random.nextInt(6)];
            Arrays.setAll(shards, i -> PathCounts.create());
            for (int i : order) {
                add(shards[random.nextInt(shards.length)], rows[i]);
            }
            int[] merging = new int[shards.length];
            Arrays.setAll(merging, i -> i);
            Samplers.shuffle(random, merging);
            PathCounts all = PathCounts.create();
            for (int i : merging) {
                all.merge(shards[i]);
            }
            assertThat(bytes(all)).isEqualTo(expected);
        }
    }

    @Test
    void takingAwayUndoesAdding() {
        Row[] rows = rows(2000);
        PathCounts counts = PathCounts.create();
        for (int i = 0; i < 1500; i++) {
            add(counts, rows[i]);
        }
        String before = bytes(counts);
        PathCounts customer = PathCounts.create();
        for (int i = 1500; i < 2000; i++) {
            add(customer, rows[i]);
        }
        customer.add(List.of("seen nowhere else"), 1, 0.1, 0);
        counts.add(customer.result());
        assertThat(bytes(counts)).isNotEqualTo(before);
        counts.subtract(customer.result());
        assertThat(bytes(counts)).isEqualTo(before);
        counts.subtract(counts.result());
        assertThat(counts.result()).isEqualTo(PathCounts.create().result());
    }

    @Test
    void takingAwayMoreThanThereIsChangesNothing() {
        PathCounts counts = PathCounts.create();
        counts.add(List.of("a", "b"), 2, 10, 3);
        counts.add(List.of("b"), 1, 5, 0);
        String before = bytes(counts);
        refused(
                () -> counts.subtract(TestPaths.of("a > b", 3, 10, 0)),
                "path 'a > b': can't take away 3 conversions, there are 2");
        refused(
                () -> counts.subtract(TestPaths.of("a > b", 1, 1, 4)),
                "path 'a > b': can't take away 4 nulls, there are 3");
        refused(
                () -> counts.subtract(TestPaths.of("a > b", 1, 1, 0, "c", 0, 0, 1)),
                "path 'c': can't take away 1 nulls, there are 0");
        refused(
                () -> counts.subtract(TestPaths.of("a > b", 1, 11, 0)),
                "path 'a > b': can't take away value 11.0 with 1 conversions, there are 10.0 with 2");
        refused(
                () -> counts.subtract(TestPaths.of("b", 1, 4, 0)),
                "path 'b': can't take away value 4.0 with 1 conversions, there are 5.0 with 1");
        assertThat(bytes(counts)).isEqualTo(before);
    }

    @Test
    void pathsAreInTheOrderOfTheirChannels() {
        PathTable table = TestPaths.of(
                "b > a",
                1,
                0,
                0,
                "a > b > c > d > e > b",
                1,
                0,
                0,
                "b",
                0,
                0,
                2,
                "a > b > c > d > e",
                1,
                2.5,
                1,
                "b",
                1,
                3,
                1,
                "z",
                0,
                0,
                0);
        assertThat(table.channels()).containsExactly("a", "b", "c", "d", "e");
        assertThat(table.paths()).isEqualTo(4);
        assertThat(table.path(0)).containsExactly("a", "b", "c", "d", "e");
        assertThat(table.path(1)).containsExactly("a", "b", "c", "d", "e", "b");
        assertThat(table.path(2)).containsExactly("b");
        assertThat(table.path(3)).containsExactly("b", "a");
        assertThat(table.nulls(2)).isEqualTo(3);
        assertThat(table.value(2)).isEqualTo(3);
        assertThat(table.value()).isEqualTo(5.5);
        assertThat(table.journeys()).isEqualTo(8);
        assertThat(table.longest()).isEqualTo(6);
    }

    @Test
    void codesAreAnotherWayToAdd() {
        PathCounts counts = PathCounts.create();
        int[] touches = {counts.code("x"), counts.code("y"), counts.code("x")};
        counts.add(touches, 1, 3, 2, 7, 1);
        assertThat(counts.result()).isEqualTo(TestPaths.of("y > x", 2, 7, 1));
        refused(
                () -> counts.add(new int[] {5}, 0, 1, 1, 0, 0),
                "touch 0: there is no channel 5; ask code(name) for it first");
    }

    @Test
    void otherCountsOnTheSamePaths() {
        PathTable table = TestPaths.of("a", 1, 2, 3, "b", 4, 5, 6);
        PathTable other = table.withCounts(new long[] {0, 1}, new double[] {0, 9}, new long[] {0, 2});
        assertThat(other.channels()).containsExactly("a", "b");
        assertThat(other.conversions()).isEqualTo(1);
        assertThat(other.value()).isEqualTo(9);
        assertThat(other.nulls(1)).isEqualTo(2);
        refused(
                () -> table.withCounts(new long[2], new double[] {1, 0}, new long[2]),
                "path 0: value must be at most 1e15, and 0 without conversions, got 1.0 with 0 conversions");
        refused(
                () -> table.withCounts(new long[1], new double[2], new long[2]),
                "conversions must have one count per path (2), got 1");
    }

    @Test
    void atMostFortyBytesForAPathAndTwoForATouch() {
        RandomGenerator random = RandomStreams.stream(6, "memory", 0);
        PathCounts counts = PathCounts.create();
        for (int c = 0; c < 100; c++) {
            counts.code("c" + c);
        }
        long touches = 0;
        int paths = 0;
        for (int i = 0; i < 1_000_000; i++) {
            int[] path = new int[4 + random.nextInt(5)];
            for (int j = 0; j < path.length; j++) {
                path[j] = random.nextInt(100);
            }
            path[0] = i % 100;
            path[1] = i / 100 % 100;
            path[2] = i / 10_000;
            counts.add(path, 0, path.length, i % 2, i % 2 * 99.9, 1 - i % 2);
            touches += path.length;
            paths++;
            // before, at and after the growing of slots: 3/4 of a power of 2
            if (paths == 100_000 || paths == 393_217 || paths == 786_433) {
                assertThat(counts.bytes()).isLessThan(40L * paths + 2 * touches);
            }
        }
        assertThat(counts).hasToString("PathCounts[1000000 paths, 100 channels]");
        assertThat((counts.bytes() - 2.0 * touches) / paths).isBetween(32.0, 33.0);
    }

    @Test
    void largeCountsAndValuesOnManyPages() {
        PathCounts counts = PathCounts.create();
        for (int i = 0; i < 10_000; i++) {
            long many = i % 4999 == 0 ? 7_000_000_000L + i : 1;
            counts.add(List.of("a" + i % 100, "b" + i / 100), many, many * 1e5, 5);
        }
        for (int i = 0; i < 10_000; i += 4999) {
            counts.add(List.of("a" + i % 100, "b" + i / 100), 0, 0, 6_000_000_000L);
        }
        PathTable table = counts.result();
        assertThat(table.paths()).isEqualTo(10_000);
        assertThat(table.conversions()).isEqualTo(9_997 + 21_000_000_000L + 3 * 4999);
        assertThat(table.value()).isEqualTo(1e5 * table.conversions());
        assertThat(table.nulls()).isEqualTo(50_000 + 18_000_000_000L);
        PathCounts again = PathCounts.create();
        again.add(table);
        assertThat(again.result()).isEqualTo(table);
        again.subtract(table);
        assertThat(again.result().paths()).isZero();
    }

    @Test
    void pathsLongerThanAPage() {
        PathCounts counts = PathCounts.create();
        int[] lengths = {3, 65_530, 10, 70_000, 1, 65_536, 65_537, 2, 200_000};
        int[] codes = {counts.code("a"), counts.code("b")};
        for (int round = 0; round < 2; round++) {
            for (int length : lengths) {
                int[] path = new int[length];
                for (int i = 0; i < length; i++) {
                    path[i] = codes[i * 7 / 3 % 2];
                }
                counts.add(path, 0, length, 1, 2, 0);
            }
        }
        PathTable table = counts.result();
        assertThat(table.paths()).isEqualTo(lengths.length);
        for (int row = 0; row < lengths.length; row++) {
            assertThat(table.conversions(row)).isEqualTo(2);
            for (int i = 0; i < table.length(row); i += 997) {
                assertThat(table.channel(row, i)).isEqualTo(i * 7 / 3 % 2);
            }
        }
        assertThat(table.longest()).isEqualTo(200_000);
    }

    @Test
    void badRows() {
        PathCounts counts = PathCounts.create();
        refused(() -> counts.add(List.of(), 1, 0, 0), "the path is empty; a journey needs at least one touch");
        refused(() -> counts.add(List.of("a", " "), 1, 0, 0), "a channel must have a name, got ' '");
        refused(() -> counts.add(List.of("a"), -1, 0, 0), "conversions must be at least 0, got -1");
        refused(() -> counts.add(List.of("a"), 1, 0, -2), "nulls must be at least 0, got -2");
        refused(
                () -> counts.add(List.of("a"), 1, Double.NaN, 0),
                "value must be a finite number of at least 0, got NaN");
        refused(() -> counts.add(List.of("a"), 1, -3, 0), "value must be a finite number of at least 0, got -3");
        refused(() -> counts.add(List.of("a"), 1, 2e15, 0), "value must be at most 1e15, got 2.0E15");
        refused(
                () -> counts.add(List.of("a"), 0, 3, 5),
                "value 3.0 comes without a conversion; a null journey is worth nothing");
        counts.add(List.of("a"), Long.MAX_VALUE, 0, 0);
        refused(() -> counts.add(List.of("a"), 1, 0, 0), "the counts or the value of one path exceed 64 bits");
        PathCounts many = PathCounts.create();
        for (int i = 0; i < Character.MAX_VALUE; i++) {
            many.code("c" + i);
        }
        refused(
                () -> many.code("one more"),
                "at most 65535 channels can be kept apart, and 'one more' is one more; group the rare ones first");
    }

    @Test
    void textPaths() {
        PathFormat format = PathFormat.of(" > ");
        assertThat(format.parse("a > b c > a")).containsExactly("a", "b c", "a");
        assertThat(format.parse(" a  >  b ")).containsExactly("a", "b");
        assertThat(format.format(List.of("a", "b c"))).isEqualTo("a > b c");
        assertThat(PathFormat.of("|").parse("a > b|c")).containsExactly("a > b", "c");
        refused(() -> PathFormat.of(""), "separator must not be empty");
        refused(() -> format.parse("  "), "the path is empty; a journey needs at least one touch");
        refused(() -> format.parse("a >  > b"), "path 'a >  > b' has a channel without a name at character 5");
        refused(
                () -> format.parse("a>b > c"),
                "channel 'a>b' contains the separator '>'; rename the channel or choose another separator");
        refused(
                () -> format.format(List.of("x", "a > b")),
                "channel 'a > b' contains the separator '>'; rename the channel or choose another separator");
        refused(() -> format.format(List.of()), "the path is empty; a journey needs at least one touch");
        refused(() -> format.format(List.of(" a")), "channel ' a' is blank or has blanks around it; strip it first");
    }

    static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
