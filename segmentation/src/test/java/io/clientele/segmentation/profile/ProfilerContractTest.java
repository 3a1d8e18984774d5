package io.clientele.segmentation.profile;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import java.util.Map;

class ProfilerContractTest extends EstimatorContract<SegmentedCustomers, SegmentProfiles> {

    @Override
    protected Profiler estimator() {
        return Profiler.create();
    }

    @Override
    protected SegmentedCustomers data() {
        return ProfilerTest.planted(1);
    }

    @Override
    protected Map<String, Estimator<SegmentedCustomers, SegmentProfiles>> variants() {
        return Map.of(
                "withConfidence", estimator().withConfidence(0.9),
                "withAdjustment", estimator().withAdjustment(Adjustment.BENJAMINI_HOCHBERG),
                "withCategories", estimator().withCategories("country"),
                "withValue", estimator().withValue("spend"),
                "withRules", estimator().withRules(1),
                "withSeed", estimator().withSeed(3));
    }
}
