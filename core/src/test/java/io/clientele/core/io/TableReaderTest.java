package io.clientele.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableReaderTest {

    private static final String ROWS = "id,x,y,color,bought\na,1,2,red,0\nb,2,1,blue,1\nc,9,8,green,1\n";

    private static CsvSource csv(String text) {
        return CsvSource.of("rows.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void refused(String text, TableReader reader, String csv) {
        assertThatThrownBy(() -> reader.read(csv(csv)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
    }

    @Test
    void allColumnsThatHoldNumbersAreFeatures() {
        TableData data =
                TableReader.create().withNumbers("bought").withTexts("id").read(csv(ROWS));
        assertThat(data.features().names()).containsExactly("x", "y");
        assertThat(data.features().column("y")).containsExactly(2, 1, 8);
        assertThat(data.numbers("bought")).containsExactly(0, 1, 1);
        assertThat(data.texts("id")).containsExactly("a", "b", "c");
        assertThat(data.report().notes())
                .containsExactly("column 'color' is not used: it holds no numbers, such as 'red' in line 2");
        assertThatThrownBy(() -> data.numbers("x"))
                .hasMessage("column 'x' was not read as numbers; those that were are [bought]");
        assertThatThrownBy(() -> data.texts("x"))
                .hasMessage("column 'x' was not read as text; those that were are [id]");
    }

    @Test
    void categoriesBecomeColumnsAfterTheFirst() {
        TableData data = TableReader.create()
                .withFeatures("y", "x")
                .withCategorical("color")
                .read(csv(ROWS));
        assertThat(data.features().names()).containsExactly("y", "x", "color=green", "color=red");
        assertThat(data.features().column("color=red")).containsExactly(1, 0, 0);
        assertThat(data.features().column("color=green")).containsExactly(0, 0, 1);
        assertThat(TableReader.create()
                        .withFeatures()
                        .withNumbers("x")
                        .read(csv(ROWS))
                        .features()
                        .columns())
                .isZero();
    }

    @Test
    void missingValuesAreBadRowsUnlessAllowed() {
        String csv = "x,y,c\n1,,u\n,2,\n3,4,v\n";
        TableReader reader = TableReader.create().withCategorical("c");
        refused("rows.csv, line 2, column 'y': is empty; a number is needed", reader, csv.replace(",2,\n", ",2,u\n"));
        refused("rows.csv, line 3, column 'c': is empty; a value is needed", reader, csv);
        TableData skipped = reader.withBadRows(BadRows.SKIP).read(csv(csv));
        assertThat(skipped.report().rejected()).isEqualTo(2);
        assertThat(skipped.features().rows()).isEqualTo(1);
        assertThat(skipped.inputRow(0)).isEqualTo(2);
        assertThat(skipped.report().firstBad().get(0).number()).isEqualTo(2);
        TableData missing = reader.withMissingAllowed(true).read(csv(csv));
        assertThat(missing.features().column("x")).containsExactly(1, Double.NaN, 3);
        assertThat(missing.features().column("c=v")).containsExactly(0, Double.NaN, 1);
        refused(
                "rows.csv, line 2, column 'y': is empty; a number is needed",
                TableReader.create().withMissingAllowed(true).withNumbers("y"),
                csv);
    }

    @Test
    void anEmptyFieldInAColumnThatIsNotUsedIsFine() {
        TableData data = TableReader.create().read(csv("x,note,empty\n1,,\n2,text,\n"));
        assertThat(data.features().names()).containsExactly("x");
        assertThat(data.report().rejected()).isZero();
        assertThat(data.report().notes())
                .containsExactly(
                        "column 'note' is not used: it holds no numbers, such as 'text' in line 3",
                        "column 'empty' is not used: it holds no numbers, it is empty");
    }

    @Test
    void badInput() {
        refused(
                "rows.csv, line 2, column 'color': 'red' is not a finite number (decimal point, no thousands separator)",
                TableReader.create().withFeatures("color"),
                ROWS);
        refused(
                "rows.csv: there is no column 'z'; the columns are [id, x, y, color, bought]",
                TableReader.create().withTexts("z"),
                ROWS);
        refused(
                "rows.csv: no column holds numbers only; state the features and skip bad rows, or state texts as categorical;"
                        + " the columns are [id]",
                TableReader.create(),
                "id\na\n");
        refused("rows.csv, line 3: has 1 fields, the header has 2", TableReader.create(), "x,y\n1,2\n3\n");
        refused("rows.csv: there are no rows after the line of column names", TableReader.create(), "x,y\n");
        refused(
                "rows.csv: none of the 2 rows can be used; bad: 2, the first: rows.csv, line 2, column 'x': 'u' is not a finite"
                        + " number (decimal point, no thousands separator)",
                TableReader.create().withFeatures("x").withBadRows(BadRows.SKIP),
                "x\nu\nv\n");
        assertThatThrownBy(() -> TableReader.create().withFeatures("x", "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("column 'x' is stated twice");
    }

    @Test
    void rowsSetAsideAreReportedInTheirOrder() {
        TableData data =
                TableReader.create().withNumbers("t").withBadRows(BadRows.SKIP).read(csv("x,t\n1,a\n,1\n2,1\n3\n"));
        assertThat(data.report().firstBad().stream().map(BadRow::number)).containsExactly(2L, 3L, 5L);
        assertThat(data.features().column("x")).containsExactly(2);
        assertThat(data.report().rows()).isEqualTo(4);
    }
}
