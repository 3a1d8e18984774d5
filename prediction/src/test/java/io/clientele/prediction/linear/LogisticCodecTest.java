package io.clientele.prediction.linear;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.prediction.LabeledTable;
import java.util.List;
import java.util.Map;

class LogisticCodecTest extends ModelCodecContract<LogisticModel> {

    @Override
    protected ModelCodec<LogisticModel> codec() {
        return new LogisticCodec();
    }

    @Override
    protected List<LogisticModel> models() {
        LabeledTable data = Simulated.labels(3, 60, 0.2, 0.4, -0.1);
        LabeledTable flat = LabeledTable.of(data.features().withColumn("flat", new double[60]), data.labels());
        return List.of(
                golden1(),
                LogisticRegression.create().fit(flat),
                LogisticRegression.create()
                        .withL2Penalty(0.5)
                        .withMaxIterations(1)
                        .fit(data),
                LogisticRegression.create()
                        .withFirth()
                        .withStandardErrors(StandardErrors.ROBUST)
                        .withConfidence(0.9)
                        .fit(data));
    }

    @Override
    protected Map<String, LogisticModel> golden() {
        return Map.of("golden/logistic-1.json", golden1());
    }

    /** Made by hand, so that no change of the arithmetic touches the file. */
    private static LogisticModel golden1() {
        return new LogisticModel(
                LogisticRegression.create().withL2Penalty(0.5).withStandardErrors(StandardErrors.ROBUST),
                List.of("recency", "flat", "spend"),
                new double[] {-1.25, -0.03, 0, 1e-300},
                new double[][] {{0.5, -0.25, 0, 1e-9}, {-0.25, 0.75, 0, 0}, {0, 0, 0, 0}, {1e-9, 0, 0, 2}},
                new boolean[] {false, false, true, false},
                -123.45678901234567,
                -150.5,
                FitReport.builder()
                        .rows(321)
                        .iterations(6)
                        .change(1.5e-17)
                        .warning("aliased: 'flat'")
                        .build());
    }
}
