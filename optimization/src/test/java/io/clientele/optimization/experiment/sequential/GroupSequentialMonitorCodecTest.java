package io.clientele.optimization.experiment.sequential;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.List;
import java.util.Map;

class GroupSequentialMonitorCodecTest extends ModelCodecContract<GroupSequentialMonitor> {

    @Override
    protected ModelCodec<GroupSequentialMonitor> codec() {
        return new GroupSequentialMonitorCodec();
    }

    private static GroupSequentialMonitor golden1() {
        return GroupSequentialMonitor.of(80_000)
                .withAlpha(0.1)
                .withRule(StoppingRule.hwangShihDeCani(-4))
                .look(0.001, 0.01)
                .look(0.002, 0.006);
    }

    @Override
    protected List<GroupSequentialMonitor> models() {
        GroupSequentialMonitor none = GroupSequentialMonitor.of(100);
        return List.of(
                golden1(),
                none,
                none.withTwoSided(false).withRule(StoppingRule.pocock()).look(0.3, 0.15),
                none.withRule(StoppingRule.power(3)).look(-0.6, 0.12),
                none.look(0.1, 0.15).lastLook(0.1, 0.12),
                none.look(0.01, 0.15).look(0.02, 0.09));
    }

    @Override
    protected Map<String, GroupSequentialMonitor> golden() {
        return Map.of("golden/group-sequential-monitor-1.json", golden1());
    }
}
