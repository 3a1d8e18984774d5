package io.clientele.optimization.bandit;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.cluster-counts}: every server's name, sequence number and counts, sorted by name. */
final class ClusterCountsCodec implements ModelCodec<ClusterCounts> {

    private static final ArmCountsCodec COUNTS = new ArmCountsCodec();

    @Override
    public String format() {
        return "clientele.cluster-counts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ClusterCounts model, ModelOutput out) {
        out.objects("nodes", List.copyOf(model.states().entrySet()), (entry, fields) -> {
            fields.field("node", entry.getKey())
                    .field("sequence", entry.getValue().sequence());
            COUNTS.write(entry.getValue().counts(), fields);
        });
    }

    @Override
    public ClusterCounts read(ModelNode node, int version) {
        ClusterCounts counts = ClusterCounts.empty();
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
