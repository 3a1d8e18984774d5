package io.clientele.prediction.evaluation;

import io.clientele.core.contract.EstimatorContract;

class VennAbersContractTest extends EstimatorContract<ScoredLabels, VennAbersModel> {

    @Override
    protected VennAbers estimator() {
        return VennAbers.create();
    }

    @Override
    protected ScoredLabels data() {
        return EvaluatorContractTest.probabilities(5000, 8);
    }

    @Override
    protected boolean canBeStoppedMidway() {
        return false;
    }
}
