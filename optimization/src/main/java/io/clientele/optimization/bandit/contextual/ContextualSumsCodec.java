package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.ExactSum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code clientele.contextual-sums}: for each arm its count and the lower triangle of exact sums of products, by rows. */
final class ContextualSumsCodec implements ModelCodec<ContextualSums> {

    @Override
    public String format() {
        return "clientele.contextual-sums";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ContextualSums model, ModelOutput out) {
        out.field("features", model.features());
        out.objects("arms", List.copyOf(model.parts().entrySet()), ContextualSumsCodec::writeArm);
    }

    private static void writeArm(Map.Entry<String, ContextualSums.Arm> arm, ModelOutput out) {
        out.field("arm", arm.getKey())
                .field("count", arm.getValue().count)
                .field(
                        "products",
                        Arrays.stream(arm.getValue().products)
                                .map(ExactSum::toString)
                                .toList());
    }

    @Override
    public ContextualSums read(ModelNode node, int version) {
        List<String> features = node.getStrings("features");
        TreeMap<String, ContextualSums.Arm> arms = new TreeMap<>();
        for (ModelNode arm : node.objects("arms")) {
            String name = arm.getString("arm");
            long count = Check.atLeast("count of arm '" + name + "'", arm.getLong("count"), 1);
            ExactSum[] products =
                    arm.getStrings("products").stream().map(ExactSum::parse).toArray(ExactSum[]::new);
            Check.length(
                    "products",
                    products.length,
                    ContextualSums.products(features.size()),
                    "one value per pair of features");
            if (!products[0].equals(ExactSum.of((double) count))) {
                throw new IllegalArgumentException("arm '" + name + "': the first product must be the count " + count
                        + ", got " + products[0].value());
            }
            if (arms.put(name, new ContextualSums.Arm(count, products)) != null) {
                throw new IllegalArgumentException("arm '" + name + "' is there twice");
            }
        }
        return ContextualSums.of(features, arms);
    }
}
