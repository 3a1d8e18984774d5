package io.clientele.segmentation.lifecycle;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.lifecycle}: what stages need; mean and spreads of the logarithms of gaps in days; report. */
final class LifecycleCodec implements ModelCodec<LifecycleModel> {

    @Override
    public String format() {
        return "clientele.lifecycle";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LifecycleModel model, ModelOutput out) {
        Lifecycle.Options o = model.options();
        out.field("atRiskShare", o.atRiskShare())
                .field("lapsedShare", o.lapsedShare())
                .field("engagedAfter", o.engagedAfter())
                .field("loyalAfter", o.loyalAfter())
                .field("meanLogGap", model.mean())
                .field("spreadBetween", model.spreadBetween())
                .field("spreadWithin", model.spreadWithin())
                .field("report", model.report());
    }

    @Override
    public LifecycleModel read(ModelNode node, int version) {
        Lifecycle.Options o = Lifecycle.checked(new Lifecycle.Options(
                node.getDouble("atRiskShare"),
                node.getDouble("lapsedShare"),
                node.getInt("engagedAfter"),
                node.getInt("loyalAfter")));
        return new LifecycleModel(
                o,
                Check.between("meanLogGap", node.getDouble("meanLogGap"), 0, 20),
                Check.between("spreadBetween", node.getDouble("spreadBetween"), 0, 20),
                Check.between("spreadWithin", node.getDouble("spreadWithin"), GapSpread.LEAST, 20),
                node.getReport("report"));
    }
}
