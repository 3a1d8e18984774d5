package io.clientele.attribution.exposure;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelNode;

/** Columns of model files with a number for each channel. */
final class ModelColumns {

    private ModelColumns() {}

    static double[] notNegative(ModelNode node, String name, int channels) {
        double[] values = node.getDoubles(name);
        Check.length(name, values.length, channels, "one number per channel");
        for (double value : values) {
            Check.atLeast(name, value, 0.0);
        }
        return values;
    }

    static double[] positive(ModelNode node, String name, int channels) {
        double[] values = node.getDoubles(name);
        Check.length(name, values.length, channels, "one number per channel");
        for (double value : values) {
            Check.positive(name, value);
        }
        return values;
    }
}
