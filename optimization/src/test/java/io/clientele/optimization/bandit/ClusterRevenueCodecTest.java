package io.clientele.optimization.bandit;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class ClusterRevenueCodecTest extends ModelCodecContract<ClusterRevenue> {

    @Override
    protected ModelCodec<ClusterRevenue> codec() {
        return new ClusterRevenueCodec();
    }

    private static ClusterRevenue golden1() {
        return ClusterRevenue.empty()
                .with("shop-1", 17, RevenueCounts.of("banner", 400, 49.9, 12))
                .with("shop-2", 0, RevenueCounts.empty());
    }

    @Override
    protected List<ClusterRevenue> models() {
        return List.of(golden1(), ClusterRevenue.empty());
    }

    @Override
    protected Map<String, ClusterRevenue> golden() {
        return Map.of("golden/cluster-revenue-1.json", golden1());
    }
}
