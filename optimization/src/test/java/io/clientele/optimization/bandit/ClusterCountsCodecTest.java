package io.clientele.optimization.bandit;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class ClusterCountsCodecTest extends ModelCodecContract<ClusterCounts> {

    @Override
    protected ModelCodec<ClusterCounts> codec() {
        return new ClusterCountsCodec();
    }

    private static ClusterCounts golden1() {
        return ClusterCounts.empty()
                .with("shop-2", 7, ArmCounts.of("control", 12, 400).plus(ArmCounts.of("banner", 9, 390)))
                .with("shop-1", 0, ArmCounts.empty());
    }

    @Override
    protected List<ClusterCounts> models() {
        return List.of(golden1(), ClusterCounts.empty());
    }

    @Override
    protected Map<String, ClusterCounts> golden() {
        return Map.of("golden/cluster-counts-1.json", golden1());
    }
}
