package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.ArrayList;
import java.util.List;

/** {@code clientele.bagged-sums}: the contextual sums of each model. */
final class BaggedSumsCodec implements ModelCodec<BaggedSums> {

    private static final ContextualSumsCodec PART = new ContextualSumsCodec();

    @Override
    public String format() {
        return "clientele.bagged-sums";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(BaggedSums model, ModelOutput out) {
        out.objects("models", model.parts(), PART::write);
    }

    @Override
    public BaggedSums read(ModelNode node, int version) {
        List<ContextualSums> models = new ArrayList<>();
        for (ModelNode part : node.objects("models")) {
            models.add(PART.read(part, version));
            if (!models.get(0).features().equals(models.get(models.size() - 1).features())) {
                throw new IllegalArgumentException(
                        "models[" + (models.size() - 1) + "] has other features than the first");
            }
        }
        Check.atLeast("number of models", models.size(), 2);
        return BaggedSums.of(models);
    }
}
