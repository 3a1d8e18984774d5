package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.SparseTable;
import java.util.LinkedHashMap;
import java.util.Map;

class SparseLogisticContractTest extends EstimatorContract<SparseLabeledTable, SparseLogisticModel> {

    @Override
    protected SparseLogisticRegression estimator() {
        return SparseLogisticRegression.of(2);
    }

    @Override
    protected SparseLabeledTable data() {
        return SparseSimulated.rows(5_000, 40, 6);
    }

    @Override
    protected Map<String, Estimator<SparseLabeledTable, SparseLogisticModel>> variants() {
        return Map.of(
                "withMixing", estimator().withMixing(0.7),
                "withMaxIterations", estimator().withMaxIterations(2),
                "withTolerance", estimator().withTolerance(1e-3));
    }

    @Override
    protected Map<SparseLabeledTable, String> refused() {
        Map<SparseLabeledTable, String> cases = new LinkedHashMap<>();
        double[] labels = {0, 1};
        cases.put(
                SparseLabeledTable.of(two(Double.NaN), labels),
                "column 2, row 1: NaN is not allowed; impute or drop the row first");
        cases.put(
                SparseLabeledTable.of(two(Double.POSITIVE_INFINITY), labels),
                "column 2, row 1: an infinite value is not allowed; impute or drop the row first");
        cases.put(
                SparseLabeledTable.of(SparseTable.builder(3).build(), new double[0]),
                "the table has no rows; at least one is needed");
        cases.put(
                SparseLabeledTable.of(
                        SparseTable.builder(0)
                                .add(new int[0], new double[0])
                                .add(new int[0], new double[0])
                                .build(),
                        labels),
                "number of columns must be at least 1, got 0");
        return cases;
    }

    private static SparseTable two(double spoilt) {
        return SparseTable.builder(3)
                .add(new int[] {0}, new double[] {1})
                .add(new int[] {2}, new double[] {spoilt})
                .build();
    }
}
