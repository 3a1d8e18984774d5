package io.clientele.optimization.experiment.metric;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.quantile-sample}: name, how many values each customer has, and all values, customer by customer. */
final class QuantileSampleCodec implements ModelCodec<QuantileSample> {

    @Override
    public String format() {
        return "clientele.quantile-sample";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(QuantileSample model, ModelOutput out) {
        out.field("variant", model.variant()).field("counts", model.counts()).field("values", model.values());
    }

    @Override
    public QuantileSample read(ModelNode node, int version) {
        int[] counts = node.getInts("counts");
        double[] values = node.getDoubles("values");
        long[] customers = new long[values.length];
        int at = 0;
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < 1 || counts[c] > values.length - at) {
                throw new IllegalArgumentException(
                        "counts[" + c + "] must be at least 1 and add up to the number of values (" + values.length
                                + "), got " + counts[c]);
            }
            for (int i = 0; i < counts[c]; i++) {
                customers[at++] = c;
            }
        }
        if (at < values.length) {
            throw new IllegalArgumentException(
                    "counts must add up to the number of values (" + values.length + "), got " + at);
        }
        return QuantileSample.of(node.getString("variant"), customers, values);
    }
}
