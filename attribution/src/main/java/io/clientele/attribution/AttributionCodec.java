package io.clientele.attribution;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.attribution}: method, channels, credits, report. */
final class AttributionCodec implements ModelCodec<Attribution> {

    @Override
    public String format() {
        return "clientele.attribution";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Attribution credits, ModelOutput out) {
        out.field("method", credits.method())
                .field("channels", credits.channels())
                .field("conversions", credits.conversions())
                .field("value", credits.value())
                .field("report", credits.report());
    }

    @Override
    public Attribution read(ModelNode node, int version) {
        return Attribution.of(
                node.getString("method"),
                node.getStrings("channels"),
                node.getDoubles("conversions"),
                node.getDoubles("value"),
                node.getReport("report"));
    }
}
