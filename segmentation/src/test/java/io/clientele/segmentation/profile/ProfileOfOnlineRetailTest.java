package io.clientele.segmentation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.segmentation.OnlineRetail;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.SegmentSummary;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The profile of docs/segmentation.md: the RFM segments of real customers. */
class ProfileOfOnlineRetailTest {

    @Test
    void rfmSegments() {
        OrderLog orders = OnlineRetail.log();
        Instant asOf = Instant.parse("2011-12-10T00:00:00Z");
        RfmTable table = RfmTable.of(orders, asOf, Returns.LEFT_OUT);
        RfmScores scores = Rfm.create().score(table, Execution.sequential());
        List<String> names = scores.summaries(0.95).stream()
                .filter(segment -> segment.customers() > 0)
                .map(SegmentSummary::name)
                .toList();
        int n = table.rows();
        double[][] columns = new double[4][n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = table.recencyDays(i);
            columns[1][i] = table.frequency(i);
            columns[2][i] = table.monetary(i);
            columns[3][i] =
                    products(orders, orders.customers().find(table.customer(i)).orElseThrow());
            labels[i] = names.indexOf(scores.segment(i));
        }
        SegmentProfiles profiles = Profiler.create()
                .withValue("spend")
                .fit(SegmentedCustomers.of(
                        FeatureTable.of(List.of("recency", "orders", "spend", "products"), columns), labels, names));
        SegmentProfile champions = profiles.of("champions");
        assertThat(champions.customers()).isEqualTo(906);
        assertThat(champions.share()).isEqualTo(0.209, within(5e-4));
        assertThat(champions.valueShare().orElseThrow()).isEqualTo(0.636, within(5e-4));
        assertThat(champions.valueShareInterval().orElseThrow().lower()).isEqualTo(0.581, within(5e-4));
        assertThat(champions.valueShareInterval().orElseThrow().upper()).isEqualTo(0.692, within(5e-4));
        assertThat(champions.contrast("products").inside()).isEqualTo(139.8, within(0.05));
        assertThat(champions.contrast("products").outside()).isEqualTo(41.0, within(0.05));
        assertThat(champions.contrast("products").difference()).isEqualTo(0.94, within(0.005));
        SegmentProfile lost = profiles.of("lost");
        assertThat(lost.rules())
                .singleElement()
                .asString()
                .startsWith("recency > 185.5")
                .contains("spend <= 973.8", "orders <= 2");
        assertThat(lost.rulePrecision().orElseThrow()).isEqualTo(0.997, within(5e-4));
        assertThat(lost.ruleCoverage()).isEqualTo(0.964, within(5e-4));
        SegmentProfile promising = profiles.of("promising");
        assertThat(promising.rulePrecision().orElseThrow()).isEqualTo(0.786, within(5e-4));
        assertThat(profiles.of("need attention").rules())
                .as("four limits are needed")
                .isEmpty();
        assertThat(profiles.all().stream().mapToInt(SegmentProfile::customers).sum())
                .isEqualTo(n);
    }

    private static int products(OrderLog orders, int customer) {
        Set<Integer> products = new HashSet<>();
        for (int row = orders.start(customer); row < orders.end(customer); row++) {
            products.add(orders.product(row));
        }
        return products.size();
    }
}
