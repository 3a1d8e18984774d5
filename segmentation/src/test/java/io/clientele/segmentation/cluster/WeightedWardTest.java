package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class WeightedWardTest {

    @Test
    void aWeightIsThatManyEqualRows() {
        RandomGenerator random = RandomStreams.stream(2, "weighted ward", 0);
        for (int round = 0; round < 40; round++) {
            int n = 2 + random.nextInt(25);
            double[] weights = new double[n];
            FeatureTable.Builder all = FeatureTable.builder("x", "y");
            double[][] columns = new double[2][n];
            int rows = 0;
            for (int i = 0; i < n; i++) {
                columns[0][i] = Samplers.gaussian(random);
                columns[1][i] = Samplers.gaussian(random);
                weights[i] = 1 + random.nextInt(6);
                for (int copy = 0; copy < weights[i]; copy++) {
                    all.add(columns[0][i], columns[1][i]);
                    rows++;
                }
            }
            FeatureTable few = FeatureTable.of(List.of("x", "y"), columns).withColumn("times", weights);
            Dendrogram weighted = HierarchicalClustering.of(Linkage.WARD)
                    .withWeightColumn("times")
                    .fit(few);
            Dendrogram plain = HierarchicalClustering.of(Linkage.WARD).fit(all.build());
            assertThat(weighted.features()).containsExactly("x", "y");
            for (int m = 0; m < n - 1; m++) {
                assertThat(weighted.heights()[m]).isEqualTo(plain.heights()[rows - n + m], within(1e-12));
            }
            for (int k = 1; k <= n; k++) {
                int[] cut = weighted.cut(k);
                int[] full = plain.cut(k);
                int at = 0;
                for (int i = 0; i < n; i++) {
                    assertThat(full[at]).isEqualTo(cut[i]);
                    at += (int) weights[i];
                }
            }
        }
    }

    @Test
    void badWeights() {
        FeatureTable table = FeatureTable.of(List.of("x", "w"), new double[] {1, 2}, new double[] {1, 0});
        HierarchicalClustering recipe = HierarchicalClustering.of(Linkage.WARD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withWeightColumn("w").fit(table))
                .withMessage("column 'w', row 1: a weight must be above 0 and finite, got 0.0; drop rows of weight 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withWeightColumn("w").fit(table.select("w")))
                .withMessageContaining("a weight must be above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HierarchicalClustering.of(Linkage.SINGLE).withWeightColumn("w"))
                .withMessage("weights are for WARD linkage, got SINGLE");
    }
}
