package io.clientele.segmentation.history;

import io.clientele.core.contract.EstimatorContract;
import io.clientele.segmentation.profile.SegmentedCustomers;

class DriftMonitorContractTest extends EstimatorContract<SegmentedCustomers, DriftBaseline> {

    @Override
    protected DriftMonitor estimator() {
        return DriftMonitor.of(0.01);
    }

    @Override
    protected SegmentedCustomers data() {
        return DriftMonitorTest.customers(4, 5_000, 0, new double[] {0.5, 0.3, 0.2});
    }
}
