package io.clientele.prediction.evaluation;

import io.clientele.core.contract.EstimatorContract;
import org.junit.jupiter.api.Nested;

class CalibratorContractTest {

    abstract static class Base extends EstimatorContract<ScoredLabels, CalibrationModel> {

        @Override
        protected ScoredLabels data() {
            return EvaluatorContractTest.probabilities(5000, 8);
        }
    }

    @Nested
    class Platt extends Base {
        @Override
        protected Calibrator estimator() {
            return Calibrator.platt();
        }

        @Override
        protected boolean canBeStoppedMidway() {
            return false;
        }
    }

    @Nested
    class LogOdds extends Base {
        @Override
        protected Calibrator estimator() {
            return Calibrator.logOdds();
        }

        @Override
        protected boolean canBeStoppedMidway() {
            return false;
        }
    }

    @Nested
    class Beta extends Base {
        @Override
        protected Calibrator estimator() {
            return Calibrator.beta();
        }

        @Override
        protected boolean canBeStoppedMidway() {
            return false;
        }
    }

    @Nested
    class Isotonic extends Base {
        @Override
        protected Calibrator estimator() {
            return Calibrator.isotonic();
        }

        @Override
        protected boolean canBeStoppedMidway() {
            return false;
        }
    }

    @Nested
    class Temperature extends Base {
        @Override
        protected Calibrator estimator() {
            return Calibrator.temperature();
        }

        @Override
        protected boolean canBeStoppedMidway() {
            return false;
        }
    }
}
