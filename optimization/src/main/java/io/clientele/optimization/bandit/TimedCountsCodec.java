package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.timed-counts}: the width in milliseconds and every bucket's number and counts, by time. */
final class TimedCountsCodec implements ModelCodec<TimedCounts> {

    private static final ArmCountsCodec COUNTS = new ArmCountsCodec();

    @Override
    public String format() {
        return "clientele.timed-counts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(TimedCounts model, ModelOutput out) {
        out.field("width", model.widthMillis())
                .objects("buckets", List.copyOf(model.buckets().entrySet()), (entry, fields) -> {
                    fields.field("bucket", entry.getKey());
                    COUNTS.write(entry.getValue(), fields);
                });
    }

    @Override
    public TimedCounts read(ModelNode node, int version) {
        long width = Check.atLeast("width", node.getLong("width"), 1);
        TimedCounts counts = TimedCounts.ofMillis(width);
        for (ModelNode one : node.objects("buckets")) {
            long bucket = one.getLong("bucket");
            if (counts.buckets().containsKey(bucket)) {
                throw new IllegalArgumentException("bucket " + bucket + " is there twice");
            }
            counts = counts.plusBucket(bucket, COUNTS.read(one, version));
        }
        return counts;
    }
}
