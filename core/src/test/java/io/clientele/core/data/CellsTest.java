package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {

    @Test
    void cellsAreSetInAnyOrder() {
        FeatureTable.Cells cells = FeatureTable.cells(List.of("a", "b"), 2);
        cells.set(1, 1, 4);
        cells.set(0, 0, 1);
        cells.set(1, 0, 3);
        assertThat(cells.build())
                .isEqualTo(FeatureTable.builder("a", "b").add(1, 0).add(3, 4).build());
    }

    @Test
    void tableIsOutOfReachOnceItIsBuilt() {
        FeatureTable.Cells cells = FeatureTable.cells(List.of("a"), 1);
        FeatureTable table = cells.build();
        assertThatIllegalStateException()
                .isThrownBy(cells::build)
                .withMessage("build() was called before; start new cells for a new table");
        assertThatIllegalStateException()
                .isThrownBy(() -> cells.set(0, 0, 9))
                .withMessage("the table is built, its cells can't be set any more");
        assertThat(table.get(0, 0)).isZero();
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureTable.cells(List.of("a"), -1))
                .withMessage("rows must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureTable.cells(List.of("a", "a"), 1))
                .withMessage("column 'a' is named twice; names are [a, a]");
    }
}
