package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SparseTableTest {

    @Test
    void keptCellsComeInRisingColumnOrder() {
        SparseTable table = SparseTable.builder(1_000)
                .add(new int[] {998, 3, 500}, new double[] {2, 1, -7})
                .add(new int[0], new double[0])
                .add(new int[] {0, 999}, new double[] {0, Double.NaN})
                .build();
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.columns()).isEqualTo(1_000);
        assertThat(table.nonZeros()).isEqualTo(4);
        assertThat(table.start(0)).isZero();
        assertThat(table.end(0)).isEqualTo(3);
        assertThat(new int[] {table.column(0), table.column(1), table.column(2)})
                .containsExactly(3, 500, 998);
        assertThat(new double[] {table.value(0), table.value(1), table.value(2)})
                .containsExactly(1, -7, 2);
        assertThat(table.start(1)).isEqualTo(table.end(1));
        assertThat(table.get(0, 500)).isEqualTo(-7);
        assertThat(table.get(0, 501)).isZero();
        assertThat(table.get(2, 0)).isZero();
        assertThat(table.get(2, 999)).isNaN();
        assertThat(table).hasToString("3 rows of 1000 columns, 4 cells not 0");
    }

    /** Any rows in any order of columns, zeros of both signs among them, against the dense table they stand for. */
    @Test
    void agreesWithTheDenseTable() {
        RandomGenerator random = RandomStreams.stream(1, "sparse", 0);
        for (int round = 0; round < 50; round++) {
            int columns = 1 + random.nextInt(12);
            int rows = random.nextInt(200);
            double[][] dense = new double[columns][rows];
            SparseTable.Builder builder = SparseTable.builder(columns);
            for (int i = 0; i < rows; i++) {
                int[] order = new int[columns];
                Arrays.setAll(order, j -> j);
                Samplers.shuffle(random, order);
                int[] at = Arrays.copyOf(order, random.nextInt(columns + 1));
                double[] values = new double[at.length];
                for (int k = 0; k < at.length; k++) {
                    values[k] = random.nextInt(4) == 0 ? (random.nextBoolean() ? 0.0 : -0.0) : random.nextGaussian();
                    dense[at[k]][i] = values[k] == 0 ? 0.0 : values[k];
                }
                builder.add(at, values);
            }
            SparseTable table = builder.build();
            FeatureTable expected = FeatureTable.of(names(columns), dense);
            assertThat(table).isEqualTo(SparseTable.of(expected)).hasSameHashCodeAs(SparseTable.of(expected));
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    assertThat(table.get(i, j)).isEqualTo(dense[j][i]);
                }
            }
            int[] some = new int[rows == 0 ? 0 : 30];
            Arrays.setAll(some, i -> random.nextInt(rows));
            assertThat(table.selectRows(some)).isEqualTo(SparseTable.of(expected.selectRows(some)));
        }
    }

    private static List<String> names(int columns) {
        String[] names = new String[columns];
        Arrays.setAll(names, j -> "c" + j);
        return List.of(names);
    }

    @Test
    void aRefusedRowLeavesNoTrace() {
        SparseTable.Builder builder = SparseTable.builder(5).add(new int[] {1}, new double[] {1});
        refused(() -> builder.add(new int[] {4, 2, 4}, new double[] {1, 2, 3}), "row 1: column 4 is given twice");
        refused(
                () -> builder.add(new int[] {0, 5}, new double[] {1, 2}),
                "row 1: column must be between 0 and 4, got 5");
        refused(() -> builder.add(new int[] {-1}, new double[] {1}), "row 1: column must be between 0 and 4, got -1");
        // a zero counts as given
        refused(() -> builder.add(new int[] {3, 3}, new double[] {0, 1}), "row 1: column 3 is given twice");
        refused(
                () -> builder.add(new int[] {3}, new double[0]),
                "values of row 1 must have one per column named (1), got 0");
        SparseTable table = builder.add(new int[] {2}, new double[] {2}).build();
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.nonZeros()).isEqualTo(2);
        assertThat(table.get(1, 4)).isZero();
    }

    @Test
    void missingAndInfiniteValuesAreFound() {
        SparseTable good =
                SparseTable.builder(2).add(new int[] {1}, new double[] {1e308}).build();
        assertThat(good.requireFinite()).isSameAs(good);
        SparseTable nan = SparseTable.builder(9)
                .add(new int[] {1}, new double[] {1})
                .add(new int[] {8, 7}, new double[] {Double.NEGATIVE_INFINITY, Double.NaN})
                .build();
        refused(nan::requireFinite, "column 7, row 1: NaN is not allowed; impute or drop the row first");
    }

    @Test
    void tablesWithoutRowsOrColumns() {
        assertThat(SparseTable.builder(4).build().rows()).isZero();
        SparseTable none = SparseTable.builder(0).add(new int[0], new double[0]).build();
        assertThat(none.rows()).isEqualTo(1);
        refused(() -> SparseTable.builder(-1), "columns must be at least 0, got -1");
        refused(
                () -> SparseTable.builder(0).add(new int[] {0}, new double[] {1}),
                "row 0: the table has no columns, got column 0");
        assertThatThrownBy(() -> none.get(0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
