package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/features.md. */
class UserGuideTest {

    private static final OrderLog ORDERS = OrderLog.builder()
            .add("ann", Instant.parse("2026-01-10T09:00:00Z"), 30)
            .add("ann", Instant.parse("2026-05-20T12:00:00Z"), 45)
            .add("bob", Instant.parse("2026-03-01T18:00:00Z"), 20)
            .add("ann", Instant.parse("2026-06-15T08:00:00Z"), 25)
            .add("bob", Instant.parse("2026-08-01T08:00:00Z"), 60)
            .build();

    private static final TouchpointLog TOUCHES = TouchpointLog.builder()
            .customer("ann")
            .time(Instant.parse("2026-05-28T10:00:00Z"))
            .channel("e-mail")
            .add()
            .customer("bob")
            .time(Instant.parse("2026-05-29T10:00:00Z"))
            .channel("search")
            .add()
            .build();

    private static final FeatureRecipe RECIPE = FeatureRecipe.of(
            Events.orders().daysSinceLast(),
            Events.orders().count().inLastDays(365),
            Events.orders().sum(Value.AMOUNT).inLastDays(90).trend().orElse(0),
            Events.touches("e-mail").count().inLastDays(30));

    @Test
    void features() {
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().daysSinceLast(),
                Events.orders().count().inLastDays(365),
                Events.orders().sum(Value.AMOUNT).inLastDays(90).trend().orElse(0),
                Events.touches("e-mail").count().inLastDays(30));
        EventLogs logs = EventLogs.of(ORDERS, TOUCHES);
        FeatureSnapshot known = recipe.compute(logs, Instant.parse("2026-06-01T00:00:00Z"));
        FeatureTable table = known.features();
        assertThat(table.rows()).isEqualTo(2);
        assertThat(known.customer(0)).isEqualTo("ann");
        assertThat(table.row(0)).containsExactly(11.5, 2, 0.2, 1);
        assertThat(recipe).isEqualTo(RECIPE);
    }

    @Test
    void namesAndRatios() {
        Feature spend = Events.orders().sum(Value.AMOUNT);
        FeatureRecipe recipe = FeatureRecipe.of(
                        spend.dividedBy(Events.orders().count()).named("basket"),
                        spend.inLastDays(30).dividedBy(spend.inLastDays(365)).orElse(0),
                        Events.orders().meanGapDays(),
                        Events.touches().entropy(Category.CHANNEL))
                .withPopulation(Events.orders().count().inLastDays(365))
                .withMissingIndicators();
        FeatureSnapshot known = recipe.compute(EventLogs.of(ORDERS, TOUCHES), Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(known.features().requireFinite().names())
                .containsExactly(
                        "basket",
                        "basket_missing",
                        "sum_amount_orders_30d_per_sum_amount_orders_365d",
                        "mean_gap_days_orders",
                        "mean_gap_days_orders_missing",
                        "entropy_channel_touches",
                        "entropy_channel_touches_missing");
        assertThat(known.features().column("basket")).containsExactly(37.5, 20);
    }

    @Test
    void labels() {
        EventLogs logs = EventLogs.of(ORDERS, TOUCHES);
        List<Instant> cutoffs = List.of(Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z"));
        FeatureSnapshot snapshot = RECIPE.compute(logs, cutoffs, Execution.sequential());
        Labels labels = LabelWindow.ofDays(30).withGapDays(7).label(snapshot, ORDERS);
        FeatureTable earlier = snapshot.features().slice(snapshot.start(0), snapshot.end(0));
        double[] bought = labels.bought();
        assertThat(earlier.rows()).isEqualTo(2);
        assertThat(bought).containsExactly(0, 0, 1, 0);
        assertThat(labels.warnings()).hasSize(1);
        FeatureTable suspicious = snapshot.features().withColumn("order_value", labels.amounts());
        List<Echo> echoes = EchoScan.create().scan(suspicious, labels.bought());
        assertThat(echoes).extracting(Echo::column).contains("order_value");
    }

    @Test
    void leakTest() {
        EventLogs logs = EventLogs.of(ORDERS, TOUCHES);
        Instant cutoff = Instant.parse("2026-06-01T00:00:00Z");
        List<Leak> leaks = LeakTest.at(cutoff).run(logs, RECIPE);
        List<Leak> mine = LeakTest.at(cutoff).run(logs, given -> {
            OrderLog orders = given.orders().orElseThrow();
            double[] all = {orders.orders(0), orders.orders(1)};
            return FeatureTable.of(List.of("orders_ever"), all);
        });
        assertThat(leaks).isEmpty();
        assertThat(mine).extracting(Leak::column).containsExactly("orders_ever");
    }

    @Test
    void encoders() {
        FeatureTable training = FeatureTable.builder("gap", "spend", "recency")
                .add(30, 120, 3)
                .add(Double.NaN, 20, 200)
                .add(10, 310, 12)
                .add(45, 60, 90)
                .build();
        EncoderModel encoding = Encoder.create()
                .withMedian("gap")
                .withStandardized("spend", "gap")
                .withBins(2, "recency")
                .fit(training);
        FeatureTable ready = encoding.encode(training);
        double[] row = encoding.encode(Double.NaN, 75, 8);
        assertThat(ready.names()).containsExactly("gap", "gap_missing", "spend", "recency_bin_2");
        assertThat(ready.column("recency_bin_2")).containsExactly(0, 1, 0, 1);
        assertThat(row).hasSize(4).endsWith(0);
        assertThat(row[1]).isEqualTo(1);
    }

    @Test
    void names() {
        OneHotModel countries = OneHot.of("country").withMinimum(2).fit(List.of("uk", "fr", "uk", "fr", "de"));
        double[] uk = countries.encode("uk");
        double[] peru = countries.encode("peru");
        assertThat(countries.columns()).containsExactly("country=uk", "country=(other)");
        assertThat(uk).containsExactly(1, 0);
        assertThat(peru).containsExactly(0, 1);
    }

    @Test
    void online(@TempDir Path folder) {
        Path file = folder.resolve("features.json");
        RECIPE.write(file);
        FeatureRecipe same = FeatureRecipe.read(file);
        OrderLog hers = OrderLog.builder()
                .add("ann", Instant.parse("2026-01-10T09:00:00Z"), 30)
                .add("ann", Instant.parse("2026-05-20T12:00:00Z"), 45)
                .build();
        TouchpointLog none = TouchpointLog.builder().build();
        double[] row = same.row(EventLogs.of(hers, none), "ann", Instant.parse("2026-06-01T00:00:00Z"));
        assertThat(row).containsExactly(11.5, 2, 0.2, 0);
    }
}
