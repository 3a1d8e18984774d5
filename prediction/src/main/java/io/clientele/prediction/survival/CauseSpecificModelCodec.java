package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code clientele.cause-specific-cox}: each cause's code and model, as {@link CoxModelCodec} writes it. */
final class CauseSpecificModelCodec implements ModelCodec<CauseSpecificModel> {

    private static final CoxModelCodec EACH = new CoxModelCodec();

    @Override
    public String format() {
        return "clientele.cause-specific-cox";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CauseSpecificModel model, ModelOutput out) {
        out.field("coxVersion", EACH.version())
                .objects("models", List.copyOf(model.models.entrySet()), (entry, each) -> {
                    each.field("cause", entry.getKey());
                    EACH.write(entry.getValue(), each);
                });
    }

    @Override
    public CauseSpecificModel read(ModelNode node, int version) {
        int coxVersion = node.getInt("coxVersion");
        if (coxVersion < 1 || coxVersion > EACH.version()) {
            throw new IllegalArgumentException(
                    "coxVersion must be between 1 and " + EACH.version() + ", got " + coxVersion);
        }
        Map<Integer, CoxModel> models = new LinkedHashMap<>();
        for (ModelNode each : node.objects("models")) {
            models.put(Check.atLeast("cause", each.getInt("cause"), 1), EACH.read(each, coxVersion));
        }
        Check.atLeast("number of models", models.size(), 1);
        return new CauseSpecificModel(models);
    }
}
