package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Interval;
import io.clientele.segmentation.OnlineRetail;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The figures of docs/segmentation.md: segments of real customers on 10 September and 10 December 2011. */
class HistoryOfOnlineRetailTest {

    private static final Instant SEPTEMBER = Instant.parse("2011-09-10T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2011-12-10T00:00:00Z");

    @Test
    void migrationBetweenRfmSegments() {
        RfmTable before = RfmTable.of(OnlineRetail.log(), SEPTEMBER, Returns.LEFT_OUT);
        RfmTable after = RfmTable.of(OnlineRetail.log(), DECEMBER, Returns.LEFT_OUT);
        RfmModel model = Rfm.create().fit(before);
        MigrationMatrix moves = MigrationMatrix.of(membership(model, before), membership(model, after));
        assertThat(moves.probability("champions", "champions").orElseThrow()).isEqualTo(0.761, within(5e-4));
        Interval stay = moves.interval("champions", "champions", 0.95).orElseThrow();
        assertThat(stay.lower()).isEqualTo(0.729, within(5e-4));
        assertThat(stay.upper()).isEqualTo(0.790, within(5e-4));
        assertThat(moves.probability("new", "champions").orElseThrow()).isEqualTo(0.133, within(5e-4));
        assertThat(moves.interval("new", "champions", 0.95).orElseThrow().lower())
                .isEqualTo(0.096, within(5e-4));
        assertThat(moves.interval("new", "champions", 0.95).orElseThrow().upper())
                .isEqualTo(0.182, within(5e-4));
        assertThat(moves.probability("new", "dormant").orElseThrow()).isEqualTo(0.433, within(5e-4));
    }

    private static Membership membership(RfmModel model, RfmTable table) {
        RfmScores scores = model.score(table);
        List<String> names = model.segments().names();
        List<String> ids = new ArrayList<>();
        int[] segments = new int[table.rows()];
        for (int i = 0; i < segments.length; i++) {
            ids.add(table.customer(i));
            segments[i] = names.indexOf(scores.segment(i));
        }
        return Membership.of(ids, segments, names);
    }

    @Test
    void clustersKeepTheirNames() {
        Membership before = clusters(SEPTEMBER, 1, "s");
        Membership after = clusters(DECEMBER, 2, "d");
        SegmentTransitions change = SegmentMatching.create().match(before, after);
        assertThat(change.after().names()).containsExactly("s1", "d1", "s2", "s0");
        assertThat(change.of(Transition.Kind.SURVIVED).stream()
                        .map(Transition::share)
                        .map(s -> Math.round(1000 * s)))
                .containsExactly(579L, 774L, 659L);
        assertThat(change.of(Transition.Kind.NEW)).hasSize(1);
        assertThat(change.of(Transition.Kind.GONE)).hasSize(1);
        assertThat(change.commonCustomers()).isEqualTo(3_370);
    }

    private static Membership clusters(Instant asOf, long seed, String prefix) {
        RfmTable table = RfmTable.of(OnlineRetail.log(), asOf, Returns.LEFT_OUT);
        int n = table.rows();
        double[][] columns = new double[3][n];
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ids.add(table.customer(i));
            columns[0][i] = Math.log1p(table.recencyDays(i));
            columns[1][i] = Math.log(table.frequency(i));
            columns[2][i] = Math.log1p(table.monetary(i));
        }
        FeatureTable features = FeatureTable.of(List.of("recency", "orders", "spend"), columns);
        KMeansModel model = KMeans.of(4).withRestarts(10).withSeed(seed).fit(features, Execution.sequential());
        return Membership.of(ids, model.assign(features), List.of(prefix + 0, prefix + 1, prefix + 2, prefix + 3))
                .withCenters(model.centers());
    }
}
