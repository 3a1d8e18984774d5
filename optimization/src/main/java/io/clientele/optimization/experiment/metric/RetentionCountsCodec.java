package io.clientele.optimization.experiment.metric;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.retention-counts}: name and the two counts of each day. */
final class RetentionCountsCodec implements ModelCodec<RetentionCounts> {

    @Override
    public String format() {
        return "clientele.retention-counts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RetentionCounts model, ModelOutput out) {
        out.field("variant", model.variant()).field("left", model.left()).field("lastSeen", model.lastSeen());
    }

    @Override
    public RetentionCounts read(ModelNode node, int version) {
        return RetentionCounts.of(node.getString("variant"), node.getLongs("left"), node.getLongs("lastSeen"));
    }
}
