package io.clientele.attribution.markov;

import io.clientele.attribution.TestPaths;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class MarkovCodecTest extends ModelCodecContract<MarkovModel> {

    @Override
    protected ModelCodec<MarkovModel> codec() {
        return MarkovModel.codec();
    }

    @Override
    protected List<MarkovModel> models() {
        return List.of(golden1(), Markov.ofOrder(3).fit(TestPaths.random(1, 300, 6, 6)));
    }

    @Override
    protected Map<String, MarkovModel> golden() {
        return Map.of("golden/markov-1.json", golden1());
    }

    private static MarkovModel golden1() {
        return Markov.ofOrder(1).fit(TestPaths.of("C1 > C2 > C3", 1, 8, 0, "C1", 0, 0, 1, "C2 > C3", 0, 0, 1));
    }
}
