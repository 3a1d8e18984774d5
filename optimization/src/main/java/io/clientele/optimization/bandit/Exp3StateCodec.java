package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;
import java.util.TreeMap;

/** {@code clientele.exp3}: trials, and names with their losses, sorted by name. */
final class Exp3StateCodec implements ModelCodec<Exp3State> {

    @Override
    public String format() {
        return "clientele.exp3";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Exp3State model, ModelOutput out) {
        out.field("trials", model.trials())
                .field("arms", List.copyOf(model.losses().keySet()))
                .field(
                        "losses",
                        model.losses().values().stream()
                                .mapToDouble(loss -> loss)
                                .toArray());
    }

    @Override
    public Exp3State read(ModelNode node, int version) {
        List<String> arms = node.getStrings("arms");
        double[] losses = node.getDoubles("losses");
        Check.length("losses", losses.length, arms.size(), "one value per arm");
        TreeMap<String, Double> byArm = new TreeMap<>();
        for (int k = 0; k < losses.length; k++) {
            if (byArm.put(arms.get(k), losses[k]) != null) {
                throw new IllegalArgumentException("arm '" + arms.get(k) + "' is there twice");
            }
        }
        return Exp3State.of(byArm, node.getLong("trials"));
    }
}
