package io.clientele.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.segmentation.cluster.ClusterAgreement;
import io.clientele.segmentation.cluster.ClusterQuality;
import io.clientele.segmentation.cluster.Dendrogram;
import io.clientele.segmentation.cluster.EntropyMean;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.cluster.Linkage;
import io.clientele.segmentation.cluster.Silhouette;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.SegmentMap;
import io.clientele.segmentation.rfm.Ties;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/segmentation.md. */
class UserGuideTest {

    @Test
    void rfm() {
        RfmTable customers = RfmTable.of(
                List.of("ann", "bob", "cid", "dee", "eve"),
                new double[] {3, 200, 15, 90, 40},
                new double[] {9, 1, 4, 2, 3},
                new double[] {900, 20, 250, 60, 130});
        RfmModel model = Rfm.create().fit(customers);
        String segment = model.segment(3, 9, 900);
        RfmScores scores = Rfm.create().withTies(Ties.RANK).score(customers, Execution.sequential());
        assertThat(segment).isEqualTo("champions");
        assertThat(scores.code(1)).isEqualTo(111);
        assertThat(scores.summaries(0.95)).hasSameSizeAs(model.segments().names());
    }

    @Test
    void rfmOfOrders() {
        OrderLog orders = OrderLog.builder()
                .add("ann", Instant.parse("2026-06-20T09:00:00Z"), 30)
                .add("ann", Instant.parse("2026-06-28T21:00:00Z"), 45)
                .add("bob", Instant.parse("2026-01-03T12:00:00Z"), 20)
                .build();
        RfmTable known =
                RfmTable.of(orders, LocalDate.parse("2026-07-01"), ZoneId.of("Europe/Berlin"), Returns.LEFT_OUT);
        assertThat(known)
                .isEqualTo(RfmTable.of(
                        List.of("ann", "bob"), new double[] {3, 179}, new double[] {2, 1}, new double[] {75, 20}));
    }

    @Test
    void ownSegments() {
        SegmentMap map = SegmentMap.builder(3)
                .rule("call them", 1, 1, 2, 3, 2, 3)
                .rule("everybody else", 1, 3, 1, 3, 1, 3)
                .build();
        Rfm recipe = Rfm.create().withBins(3).withSegments(map);
        assertThat(recipe).isNotEqualTo(Rfm.create().withBins(3));
        assertThat(map.segment(1, 3, 2)).isEqualTo("call them");
    }

    @Test
    void kMeans() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency", "spend")
                .add(12, 4, 310.0)
                .add(90, 1, 25.5)
                .add(10, 5, 290.0)
                .add(80, 1, 30.0)
                .build();
        KMeansModel model = KMeans.of(2).withRestarts(10).withSeed(42).fit(customers);
        int cluster = model.predict(30, 2, 299.0);
        assertThat(cluster).isEqualTo(model.assign(customers)[0]);
        assertThat(model.report().converged()).isTrue();
    }

    @Test
    void judgingAndComparing() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency")
                .add(12, 4)
                .add(90, 1)
                .add(10, 5)
                .add(80, 1)
                .build();
        int[] labels = {0, 1, 0, 1};
        Silhouette silhouette = Silhouette.euclidean(customers, labels, Execution.sequential());
        double overall = silhouette.mean();
        ClusterQuality quality = ClusterQuality.of(customers, labels);
        double ratio = quality.calinskiHarabasz();
        ClusterAgreement agreement = ClusterAgreement.of(labels, new int[] {7, 3, 7, 3});
        double sameAsBefore = agreement.adjustedRand();
        double shared = agreement.normalizedMutualInformation(EntropyMean.ARITHMETIC);
        assertThat(overall).isBetween(0.8, 1.0);
        assertThat(ratio).isGreaterThan(1);
        assertThat(sameAsBefore).isEqualTo(1);
        assertThat(shared).isEqualTo(1);
    }

    @Test
    void hierarchical() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency")
                .add(12, 4)
                .add(90, 1)
                .add(10, 5)
                .add(80, 1)
                .build();
        Dendrogram tree = HierarchicalClustering.of(Linkage.WARD).fit(customers);
        int[] two = tree.cut(2);
        int[] close = tree.cutAt(5.0);
        int[] drawing = tree.leafOrder();
        assertThat(two).containsExactly(0, 1, 0, 1);
        assertThat(close).containsExactly(0, 1, 0, 2);
        assertThat(drawing).containsExactly(0, 2, 1, 3);
    }
}
