package io.clientele.cli.report;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.Category;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.Feature;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of each customer as of three instants: two windows ago, one window ago, and now. */
final class CustomerFeatures {

    private CustomerFeatures() {}

    static FeatureRecipe recipe(ReportData data, int days, Feature population) {
        List<Feature> features = new ArrayList<>(List.of(
                Events.orders().daysSinceLast().orElse(0).named("days_since_last_order"),
                Events.orders().daysSinceFirst().orElse(0).named("days_since_first_order"),
                Events.orders().count().named("orders"),
                Events.orders().count().inLastDays(days).named("recent_orders"),
                Events.linesAndReturns().sum(Value.AMOUNT).named("spend"),
                Events.linesAndReturns().sum(Value.AMOUNT).inLastDays(days).named("recent_spend"),
                Events.orders().count().inLastDays(days).trend().orElse(0).named("order_trend"),
                Events.orders().meanGapDays().named("days_between_orders")));
        if (data.lines().products().size() > 0) {
            features.add(Events.lines().distinct(Category.PRODUCT).named("products"));
        }
        data.touchpoints()
                .ifPresent(t ->
                        features.add(Events.touches().count().inLastDays(30).named("recent_touches")));
        data.activities()
                .ifPresent(log -> log.data().kinds().ids().stream()
                        .sorted()
                        .forEach(kind -> features.add(
                                Events.activities(kind).count().inLastDays(30).named("recent_" + kind))));
        return FeatureRecipe.of(features).withPopulation(population).withMissingIndicators();
    }

    static FeatureSnapshot snapshot(ReportData data, int days, Feature population, Execution execution) {
        Instant now = data.asOf();
        List<Instant> cutoffs = new ArrayList<>();
        for (int back = 2; back >= 0; back--) {
            cutoffs.add(now.minusSeconds(86_400L * days * back));
        }
        return recipe(data, days, population).compute(data.logs(), cutoffs, execution);
    }

    /** Counts, days and money by their logarithm, log(1 + x): their effect is by factors rather than by units. */
    static FeatureTable logarithms(FeatureTable table) {
        double[][] columns = new double[table.columns()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.column(j);
            String name = table.names().get(j);
            if (!name.endsWith("_missing") && !name.equals("order_trend")) {
                for (int i = 0; i < columns[j].length; i++) {
                    columns[j][i] = Math.log1p(Math.max(0, columns[j][i]));
                }
            }
        }
        return FeatureTable.of(table.names(), columns);
    }
}
