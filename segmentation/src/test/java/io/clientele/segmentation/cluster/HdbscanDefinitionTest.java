package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** {@link Hdbscan} against its definition, on small tables full of equal distances and equal rows. */
class HdbscanDefinitionTest {

    @Test
    void labelsStrengthsAndScoresAreThoseOfTheDefinition() {
        RandomGenerator random = RandomStreams.stream(4, "hdbscan", 0);
        int several = 0;
        for (int round = 0; round < 400; round++) {
            int n = 6 + random.nextInt(35);
            int d = 1 + round % 2;
            double[][] points = new double[n][d];
            for (double[] point : points) {
                for (int j = 0; j < d; j++) {
                    point[j] = random.nextInt(4 + n / (d + 1)) + (random.nextInt(3) == 0 ? 20 : 0);
                }
            }
            int least = 2 + random.nextInt(4);
            int minSamples = 1 + random.nextInt(5);
            boolean leaf = random.nextInt(2) == 0;
            double epsilon = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0;
            DensityDefinition truth = new DensityDefinition(points, minSamples, least);
            HdbscanModel model = Hdbscan.of(least)
                    .withMinSamples(minSamples)
                    .withSelection(leaf ? ClusterSelection.LEAF : ClusterSelection.EXCESS_OF_MASS)
                    .withEpsilon(epsilon)
                    .fit(table(points));
            List<DensityDefinition.Cluster> kept = truth.selected(leaf, epsilon);
            assertThat(model.clusters()).as("round " + round).isEqualTo(kept.size());
            several += kept.size() > 2 ? 1 : 0;
            int[] labels = model.labels();
            int next = 0;
            for (int i = 0; i < n; i++) {
                int row = i;
                DensityDefinition.Cluster own = kept.stream()
                        .filter(c -> c.rows.contains(row) && holds(c, truth.last[row]))
                        .findFirst()
                        .orElse(null);
                assertThat(labels[i] < 0)
                        .as("round %d, row %d is noise", round, i)
                        .isEqualTo(own == null);
                double strength = own == null ? 0 : Math.min(1, truth.leave[i] / own.end);
                assertThat(model.strengths()[i]).isEqualTo(strength, within(1e-12));
                assertThat(model.outlierScores()[i])
                        .isEqualTo(1 - truth.leave[i] / truth.last[i].innermost(), within(1e-12));
                assertThat(model.coreDistances()[i]).isEqualTo(truth.core[i], within(1e-12));
                for (int j = 0; j < i && own != null; j++) {
                    assertThat(labels[i] == labels[j]).isEqualTo(holds(own, truth.last[j]));
                }
                if (labels[i] >= 0) {
                    assertThat(labels[i]).isLessThanOrEqualTo(next);
                    next = Math.max(next, labels[i] + 1);
                    assertThat(model.stabilities()[labels[i]]).isEqualTo(own.stability, within(1e-9));
                }
            }
        }
        assertThat(several).as("rounds with more than two clusters").isGreaterThan(50);
    }

    private static boolean holds(DensityDefinition.Cluster outer, DensityDefinition.Cluster inner) {
        for (DensityDefinition.Cluster at = inner; at != null; at = at.parent) {
            if (at == outer) {
                return true;
            }
        }
        return false;
    }

    static FeatureTable table(double[][] points) {
        double[][] columns = new double[points[0].length][points.length];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            names.add("x" + j);
            for (int i = 0; i < points.length; i++) {
                columns[j][i] = points[i][j];
            }
        }
        return FeatureTable.of(names, columns);
    }
}
