package io.clientele.prediction.survival.discrete;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.List;
import java.util.Map;

class DiscreteHazardModelCodecTest extends ModelCodecContract<DiscreteHazardModel> {

    @Override
    protected ModelCodec<DiscreteHazardModel> codec() {
        return new DiscreteHazardModelCodec();
    }

    @Override
    protected List<DiscreteHazardModel> models() {
        SurvivalTable table = DiscreteHazardTest.reference();
        FeatureTable x = table.features().orElseThrow();
        return List.of(
                golden1(),
                DiscreteHazard.of(2).fit(table.withFeatures(x.withColumn("same", new double[150]))),
                DiscreteHazard.of(1)
                        .withMaxIterations(1)
                        .fit(SurvivalTable.of(
                                new double[] {1, 1, 3, 3, 4, 4, 2, 1}, new int[] {1, 0, 1, 0, 1, 1, 0, 1})));
    }

    @Override
    protected Map<String, DiscreteHazardModel> golden() {
        return Map.of("golden/discrete-hazard-1.json", golden1());
    }

    /** Put together by hand: the last digits of a fit may differ from release to release. */
    static DiscreteHazardModel golden1() {
        double[][] covariance = {
            {
                0.06720010037669247,
                -0.05112809676265138,
                -0.05076386306693266,
                -0.007928998187121486,
                -0.03206958866262123
            },
            {
                -0.051128096762651384,
                0.09300159631467611,
                0.05092434887113945,
                0.0020549540710564384,
                0.0003370469543837886
            },
            {
                -0.050763863066932646,
                0.050924348871139447,
                0.11220286995857608,
                0.006790661218699164,
                -0.001964951841878045
            },
            {
                -0.007928998187121486,
                0.0020549540710564384,
                0.006790661218699163,
                0.04881013943327807,
                0.0007289368163948866
            },
            {
                -0.03206958866262123,
                0.0003370469543837886,
                -0.0019649518418780455,
                0.0007289368163948866,
                0.06689163574814003
            }
        };
        return new DiscreteHazardModel(
                1,
                new int[] {1, 2, 4},
                8,
                new double[] {Double.NaN, Double.NaN, Double.NaN},
                new int[] {-1, 0, 1},
                List.of("periods 2 to 3", "periods 4 to 8", "x", "z"),
                new double[] {
                    -1.6430018078112503,
                    -0.13401411529662155,
                    -0.26341706110867125,
                    0.6445305418400717,
                    -0.13281455495324848
                },
                new boolean[5],
                covariance,
                -201.08972892088934,
                0.95,
                FitReport.builder()
                        .rows(150)
                        .iterations(5)
                        .converged(true)
                        .change(1.90388825612799e-23)
                        .build());
    }
}
