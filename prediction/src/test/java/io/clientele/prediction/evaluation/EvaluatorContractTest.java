package io.clientele.prediction.evaluation;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Map;
import java.util.random.RandomGenerator;

class EvaluatorContractTest extends EstimatorContract<ScoredLabels, Evaluation> {

    @Override
    protected Evaluator estimator() {
        return Evaluator.create();
    }

    @Override
    protected ScoredLabels data() {
        return probabilities(5000, 1);
    }

    /** Labels that follow their probability, spread over the unit interval. */
    static ScoredLabels probabilities(int n, long seed) {
        RandomGenerator random = RandomStreams.stream(seed, "scored", 0);
        double[] labels = new double[n];
        double[] p = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = 1 / (1 + Math.exp(1 - 1.5 * Samplers.gaussian(random)));
            labels[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        return ScoredLabels.of(labels, p);
    }

    @Override
    protected Map<String, Estimator<ScoredLabels, Evaluation>> variants() {
        return Map.of(
                "withConfidence",
                estimator().withConfidence(0.9),
                "withBins",
                estimator().withBins(5));
    }
}
