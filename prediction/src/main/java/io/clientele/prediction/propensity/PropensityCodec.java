package io.clientele.prediction.propensity;

import io.clientele.core.feature.EncoderModel;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.linear.ElasticNetPath;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.propensity.PropensityModel.Linear;

/** {@code clientele.propensity}: encoder, model and calibration as their own formats, the share of label 0, report. */
final class PropensityCodec implements ModelCodec<PropensityModel> {

    @Override
    public String format() {
        return "clientele.propensity";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(PropensityModel model, ModelOutput out) {
        out.model("encoder", model.encoder::write);
        LogisticModel regression = model.linear.regression();
        ElasticNetPath path = model.linear.path();
        if (regression != null) {
            out.model("logistic", regression::write);
        } else if (path != null) {
            out.model("elasticNet", path::write).field("step", model.linear.step());
        }
        out.field("shareOfNegatives", model.share);
        CalibrationModel calibration = model.calibration;
        if (calibration != null) {
            out.model("calibration", calibration::write);
        }
        out.field("report", model.report());
    }

    @Override
    public PropensityModel read(ModelNode node, int version) {
        Linear linear;
        if (node.has("elasticNet")) {
            ElasticNetPath path = node.model("elasticNet", ElasticNetPath::read);
            int step = Check.atLeast("step", node.getInt("step"), 0);
            linear = new Linear(null, path, Check.atMost("step", step, path.size() - 1, "the last step of the path"));
        } else {
            linear = new Linear(node.model("logistic", LogisticModel::read), null, 0);
        }
        double share = Check.positive("shareOfNegatives", node.getDouble("shareOfNegatives"));
        return new PropensityModel(
                node.model("encoder", EncoderModel::read),
                linear,
                Check.between("shareOfNegatives", share, 0, 1),
                node.has("calibration") ? node.model("calibration", CalibrationModel::read) : null,
                node.getReport("report"));
    }
}
