package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import java.util.LinkedHashMap;
import java.util.Map;

class LogisticContractTest extends EstimatorContract<LabeledTable, LogisticModel> {

    @Override
    protected LogisticRegression estimator() {
        return LogisticRegression.create();
    }

    @Override
    protected LabeledTable data() {
        return Simulated.labels(1, 5000, -0.5, 0.3, -0.2, 0.1);
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

    @Override
    protected Map<LabeledTable, String> refused() {
        Map<LabeledTable, String> cases = new LinkedHashMap<>();
        double[] spoilt = {1, Double.NaN, 3};
        double[] endless = {1, 2, Double.POSITIVE_INFINITY};
        double[] labels = {0, 1, 0};
        FeatureTable one = FeatureTable.builder("a").add(1).add(2).add(3).build();
        cases.put(
                LabeledTable.of(one.withColumn("b", spoilt), labels),
                "column 'b', row 1: NaN is not allowed; impute or drop the row first");
        cases.put(
                LabeledTable.of(one.withColumn("b", endless), labels),
                "column 'b', row 2: an infinite value is not allowed; impute or drop the row first");
        cases.put(
                LabeledTable.of(FeatureTable.builder("a").build(), new double[0]),
                "the table has no rows; at least one is needed");
        return cases;
    }
}
