package io.clientele.core.feature;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.encoder}: what was learned of each column. */
final class EncoderCodec implements ModelCodec<EncoderModel> {

    @Override
    public String format() {
        return "clientele.encoder";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(EncoderModel model, ModelOutput out) {
        out.objects("columns", model.codes(), (code, fields) -> {
            fields.field("name", code.name())
                    .field("checked", code.checked)
                    .field("fill", code.fill)
                    .field("indicated", code.indicated)
                    .field("centre", code.centre)
                    .field("scale", code.scale);
            if (code.binned) {
                fields.field("cuts", code.cuts);
            }
        });
        out.field("report", model.report());
    }

    @Override
    public EncoderModel read(ModelNode node, int version) {
        return new EncoderModel(
                node.objects("columns").stream().map(EncoderCodec::code).toList(), node.getReport("report"));
    }

    private static ColumnCode code(ModelNode node) {
        boolean binned = node.has("cuts");
        double[] cuts = binned ? node.getDoubles("cuts") : new double[0];
        for (int b = 0; b < cuts.length; b++) {
            Check.finite("cuts", cuts[b]);
            if (b > 0 && cuts[b] <= cuts[b - 1]) {
                throw new IllegalArgumentException("cuts must rise, got " + cuts[b] + " after " + cuts[b - 1]);
            }
        }
        return new ColumnCode(
                node.getString("name"),
                node.getDouble("fill"),
                node.getBoolean("indicated"),
                node.getBoolean("checked"),
                binned,
                Check.finite("centre", node.getDouble("centre")),
                Check.positive("scale", node.getDouble("scale")),
                cuts);
    }
}
