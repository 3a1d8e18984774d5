package io.clientele.optimization.experiment.metric;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class RetentionCountsCodecTest extends ModelCodecContract<RetentionCounts> {

    @Override
    protected ModelCodec<RetentionCounts> codec() {
        return new RetentionCountsCodec();
    }

    private static RetentionCounts golden1() {
        return RetentionCounts.of("control", new long[] {0, 30, 12}, new long[] {0, 5, 953});
    }

    @Override
    protected List<RetentionCounts> models() {
        return List.of(golden1(), RetentionCounts.of("empty", new long[0], new long[0]));
    }

    @Override
    protected Map<String, RetentionCounts> golden() {
        return Map.of("golden/retention-counts-1.json", golden1());
    }
}
