package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.Map;

/** So many rows that the first steps are made on a part of them; weights, offset and clusters as well. */
class LargeLogisticContractTest extends EstimatorContract<LabeledTable, LogisticModel> {

    @Override
    protected LogisticRegression estimator() {
        return LogisticRegression.create().withStandardErrors(StandardErrors.CLUSTERED);
    }

    @Override
    protected LabeledTable data() {
        LabeledTable plain = Simulated.labels(2, 120_000, -0.5, 0.3, -0.2);
        double[] weights = new double[plain.rows()];
        double[] offset = new double[plain.rows()];
        int[] clusters = new int[plain.rows()];
        Arrays.setAll(weights, i -> i % 3);
        Arrays.setAll(offset, i -> i % 7 * 0.1);
        Arrays.setAll(clusters, i -> i % 5000);
        return plain.withWeights(weights).withOffset(offset).withClusters(clusters);
    }

    @Override
    protected Map<String, Estimator<LabeledTable, LogisticModel>> variants() {
        return Map.of(
                "withL2Penalty", estimator().withL2Penalty(2),
                "withFirth", estimator().withFirth(),
                "withStandardErrors", estimator().withStandardErrors(StandardErrors.ROBUST),
                "withConfidence", estimator().withConfidence(0.9),
                "withMaxIterations", estimator().withMaxIterations(7),
                "withTolerance", estimator().withTolerance(1e-6));
    }
}
