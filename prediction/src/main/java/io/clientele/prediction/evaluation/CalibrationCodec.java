package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.calibration}: kind, curve, steps, report. Version 2 has one more kind. */
final class CalibrationCodec implements ModelCodec<CalibrationModel> {

    @Override
    public String format() {
        return "clientele.calibration";
    }

    @Override
    public int version() {
        return 2; // 2 knows one more kind, TEMPERATURE
    }

    @Override
    public void write(CalibrationModel model, ModelOutput out) {
        out.field("kind", model.kind.name())
                .field("curve", model.curve)
                .field("at", model.at)
                .field("value", model.value)
                .field("report", model.report());
    }

    @Override
    public CalibrationModel read(ModelNode node, int version) {
        CalibrationModel.Kind kind = CalibrationModel.Kind.valueOf(node.getString("kind"));
        double[] curve = node.getDoubles("curve");
        Check.length("curve", curve.length, 3, "an intercept and two slopes");
        for (double number : curve) {
            Check.finite("curve", number);
        }
        double[] at = node.getDoubles("at");
        double[] value = node.getDoubles("value");
        Check.length("value", value.length, at.length, "one value per score");
        if (kind == CalibrationModel.Kind.ISOTONIC) {
            Check.atLeast("number of steps", at.length, 1);
        }
        for (int i = 0; i < at.length; i++) {
            Check.finite("at", at[i]);
            Check.between("value", value[i], 0, 1);
            if (i > 0 && !(at[i] > at[i - 1] && value[i] >= value[i - 1])) {
                throw new IllegalArgumentException("scores and values must rise, but step " + i + " does not");
            }
        }
        return new CalibrationModel(kind, curve, at, value, node.getReport("report"));
    }
}
