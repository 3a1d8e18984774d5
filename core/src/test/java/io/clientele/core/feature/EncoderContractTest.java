package io.clientele.core.feature;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

class EncoderContractTest extends EstimatorContract<FeatureTable, EncoderModel> {

    @Override
    protected Encoder estimator() {
        return Encoder.create().withStandardized("a", "b").withBins(4, "c");
    }

    @Override
    protected FeatureTable data() {
        RandomGenerator random = RandomStreams.stream(1, "encoder", 0);
        double[][] columns = new double[4][5000];
        for (int i = 0; i < 5000; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] = random.nextInt(50);
            columns[2][i] = random.nextExponential();
            columns[3][i] = random.nextDouble();
        }
        return FeatureTable.of(List.of("a", "b", "c", "d"), columns).select("a", "c", "d", "b");
    }

    @Override
    protected Map<String, Estimator<FeatureTable, EncoderModel>> variants() {
        return Map.of(
                "withMedian", estimator().withMedian("a"),
                "withMean", estimator().withMean("a"),
                "withValue", estimator().withValue(7, "a"),
                "withStandardized", estimator().withStandardized("d"),
                "withBins", estimator().withBins(5, "c"));
    }

    @Override
    protected boolean canBeStoppedMidway() {
        return false;
    }
}
