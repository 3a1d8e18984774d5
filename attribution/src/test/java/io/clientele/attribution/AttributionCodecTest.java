package io.clientele.attribution;

import io.clientele.attribution.rule.Rule;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class AttributionCodecTest extends ModelCodecContract<Attribution> {

    @Override
    protected ModelCodec<Attribution> codec() {
        return Attribution.codec();
    }

    @Override
    protected List<Attribution> models() {
        PathTable paths = TestPaths.random(2, 300, 6, 4);
        return List.of(golden1(), Rule.lastNonDirect(List.of("unknown")).fit(paths));
    }

    @Override
    protected Map<String, Attribution> golden() {
        return Map.of("golden/attribution-1.json", golden1());
    }

    private static Attribution golden1() {
        return Rule.linear().fit(TestPaths.of("search > email > direct", 2, 59.9, 40, "email", 1, 0.1, 7));
    }
}
