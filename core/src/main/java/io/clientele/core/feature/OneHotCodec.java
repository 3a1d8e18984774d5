package io.clientele.core.feature;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.one-hot}: the names that were learned, and the rules for all others. */
final class OneHotCodec implements ModelCodec<OneHotModel> {

    @Override
    public String format() {
        return "clientele.one-hot";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(OneHotModel model, ModelOutput out) {
        out.field("column", model.column())
                .field("names", model.names())
                .field("other", model.hasOther())
                .field("dropFirst", model.dropsFirst())
                .field("unseenAsReference", model.takesUnseenAsReference())
                .field("report", model.report());
    }

    @Override
    public OneHotModel read(ModelNode node, int version) {
        List<String> names = node.getStrings("names");
        for (int k = 1; k < names.size(); k++) {
            if (names.get(k - 1).compareTo(names.get(k)) >= 0) {
                throw new IllegalArgumentException(
                        "names must be sorted, got '" + names.get(k) + "' after '" + names.get(k - 1) + "'");
            }
        }
        return new OneHotModel(
                node.getString("column"),
                names,
                node.getBoolean("other"),
                node.getBoolean("dropFirst"),
                node.getBoolean("unseenAsReference"),
                node.getReport("report"));
    }
}
