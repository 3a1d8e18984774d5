package io.clientele.optimization.bandit;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.cluster-revenue}: every server's name, sequence number and counts, sorted by name. */
final class ClusterRevenueCodec implements ModelCodec<ClusterRevenue> {

    private static final RevenueCountsCodec COUNTS = new RevenueCountsCodec();

    @Override
    public String format() {
        return "clientele.cluster-revenue";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ClusterRevenue model, ModelOutput out) {
        out.objects("nodes", List.copyOf(model.states().entrySet()), (entry, fields) -> {
            fields.field("node", entry.getKey())
                    .field("sequence", entry.getValue().sequence());
            COUNTS.write(entry.getValue().counts(), fields);
        });
    }

    @Override
    public ClusterRevenue read(ModelNode node, int version) {
        ClusterRevenue counts = ClusterRevenue.empty();
        for (ModelNode one : node.objects("nodes")) {
            String name = one.getString("node");
            if (counts.states().containsKey(name)) {
                throw new IllegalArgumentException("node '" + name + "' is there twice");
            }
            counts = counts.with(name, one.getLong("sequence"), COUNTS.read(one, version));
        }
        return counts;
    }
}
