package io.clientele.prediction.survival;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class TurnbullCurvesCodecTest extends ModelCodecContract<TurnbullCurves> {

    @Override
    protected ModelCodec<TurnbullCurves> codec() {
        return new TurnbullCurvesCodec();
    }

    @Override
    protected List<TurnbullCurves> models() {
        return List.of(golden1(), Turnbull.create().fit(TurnbullTest.looks(RandomTables.random("codec", 0), 50, 0.1)));
    }

    @Override
    protected Map<String, TurnbullCurves> golden() {
        return Map.of("golden/turnbull-1.json", golden1());
    }

    static TurnbullCurves golden1() {
        return Turnbull.create()
                .fit(IntervalTable.of(
                                new double[] {0, 1, 2, 4, 3, 3},
                                new double[] {2, 3, Double.POSITIVE_INFINITY, 4, 5, Double.POSITIVE_INFINITY})
                        .withGroups(List.of("a", "a", "a", "b", "b", "b")));
    }
}
