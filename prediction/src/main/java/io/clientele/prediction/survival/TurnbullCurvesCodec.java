package io.clientele.prediction.survival;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.turnbull}: the intervals of every group with their masses, report. */
final class TurnbullCurvesCodec implements ModelCodec<TurnbullCurves> {

    @Override
    public String format() {
        return "clientele.turnbull";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(TurnbullCurves model, ModelOutput out) {
        out.objects("curves", model.curves(), TurnbullCurve::write).field("report", model.report());
    }

    @Override
    public TurnbullCurves read(ModelNode node, int version) {
        return new TurnbullCurves(
                node.objects("curves").stream().map(TurnbullCurve::read).toList(), node.getReport("report"));
    }
}
