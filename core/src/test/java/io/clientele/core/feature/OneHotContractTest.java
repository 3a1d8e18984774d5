package io.clientele.core.feature;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class OneHotContractTest extends EstimatorContract<List<String>, OneHotModel> {

    @Override
    protected OneHot estimator() {
        return OneHot.of("x");
    }

    @Override
    protected List<String> data() {
        return IntStream.range(0, 5000).mapToObj(i -> "n" + i % 17).toList();
    }

    @Override
    protected Map<String, Estimator<List<String>, OneHotModel>> variants() {
        return Map.of(
                "withMinimum", estimator().withMinimum(295),
                "withAllNames", estimator().withAllNames(),
                "withUnseenAsReference", estimator().withUnseenAsReference());
    }

    @Override
    protected Map<List<String>, String> refused() {
        return Map.of(List.of(), "column 'x' has no rows; at least one is needed");
    }

    @Override
    protected boolean canBeStoppedMidway() {
        return false;
    }
}
