package io.clientele.optimization.experiment;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.ExactMoments;
import io.clientele.core.stats.ExactSum;

/** {@code clientele.metric-sample}: name, cap, count and the exact sums, as hexadecimal numbers without rounding. */
final class MetricSampleCodec implements ModelCodec<MetricSample> {

    @Override
    public String format() {
        return "clientele.metric-sample";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(MetricSample model, ModelOutput out) {
        ExactMoments m = model.exact();
        out.field("variant", model.variant())
                .field("cap", model.cap())
                .field("count", m.count())
                .field("sum", m.sum().toString())
                .field("squares", m.squares().toString());
        if (m.paired()) {
            out.field("besideSum", m.besideSum().toString())
                    .field("besideSquares", m.besideSquares().toString())
                    .field("products", m.products().toString());
        }
        if (model.isRatio()) {
            out.field("ratio", true);
        }
    }

    @Override
    public MetricSample read(ModelNode node, int version) {
        long count = node.getLong("count");
        ExactSum sum = ExactSum.parse(node.getString("sum"));
        ExactSum squares = ExactSum.parse(node.getString("squares"));
        ExactMoments moments = node.has("besideSum")
                ? ExactMoments.of(
                        count,
                        sum,
                        squares,
                        ExactSum.parse(node.getString("besideSum")),
                        ExactSum.parse(node.getString("besideSquares")),
                        ExactSum.parse(node.getString("products")))
                : ExactMoments.of(count, sum, squares);
        double cap = node.getDouble("cap");
        if (Double.isNaN(cap) || cap == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("cap must be a number, got " + cap);
        }
        String variant = node.getString("variant");
        return node.has("ratio") && node.getBoolean("ratio")
                ? MetricSample.ratioOf(variant, cap, moments)
                : MetricSample.of(variant, cap, moments);
    }
}
