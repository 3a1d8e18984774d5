package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.contextual-counts}: for each arm its contexts, sorted, with successes and trials. */
final class ContextualCountsCodec implements ModelCodec<ContextualCounts> {

    @Override
    public String format() {
        return "clientele.contextual-counts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ContextualCounts model, ModelOutput out) {
        out.field("features", model.features());
        out.objects(
                "arms",
                model.arms(),
                (arm, to) -> to.field("arm", arm)
                        .field("contexts", model.contexts(arm).keySet().toArray(double[][]::new))
                        .field(
                                "successes",
                                model.contexts(arm).values().stream()
                                        .mapToLong(c -> c[0])
                                        .toArray())
                        .field(
                                "trials",
                                model.contexts(arm).values().stream()
                                        .mapToLong(c -> c[1])
                                        .toArray()));
    }

    @Override
    public ContextualCounts read(ModelNode node, int version) {
        ContextualCounts counts = ContextualCounts.of(node.getStrings("features"));
        for (ModelNode arm : node.objects("arms")) {
            String name = arm.getString("arm");
            double[][] contexts = arm.getDoubleRows("contexts");
            long[] successes = arm.getLongs("successes");
            long[] trials = arm.getLongs("trials");
            Check.length("successes", successes.length, contexts.length, "one value per context");
            Check.length("trials", trials.length, contexts.length, "one value per context");
            if (counts.arms().contains(name)) {
                throw new IllegalArgumentException("arm '" + name + "' is there twice");
            }
            for (int i = 0; i < contexts.length; i++) {
                counts.add(name, contexts[i], successes[i], trials[i]);
                if (counts.contexts(name).size() != i + 1) {
                    throw new IllegalArgumentException(
                            "arm '" + name + "': contexts[" + i + "] is there twice, or without trials");
                }
            }
        }
        return counts;
    }
}
