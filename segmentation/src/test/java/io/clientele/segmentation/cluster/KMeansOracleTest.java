package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.data.FeatureTable;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lloyd from given centres against ../shared/golden/segmentation, at the tolerance stated there. */
class KMeansOracleTest {

    @ParameterizedTest
    @ValueSource(strings = {"segmentation/kmeans-wholesale", "segmentation/kmeans-online-retail-rfm"})
    void givenCentersLeadToTheReferenceClusters(String name) {
        Golden golden = Golden.load(name);
        List<String> columns = golden.at("settings", "columns").texts();
        CsvTable input = golden.input();
        FeatureTable table =
                FeatureTable.of(columns, columns.stream().map(input::numbers).toArray(double[][]::new));
        for (String k : golden.at("expected").names()) {
            if (k.startsWith("k_")) {
                check(golden.at("expected", k), table);
            }
        }
    }

    private static void check(Golden expected, FeatureTable table) {
        KMeansModel model = KMeans.of((int) expected.at("k").number())
                .withStartCenters(expected.at("initial_centres").matrix())
                .fit(table);
        assertThat(model.assign(table)).isEqualTo(expected.at("labels").wholes());
        assertThat(model.report().iterations())
                .isEqualTo((int) expected.at("iterations").number());
        expected.at("inertia").matches(model.inertia(), 1e-10, 1e-12);
        double[][] centers = model.centers();
        for (int c = 0; c < centers.length; c++) {
            expected.at("centres", c).matches(centers[c], 1e-10, 1e-12);
        }
    }
}
