package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.venn-abers}: distinct scores, both probabilities before, at and after each, report. */
final class VennAbersCodec implements ModelCodec<VennAbersModel> {

    @Override
    public String format() {
        return "clientele.venn-abers";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(VennAbersModel model, ModelOutput out) {
        out.field("scores", model.scores)
                .field("lower", model.lower)
                .field("upper", model.upper)
                .field("report", model.report());
    }

    @Override
    public VennAbersModel read(ModelNode node, int version) {
        double[] scores = node.getDoubles("scores");
        double[] lower = node.getDoubles("lower");
        double[] upper = node.getDoubles("upper");
        Check.length("lower", lower.length, 2 * scores.length + 1, "one value before, at and after each score");
        Check.length("upper", upper.length, lower.length, "one value per lower one");
        for (int i = 0; i < scores.length; i++) {
            Check.finite("scores", scores[i]);
            if (i > 0 && scores[i] <= scores[i - 1]) {
                throw new IllegalArgumentException("scores must rise, got " + scores[i] + " after " + scores[i - 1]);
            }
        }
        for (int k = 0; k < lower.length; k++) {
            Check.between("lower", lower[k], 0, 1);
            Check.between("upper", upper[k], lower[k], 1);
        }
        return new VennAbersModel(scores, lower, upper, node.getReport("report"));
    }
}
