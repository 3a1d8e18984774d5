package io.clientele.core.model;

import io.clientele.core.contract.ModelCodecContract;
import java.util.List;
import java.util.Map;

class RateCodecTest extends ModelCodecContract<Rate> {

    @Override
    protected ModelCodec<Rate> codec() {
        return new Rate.Codec();
    }

    @Override
    protected List<Rate> models() {
        return List.of(Rate.plain(), Rate.extreme());
    }

    @Override
    protected Map<String, Rate> golden() {
        Rate v1 = Rate.plain();
        return Map.of(
                "golden/rate-2.json",
                Rate.plain(),
                "golden/rate-1.json",
                new Rate(v1.rate(), v1.count(), v1.exact(), "", v1.values(), v1.steps(), v1.report()));
    }
}
