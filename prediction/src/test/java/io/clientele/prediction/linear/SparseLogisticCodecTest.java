package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class SparseLogisticCodecTest extends ModelCodecContract<SparseLogisticModel> {

    @Override
    protected ModelCodec<SparseLogisticModel> codec() {
        return new SparseLogisticCodec();
    }

    @Override
    protected List<SparseLogisticModel> models() {
        SparseLabeledTable data = SparseSimulated.rows(200, 30, 3);
        return List.of(
                golden1(),
                SparseLogisticRegression.of(20).withMixing(1).fit(data),
                SparseLogisticRegression.of(0.5).withMaxIterations(1).fit(data));
    }

    @Override
    protected Map<String, SparseLogisticModel> golden() {
        return Map.of("golden/sparse-logistic-1.json", golden1());
    }

    /** Made by hand, so that no change of the arithmetic touches the file. */
    private static SparseLogisticModel golden1() {
        return new SparseLogisticModel(
                SparseLogisticRegression.of(0.5).withMixing(0.25).withTolerance(1e-9),
                -1.25,
                new double[] {0, -0.03, 0, 0, 1e-300, 2},
                -123.45678901234567,
                -150.5,
                1.5e-7,
                FitReport.builder().rows(321).iterations(6).change(1.5e-10).build());
    }
}
