package io.clientele.segmentation.rfm;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;

/** {@code clientele.rfm}: cut points on values of which more is better (recency negated), and the map of segments. */
final class RfmCodec implements ModelCodec<RfmModel> {

    private static final String[] MEASURES = {"recencyCuts", "frequencyCuts", "monetaryCuts"};

    @Override
    public String format() {
        return "clientele.rfm";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(RfmModel model, ModelOutput out) {
        out.field("bins", model.bins()).field("nested", model.nested);
        for (int measure = 0; measure < MEASURES.length; measure++) {
            out.field(MEASURES[measure], model.cuts[measure]);
        }
        out.field("segments", model.segments.names())
                .field("cells", model.segments.cells())
                .field("report", model.report);
    }

    @Override
    public RfmModel read(ModelNode node, int version) {
        SegmentMap segments = SegmentMap.of(node.getInt("bins"), node.getStrings("segments"), node.getInts("cells"));
        boolean nested = node.getBoolean("nested");
        double[][][] cuts = new double[MEASURES.length][][];
        for (int measure = 0; measure < MEASURES.length; measure++) {
            String name = MEASURES[measure];
            cuts[measure] = node.getDoubleRows(name);
            int groups = nested && measure > 0 ? segments.bins() : 1;
            Check.length(name, cuts[measure].length, groups, "one row per group");
            for (double[] row : cuts[measure]) {
                Check.length(name, row.length, segments.bins() - 1, "one cut point less than bins");
                for (int j = 0; j < row.length; j++) {
                    Check.finite(name, row[j]);
                    Check.atLeast(name, row[j], j == 0 ? row[j] : row[j - 1]);
                }
            }
        }
        return new RfmModel(nested, cuts, segments, node.getReport("report"));
    }
}
