package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.Encoder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KMeansStandardizedTest {

    /** Two groups that differ in orders; spend varies a thousandfold and tells nothing. */
    private static FeatureTable shop() {
        FeatureTable.Builder rows = FeatureTable.builder("orders", "spend");
        for (int i = 0; i < 400; i++) {
            rows.add(i % 2 == 0 ? 1 + i % 3 * 0.1 : 9 + i % 3 * 0.1, 1e4 * Math.sin(i) + 5e4);
        }
        return rows.build();
    }

    @Test
    void aColumnThatDwarfsAnotherNoLongerDecides() {
        FeatureTable table = shop();
        KMeans recipe = KMeans.of(2).withRestarts(5);
        int[] raw = recipe.fit(table).assign(table);
        KMeansModel model = recipe.withStandardized(true).fit(table);
        int[] scaled = model.assign(table);
        assertThat(ClusterAgreement.of(planted(), scaled).adjustedRand()).isEqualTo(1, within(1e-12));
        assertThat(ClusterAgreement.of(planted(), raw).adjustedRand()).isLessThan(0.05);
        assertThat(model.report().warnings()).isEmpty();
    }

    private static int[] planted() {
        int[] planted = new int[400];
        Arrays.setAll(planted, i -> i % 2);
        return planted;
    }

    /** By another road: an encoder standardises the table, and its rows go to plain k-means. */
    @Test
    void agreesWithAStandardisedTable() {
        FeatureTable table = KMeansContractTest.blobs(900, 3, 4);
        double[][] stretched = new double[5][];
        Arrays.setAll(
                stretched,
                j -> Arrays.stream(table.column(j))
                        .map(x -> Math.pow(10, j) * x - 7)
                        .toArray());
        FeatureTable raw = FeatureTable.of(table.names(), stretched);
        FeatureTable ready = Encoder.create()
                .withStandardized("a", "b", "c", "d", "e")
                .fit(raw)
                .encode(raw);
        double[][] start = {raw.row(0), raw.row(1), raw.row(2)};
        double[][] readyStart = {ready.row(0), ready.row(1), ready.row(2)};
        KMeansModel one = KMeans.of(3).withStartCenters(readyStart).fit(ready);
        KMeansModel other =
                KMeans.of(3).withStartCenters(start).withStandardized(true).fit(raw);
        assertThat(one.isStandardized()).isFalse();
        assertThat(other.isStandardized()).isTrue();
        assertThat(other.assign(raw)).isEqualTo(one.assign(ready));
        assertThat(other.sizes()).isEqualTo(one.sizes());
        assertThat(other.inertia()).isEqualTo(one.inertia(), within(1e-12 * one.inertia()));
        for (int c = 0; c < 3; c++) {
            assertThat(other.scaledCenters()[c]).containsExactly(one.centers()[c], within(1e-12));
        }
        for (int i = 0; i < 900; i++) {
            assertThat(other.predict(raw.row(i))).isEqualTo(one.predict(ready.row(i)));
            double distance = one.distance(ready.row(i));
            assertThat(other.distance(raw.row(i))).isEqualTo(distance, within(1e-12 * (1 + distance)));
        }
    }

    /** The mean of a group in its own units, whatever happened to the scale in between. */
    @Test
    void centresComeInTheUnitsOfTheData() {
        FeatureTable table = shop();
        KMeansModel model = KMeans.of(2).withStandardized(true).fit(table);
        int[] labels = model.assign(table);
        for (int c = 0; c < 2; c++) {
            for (int j = 0; j < 2; j++) {
                double sum = 0;
                for (int i = 0; i < 400; i++) {
                    sum += labels[i] == c ? table.get(i, j) : 0;
                }
                double mean = sum / model.sizes()[c];
                assertThat(model.centers()[c][j]).isEqualTo(mean, within(1e-12 * Math.abs(mean)));
            }
        }
    }

    @Test
    void weightsScaleAsRepeatedRowsDo() {
        FeatureTable table = FeatureTable.of(
                List.of("x", "y", "w"), new double[] {1, 2, 8, 9}, new double[] {100, 400, 100, 900}, new double[] {
                    1, 3, 2, 1
                });
        FeatureTable rows = table.select("x", "y").selectRows(new int[] {0, 1, 1, 1, 2, 2, 3});
        double[][] start = {{1, 100}, {9, 900}};
        KMeans recipe = KMeans.of(2).withStartCenters(start).withStandardized(true);
        KMeansModel one = recipe.fit(rows);
        KMeansModel other = recipe.withWeightColumn("w").fit(table);
        for (int c = 0; c < 2; c++) {
            assertThat(other.centers()[c]).containsExactly(one.centers()[c], within(1e-12 * 900));
            assertThat(other.scaledCenters()[c]).containsExactly(one.scaledCenters()[c], within(1e-12));
        }
        assertThat(other.inertia()).isEqualTo(one.inertia(), within(1e-12 * one.inertia()));
    }

    @Test
    void aConstantColumnAndValuesTooLargeOrSmall() {
        FeatureTable flat = FeatureTable.of(List.of("x", "flat"), new double[] {1, 2, 9}, new double[] {3, 3, 3});
        KMeansModel model = KMeans.of(2).withStandardized(true).fit(flat);
        assertThat(model.report().warnings()).contains("column 'flat' is constant and tells nothing; drop it");
        assertThat(model.centers()[0][1]).isEqualTo(3);
        assertThat(model.predict(9, 3)).isNotEqualTo(model.predict(1, 3));
        refused(
                new double[] {0, 1e200},
                "column 'x' runs from 0.0 to 1.0E200: squares are too large for a double; scale it down first");
        refused(
                new double[] {0, 1e-200},
                "column 'x' runs from 0.0 to 1.0E-200: squares are too small for a double; scale it up first");
    }

    private static void refused(double[] values, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KMeans.of(1).withStandardized(true).fit(FeatureTable.of(List.of("x"), values)))
                .withMessage(text);
    }
}
