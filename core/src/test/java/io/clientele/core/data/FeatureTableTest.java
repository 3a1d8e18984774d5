package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureTableTest {

    private static FeatureTable three() {
        return FeatureTable.builder("recency", "spend")
                .add(12, 310)
                .add(90, Double.NaN)
                .add(-0.0, 1e-320)
                .build();
    }

    @Test
    void rowsAndColumnsComeBack() {
        FeatureTable table = three();
        assertThat(table.rows()).isEqualTo(3);
        assertThat(table.columns()).isEqualTo(2);
        assertThat(table.names()).containsExactly("recency", "spend");
        assertThat(table.index("spend")).isEqualTo(1);
        assertThat(table.get(0, 1)).isEqualTo(310);
        assertThat(table.get(1, 1)).isNaN();
        assertThat(table.row(2)).containsExactly(-0.0, 1e-320);
        assertThat(table.column(0)).containsExactly(12, 90, -0.0);
        assertThat(table.column("spend")).containsExactly(310, Double.NaN, 1e-320);
        double[] part = new double[4];
        table.copyColumn(0, 1, part, 2, 2);
        assertThat(part).containsExactly(0, 0, 90, -0.0);
        assertThat(table).hasToString("3 rows of [recency, spend]");
    }

    @Test
    void nothingOutsideReachesIn() {
        double[] mine = {1, 2};
        FeatureTable table = FeatureTable.of(List.of("x"), mine);
        mine[0] = 99;
        table.column(0)[1] = 99;
        table.row(1)[0] = 99;
        double[] more = {3, 4};
        FeatureTable wider = table.withColumn("y", more);
        more[0] = 99;
        assertThat(table).isEqualTo(FeatureTable.of(List.of("x"), new double[] {1, 2}));
        assertThat(wider.column("y")).containsExactly(3, 4);
        assertThatThrownBy(() -> table.names().add("z")).isInstanceOf(UnsupportedOperationException.class);
        FeatureTable.Builder builder = FeatureTable.builder("x").add(1);
        FeatureTable first = builder.build();
        assertThat(builder.add(2).build().rows()).isEqualTo(2);
        assertThat(first.rows()).isEqualTo(1);
    }

    @Test
    void equalByValueToTheBit() {
        assertThat(three()).isEqualTo(three()).hasSameHashCodeAs(three());
        assertThat(three()).isNotEqualTo(three().slice(0, 2)).isNotEqualTo("x");
        assertThat(FeatureTable.of(List.of("x"), new double[] {0.0}))
                .isNotEqualTo(FeatureTable.of(List.of("x"), new double[] {-0.0}))
                .isNotEqualTo(FeatureTable.of(List.of("y"), new double[] {0.0}));
    }

    @Test
    void partsAndAdditions() {
        FeatureTable table = three();
        assertThat(table.select("spend", "recency").row(0)).containsExactly(310, 12);
        assertThat(table.select().columns()).isZero();
        assertThat(table.selectRows(new int[] {2, 0, 0}).column(0)).containsExactly(-0.0, 12, 12);
        assertThat(table.slice(1, 3).column(0)).containsExactly(90, -0.0);
        assertThat(table.slice(2, 2).rows()).isZero();
        assertThat(table.withColumn("orders", new double[] {1, 2, 3}).names())
                .containsExactly("recency", "spend", "orders");
        FeatureTable.Builder many = FeatureTable.builder("i");
        for (int i = 0; i < 1_000; i++) {
            many.add(i);
        }
        FeatureTable thousand = many.build();
        assertThat(thousand.get(999, 0)).isEqualTo(999);
        assertThat(FeatureTable.of(List.of()).rows()).isZero();
    }

    @Test
    void missingAndInfiniteValuesAreFound() {
        FeatureTable good = FeatureTable.of(List.of("x"), new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 4.9e-324});
        assertThat(good.requireFinite()).isSameAs(good);
        refused(
                () -> three().requireFinite(),
                "column 'spend', row 1: NaN is not allowed; impute or drop the row first");
        for (int n = 1; n < 40; n++) {
            for (int at = 0; at < n; at++) {
                double[] x = new double[n];
                x[at] = at % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
                FeatureTable table = FeatureTable.of(List.of("ok", "x"), new double[n], x);
                refused(
                        table::requireFinite,
                        "column 'x', row " + at + ": an infinite value is not allowed; impute or drop the row first");
            }
        }
    }

    @Test
    void badArguments() {
        refused(() -> FeatureTable.builder("a", " "), "a column name must not be blank; names are [a,  ]");
        refused(() -> FeatureTable.builder("a", "b", "a"), "column 'a' is named twice; names are [a, b, a]");
        refused(
                () -> FeatureTable.builder("a", "b").add(1, 2).add(1),
                "row 1 must have one value per column (2), got 1");
        refused(
                () -> FeatureTable.of(List.of("a", "b"), new double[2]),
                "columns must have one array per name (2), got 1");
        refused(
                () -> FeatureTable.of(List.of("a", "b"), new double[2], new double[3]),
                "column 'b' has 3 rows, but column 'a' has 2");
        refused(() -> three().column("age"), "no column 'age'; columns are [recency, spend]");
        refused(() -> three().select("spend", "age"), "no column 'age'; columns are [recency, spend]");
        refused(() -> three().select("spend", "spend"), "column 'spend' is named twice; names are [spend, spend]");
        refused(
                () -> three().withColumn("spend", new double[3]),
                "column 'spend' is named twice; names are [recency, spend, spend]");
        refused(() -> three().withColumn("age", new double[2]), "column 'age' must have one value per row (3), got 2");
        assertThatThrownBy(() -> three().get(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> three().slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> three().selectRows(new int[] {-1})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
