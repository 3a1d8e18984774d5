package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.simulation.PlantedSegments;
import io.clientele.simulation.PlantedTable;
import io.clientele.simulation.Structureless;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class KMeansSelectionTest {

    private static final KMeansSelection RECIPE = KMeansSelection.of(5).withDraws(5);

    @Test
    void theChosenSegmentsAreThePlantedOnes() {
        PlantedTable planted =
                PlantedSegments.of(3).withSeparation(7).withSeed(3).draw();
        KMeansChoice choice = RECIPE.fit(planted.rows());
        assertThat(choice.segments()).isEqualTo(3);
        assertThat(choice.clear()).isTrue();
        assertThat(choice.reason())
                .startsWith("3 segments: the density of the rows has 3 peaks, and tables without clusters have as much")
                .endsWith("p = 0.050 (even in a box) and p = 0.050 (normal)");
        assertThat(choice.warnings()).isEmpty();
        assertThat(choice.byPeaks()).isEqualTo(3);
        assertThat(choice.bySilhouette()).isEqualTo(3);
        assertThat(choice.byCalinskiHarabasz()).isEqualTo(3);
        assertThat(choice.byDaviesBouldin()).isEqualTo(3);
        assertThat(ClusterAgreement.of(choice.best().assign(planted.rows()), planted.segments())
                        .adjustedRand())
                .isGreaterThan(0.99);
    }

    /** Every measure is the one that its own class gives for the same k-means. */
    @Test
    void theTableHoldsTheMeasuresOfEachNumber() {
        FeatureTable rows = PlantedSegments.of(3).withSeed(3).draw().rows();
        KMeansChoice choice = RECIPE.fit(rows);
        assertThat(choice.candidates()).extracting(KMeansCandidate::k).containsExactly(2, 3, 4, 5);
        GapCurve gap = choice.gap().orElseThrow();
        for (KMeansCandidate candidate : choice.candidates()) {
            KMeans recipe = KMeans.of(candidate.k()).withRestarts(5);
            KMeansModel model = recipe.fit(rows);
            int[] labels = model.assign(rows);
            assertThat(candidate.inertia()).isEqualTo(model.inertia());
            assertThat(candidate.calinskiHarabasz())
                    .isEqualTo(ClusterQuality.of(rows, labels).calinskiHarabasz());
            assertThat(candidate.daviesBouldin())
                    .isEqualTo(ClusterQuality.of(rows, labels).daviesBouldin());
            assertThat(candidate.silhouette())
                    .isEqualTo(Silhouette.euclidean(rows, labels, io.clientele.core.Execution.sequential())
                            .mean());
            assertThat(candidate.smallestShare())
                    .isEqualTo(Arrays.stream(model.sizes()).min().orElseThrow() / (double) rows.rows());
            ClusterStability stability =
                    BootstrapStability.of(recipe).withDraws(5).fit(rows);
            assertThat(candidate.leastJaccard()).isEqualTo(stability.meanJaccard(stability.weakest()));
            assertThat(candidate.gap())
                    .isEqualTo(Math.min(
                            gap.gap(GapReference.BOX, candidate.k()), gap.gap(GapReference.NORMAL, candidate.k())));
        }
    }

    @Test
    void nothingIsSaidInPlainWords() {
        KMeansChoice skewed = RECIPE.fit(Structureless.LOG_NORMAL.draw(400, 2, 5));
        assertThat(skewed.segments()).isEqualTo(1);
        assertThat(skewed.reason()).isEqualTo("no clear segments: the density of the rows has one peak");
        assertThat(skewed.best().k()).isEqualTo(1);
        KMeansChoice box = RECIPE.fit(Structureless.BOX.draw(600, 2, 1));
        assertThat(box.segments()).isEqualTo(1);
        assertThat(box.reason()).startsWith("no clear segments: the density of the rows has");
    }

    @Test
    void equalRowsAreOneSegment() {
        FeatureTable rows = FeatureTable.of(List.of("x", "y"), new double[20], new double[20]);
        KMeansChoice choice = RECIPE.fit(rows);
        assertThat(choice.segments()).isEqualTo(1);
        assertThat(choice.reason()).isEqualTo("no clear segments: all rows are equal");
        assertThat(choice.candidates()).isEmpty();
        assertThat(choice.gap()).isEmpty();
        assertThat(choice.bySilhouette()).isEqualTo(1);
    }

    @Test
    void aConstantColumnChangesNothing() {
        FeatureTable rows =
                PlantedSegments.of(3).withSeparation(6).withSeed(4).draw().rows();
        double[] constant = IntStream.range(0, rows.rows()).mapToDouble(i -> 7).toArray();
        KMeansChoice plain = RECIPE.fit(rows);
        KMeansChoice with = RECIPE.fit(rows.withColumn("constant", constant));
        assertThat(with.candidates()).isEqualTo(plain.candidates());
        assertThat(with.segments()).isEqualTo(3);
        assertThat(with.best().centers()[0][3]).isEqualTo(7);
        assertThat(with.best().report().warnings()).anyMatch(w -> w.startsWith("column 'constant' is constant"));
    }

    @Test
    void morePeaksThanLookedFor() {
        FeatureTable rows =
                PlantedSegments.of(5).withSeparation(8).withSeed(4).draw().rows();
        KMeansChoice choice = KMeansSelection.of(3).withDraws(3).fit(rows);
        assertThat(choice.segments()).isEqualTo(3);
        assertThat(choice.byPeaks()).isEqualTo(5);
        assertThat(choice.reason()).startsWith("3 segments: the density of the rows has 5 peaks");
        assertThat(choice.warnings()).contains("there may be more than 3 segments; try a larger range");
    }

    @Test
    void theSampleIsMeasuredAndAllRowsAreSegmented() {
        FeatureTable rows = PlantedSegments.of(2)
                .withRows(3000)
                .withSeparation(8)
                .withSeed(4)
                .draw()
                .rows();
        KMeansChoice choice = RECIPE.withSample(200).fit(rows);
        assertThat(choice.segments()).isEqualTo(2);
        assertThat(Arrays.stream(choice.best().sizes()).sum()).isEqualTo(3000);
        assertThat(choice.candidates().get(0).inertia())
                .isLessThan(choice.best().inertia() / 10);
    }

    @Test
    void badArguments() {
        refused(() -> KMeansSelection.of(1), "largest must be at least 2, got 1");
        refused(() -> RECIPE.withRestarts(0), "restarts must be at least 1, got 0");
        refused(() -> RECIPE.withReferences(18), "references must be at least 19, got 18");
        refused(() -> RECIPE.withDraws(1), "draws must be at least 2, got 1");
        refused(() -> RECIPE.withSample(99), "sample must be at least 100, got 99");
        refused(() -> RECIPE.withSmallestShare(1.5), "smallest share must be between 0 and 1, got 1.5");
        FeatureTable few = FeatureTable.of(List.of("x"), new double[] {1, 2, 3, 4, 5, 6, 7});
        refused(() -> RECIPE.fit(few), "largest must be at most half the number of rows (3), got 5");
        refused(
                () -> KMeansSelection.of(2).fit(FeatureTable.of(List.of("x"), new double[] {1, 2, Double.NaN, 4})),
                "column 'x', row 2: NaN is not allowed; impute or drop the row first");
        refused(() -> RECIPE.fit(FeatureTable.builder("x").build()), "the table has no rows; at least one is needed");
        double[] coarse = IntStream.range(0, 50).mapToDouble(i -> i % 4).toArray();
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> RECIPE.fit(FeatureTable.of(List.of("x"), coarse)))
                .withMessage(
                        "there are only 4 distinct rows, too few to look for up to 5 segments; take each as a segment,"
                                + " choose a smaller largest, or other columns");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
