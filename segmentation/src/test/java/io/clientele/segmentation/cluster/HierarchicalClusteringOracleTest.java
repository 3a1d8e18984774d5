package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.data.FeatureTable;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees against ../shared/golden/segmentation. */
class HierarchicalClusteringOracleTest {

    private static FeatureTable table(Golden golden) {
        List<String> columns = golden.at("settings", "columns").texts();
        CsvTable input = golden.input();
        return FeatureTable.of(columns, columns.stream().map(input::numbers).toArray(double[][]::new));
    }

    private static Dendrogram fit(Golden golden, FeatureTable table, String linkage) {
        Metric metric =
                golden.at("settings", "metric").text().equals("cityblock") ? Metric.MANHATTAN : Metric.EUCLIDEAN;
        return HierarchicalClustering.of(Linkage.valueOf(linkage.toUpperCase(Locale.ROOT)))
                .withMetric(metric)
                .fit(table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hierarchical-wholesale", "hierarchical-wholesale-cityblock"})
    void heightsCutsAndCopheneticCorrelation(String name) {
        Golden golden = Golden.load("segmentation/" + name);
        FeatureTable table = table(golden);
        for (String linkage : golden.at("expected").names()) {
            Golden expected = golden.at("expected", linkage);
            Dendrogram tree = fit(golden, table, linkage);
            expected.at("heights").matches(tree.heights(), 1e-12, 1e-13);
            expected.at("cophenetic_correlation")
                    .matches(tree.copheneticCorrelation(table, Execution.sequential()), 1e-10, 1e-12);
            for (int k : new int[] {2, 3, 4, 5, 8}) {
                assertThat(tree.cut(k))
                        .as(linkage + " cut " + k)
                        .isEqualTo(expected.at("cut_" + k).wholes());
                double between = (tree.heights()[table.rows() - k - 1] + tree.heights()[table.rows() - k]) / 2;
                assertThat(tree.cutAt(between)).isEqualTo(tree.cut(k));
            }
        }
    }

    /** With equal distances several trees are right; single linkage has the same heights in all of them. */
    @ParameterizedTest
    @ValueSource(strings = {"hierarchical-ties", "hierarchical-duplicates"})
    void singleLinkageUnderTies(String name) {
        Golden golden = Golden.load("segmentation/" + name);
        FeatureTable table = table(golden);
        Dendrogram tree = fit(golden, table, "single");
        golden.at("expected", "single", "heights").matches(tree.heights(), 1e-12, 0);
        Golden.load("segmentation/" + name + "-hclust")
                .at("expected", "single", "heights")
                .matches(tree.heights(), 1e-12, 0);
    }

    /** Our order of ties is that of the reference, so the trees agree under ties too. */
    @Test
    void otherLinkagesUnderTies() {
        for (String name : new String[] {"hierarchical-ties", "hierarchical-duplicates"}) {
            Golden golden = Golden.load("segmentation/" + name);
            FeatureTable table = table(golden);
            for (String linkage : new String[] {"complete", "average", "weighted", "ward"}) {
                Dendrogram tree = fit(golden, table, linkage);
                golden.at("expected", linkage, "heights").matches(tree.heights(), 1e-12, 1e-13);
                golden.at("expected", linkage, "cophenetic_correlation")
                        .matches(tree.copheneticCorrelation(table, Execution.sequential()), 1e-10, 1e-12);
            }
        }
    }
}
