package io.clientele.prediction.survival;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.survival-curves}: every point of every group's curve, report. */
final class SurvivalCurvesCodec implements ModelCodec<SurvivalCurves> {

    @Override
    public String format() {
        return "clientele.survival-curves";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SurvivalCurves model, ModelOutput out) {
        out.objects("curves", model.curves(), SurvivalCurve::write).field("report", model.report());
    }

    @Override
    public SurvivalCurves read(ModelNode node, int version) {
        return new SurvivalCurves(
                node.objects("curves").stream().map(SurvivalCurve::read).toList(), node.getReport("report"));
    }
}
