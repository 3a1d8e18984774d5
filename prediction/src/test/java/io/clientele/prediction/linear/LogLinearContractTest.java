package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class LogLinearContractTest {

    @Nested
    class Poisson extends EstimatorContract<ResponseTable, LogLinearModel> {

        @Override
        protected PoissonRegression estimator() {
            return PoissonRegression.create();
        }

        @Override
        protected ResponseTable data() {
            return LogLinearTest.counts(1, 5000, 0.3, 0.1, -0.1);
        }

        @Override
        protected Map<String, Estimator<ResponseTable, LogLinearModel>> variants() {
            return Map.of(
                    "withStandardErrors", estimator().withStandardErrors(StandardErrors.ROBUST),
                    "withConfidence", estimator().withConfidence(0.9),
                    "withMaxIterations", estimator().withMaxIterations(7));
        }
    }

    @Nested
    class Gamma extends EstimatorContract<ResponseTable, LogLinearModel> {

        @Override
        protected GammaRegression estimator() {
            return GammaRegression.create();
        }

        @Override
        protected ResponseTable data() {
            return LogLinearTest.amounts(1, 5000, 2, 0.3, 0.1, -0.1);
        }

        @Override
        protected Map<String, Estimator<ResponseTable, LogLinearModel>> variants() {
            return Map.of(
                    "withStandardErrors", estimator().withStandardErrors(StandardErrors.ROBUST),
                    "withConfidence", estimator().withConfidence(0.9),
                    "withMaxIterations", estimator().withMaxIterations(7));
        }
    }
}
