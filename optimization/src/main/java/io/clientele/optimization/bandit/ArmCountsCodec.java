package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.TreeMap;

/** {@code clientele.arm-counts}: names with their counts, sorted by name. */
final class ArmCountsCodec implements ModelCodec<ArmCounts> {

    @Override
    public String format() {
        return "clientele.arm-counts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ArmCounts model, ModelOutput out) {
        List<String> arms = model.arms();
        out.field("arms", arms)
                .field("successes", arms.stream().mapToLong(model::successes).toArray())
                .field("trials", arms.stream().mapToLong(model::trials).toArray());
    }

    @Override
    public ArmCounts read(ModelNode node, int version) {
        List<String> arms = node.getStrings("arms");
        long[] successes = node.getLongs("successes");
        long[] trials = node.getLongs("trials");
        Check.length("successes", successes.length, arms.size(), "one value per arm");
        Check.length("trials", trials.length, arms.size(), "one value per arm");
        TreeMap<String, long[]> counts = new TreeMap<>();
        for (int i = 0; i < arms.size(); i++) {
            if (counts.put(arms.get(i), new long[] {successes[i], trials[i]}) != null) {
                throw new IllegalArgumentException("arm '" + arms.get(i) + "' is there twice");
            }
        }
        return ArmCounts.of(counts);
    }
}
