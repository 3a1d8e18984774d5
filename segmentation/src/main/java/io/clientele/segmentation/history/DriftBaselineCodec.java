package io.clientele.segmentation.history;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.Arrays;
import java.util.List;

/** {@code clientele.drift}: false-alarm rate, segments and sizes, features, cut points and counts by segment, then feature; report. */
final class DriftBaselineCodec implements ModelCodec<DriftBaseline> {

    @Override
    public String format() {
        return "clientele.drift";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(DriftBaseline model, ModelOutput out) {
        out.field("falseAlarmRate", model.rate)
                .field("segments", model.segments)
                .field("sizes", model.sizes)
                .field("features", model.features)
                .field("cuts", model.cuts)
                .field("counts", model.counts)
                .field("report", model.report);
    }

    @Override
    public DriftBaseline read(ModelNode node, int version) {
        List<String> segments = node.getStrings("segments");
        List<String> features = node.getStrings("features");
        double[] sizes = node.getDoubles("sizes");
        double[][] cuts = node.getDoubleRows("cuts");
        double[][] counts = node.getDoubleRows("counts");
        Check.length("sizes", sizes.length, Check.atLeast("segments", segments.size(), 2), "one per segment");
        Check.length("cuts", cuts.length, segments.size() * features.size(), "one row per segment and feature");
        Check.length("counts", counts.length, cuts.length, "one row per segment and feature");
        for (int at = 0; at < cuts.length; at++) {
            Check.length("counts", counts[at].length, cuts[at].length + 1, "one more than cuts");
            for (int j = 0; j < cuts[at].length; j++) {
                Check.finite("cuts", cuts[at][j]);
                if (j > 0 && cuts[at][j] <= cuts[at][j - 1]) {
                    throw new IllegalArgumentException(
                            "cuts must rise, got " + cuts[at][j] + " after " + cuts[at][j - 1]);
                }
            }
            for (double count : counts[at]) {
                Check.atLeast("counts", count, 0.0);
            }
            double size = sizes[at / features.size()];
            if (Arrays.stream(counts[at]).sum() != Check.atLeast("sizes", size, 1.0)) {
                throw new IllegalArgumentException("counts must add up to the size of the segment (" + size + ")");
            }
        }
        return new DriftBaseline(
                DriftMonitor.rate(node.getDouble("falseAlarmRate")),
                segments,
                features,
                sizes,
                cuts,
                counts,
                node.getReport("report"));
    }
}
