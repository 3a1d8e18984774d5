package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.onlinelogistic}: recipe, events, the cells that were touched (the intercept after the last one) with z and n. */
final class OnlineLogisticCodec implements ModelCodec<OnlineLogisticModel> {

    @Override
    public String format() {
        return "clientele.onlinelogistic";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(OnlineLogisticModel model, ModelOutput out) {
        OnlineLogisticRegression.Options o = model.estimator().o;
        out.object(
                "estimator",
                e -> e.field("bits", o.bits())
                        .field("alpha", o.alpha())
                        .field("beta", o.beta())
                        .field("l1", o.l1())
                        .field("l2", o.l2()));
        out.field("events", model.events())
                .field("cell", model.cell)
                .field("z", model.z)
                .field("n", model.n);
    }

    @Override
    public OnlineLogisticModel read(ModelNode node, int version) {
        ModelNode e = node.object("estimator");
        int bits = e.getInt("bits");
        OnlineLogisticRegression recipe = OnlineLogisticRegression.create()
                .withBits(bits)
                .withLearningRate(e.getDouble("alpha"))
                .withSmoothing(e.getDouble("beta"))
                .withL1Penalty(e.getDouble("l1"))
                .withL2Penalty(e.getDouble("l2"));
        long events = Check.atLeast("events", node.getLong("events"), 0L);
        int[] cell = node.getInts("cell");
        double[] z = node.getDoubles("z");
        double[] n = node.getDoubles("n");
        Check.length("z", z.length, cell.length, "one value per cell");
        Check.length("n", n.length, cell.length, "one value per cell");
        for (int k = 0; k < cell.length; k++) {
            if (cell[k] < 0 || cell[k] > 1 << bits || (k > 0 && cell[k] <= cell[k - 1])) {
                throw new IllegalArgumentException(
                        "cell must rise and be between 0 and " + (1 << bits) + ", got " + cell[k] + " at place " + k);
            }
            Check.finite("z", z[k]);
            Check.atLeast("n", n[k], 0.0);
        }
        return new OnlineLogisticModel(recipe, events, cell, z, n);
    }
}
