package io.clientele.optimization.bandit;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.ExactMoments;
import io.clientele.core.stats.ExactSum;

/** {@code clientele.revenue-counts}: by arm, sorted by name, trials, orders and the exact sums, as hexadecimal numbers without rounding. */
final class RevenueCountsCodec implements ModelCodec<RevenueCounts> {

    @Override
    public String format() {
        return "clientele.revenue-counts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RevenueCounts model, ModelOutput out) {
        out.objects("arms", model.arms(), (arm, fields) -> {
            ExactMoments orders = model.orders(arm);
            fields.field("arm", arm)
                    .field("trials", model.trials(arm))
                    .field("orders", orders.count())
                    .field("sum", orders.sum().toString())
                    .field("squares", orders.squares().toString());
        });
    }

    @Override
    public RevenueCounts read(ModelNode node, int version) {
        RevenueCounts counts = RevenueCounts.empty();
        for (ModelNode one : node.objects("arms")) {
            String arm = one.getString("arm");
            if (counts.arms().contains(arm)) {
                throw new IllegalArgumentException("arm '" + arm + "' is there twice");
            }
            ExactMoments orders = ExactMoments.of(
                    one.getLong("orders"),
                    ExactSum.parse(one.getString("sum")),
                    ExactSum.parse(one.getString("squares")));
            counts = counts.plus(RevenueCounts.of(arm, one.getLong("trials"), orders));
        }
        return counts;
    }
}
