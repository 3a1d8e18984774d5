package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.clientele.prediction.evaluation.CalibrationModel;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Scoring one row, the path from a model to a decision, leaves nothing to collect. */
class ScoringAllocationTest {

    @Test
    void oneRowAllocatesNothing() {
        double[] truth = {0.1, 0.3, -0.2, 0.1};
        double[] row = {1, 2, 3};
        LogisticModel logistic = LogisticRegression.create().fit(Simulated.labels(1, 500, truth));
        ElasticNetPath path = LogisticElasticNet.create().withPath(3, 0.1).fit(Simulated.labels(1, 500, truth));
        LogLinearModel counts = PoissonRegression.create().fit(LogLinearTest.counts(1, 500, truth));
        LinearModel line = LinearRegression.create().fit(LinearRegressionTest.numbers(1, 500, 1, truth));
        CalibrationModel steps =
                Calibrator.isotonic().fit(ScoredLabels.of(new double[] {0, 1, 0, 1}, new double[] {0, 0.3, 0.6, 1}));
        nothing(() -> logistic.probability(row));
        nothing(() -> path.probability(2, row));
        nothing(() -> counts.mean(row));
        nothing(() -> line.mean(row));
        nothing(() -> steps.calibrate(0.45));
    }

    private static void nothing(DoubleSupplier call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = 0;
        for (int i = 0; i < 1_000; i++) {
            sum += call.getAsDouble();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
            sum += call.getAsDouble();
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sum).isFinite();
        // less than a byte a call: nothing in the loop, whatever the two questions themselves take
        assertThat(bytes).isLessThan(10_000);
    }
}
