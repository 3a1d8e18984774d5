package io.clientele.prediction.linear;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class OnlineLogisticCodecTest extends ModelCodecContract<OnlineLogisticModel> {

    @Override
    protected ModelCodec<OnlineLogisticModel> codec() {
        return new OnlineLogisticCodec();
    }

    @Override
    protected List<OnlineLogisticModel> models() {
        OnlineLogisticRegression recipe = OnlineLogisticRegression.create().withBits(12);
        OnlineLogisticLearner learner = recipe.start();
        OnlineLogisticModel empty = learner.model();
        HashedRow row = recipe.row();
        for (int i = 0; i < 50; i++) {
            learner.learn(row.clear().add("x", i % 7).add("c", "v" + i % 5), i % 3 == 0 ? 1 : 0);
        }
        return List.of(golden1(), empty, learner.model());
    }

    @Override
    protected Map<String, OnlineLogisticModel> golden() {
        return Map.of("golden/online-logistic-1.json", golden1());
    }

    /** Made by hand, so that no change of the arithmetic touches the file. */
    private static OnlineLogisticModel golden1() {
        return new OnlineLogisticModel(
                OnlineLogisticRegression.create()
                        .withBits(3)
                        .withLearningRate(0.25)
                        .withSmoothing(2)
                        .withL1Penalty(0.5)
                        .withL2Penalty(0.125),
                12_345_678_901L,
                new int[] {0, 5, 8},
                new double[] {-1.25, 0.3, 1e-300},
                new double[] {4, 0.0625, 1234.5});
    }
}
