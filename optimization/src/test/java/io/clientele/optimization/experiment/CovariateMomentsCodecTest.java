package io.clientele.optimization.experiment;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class CovariateMomentsCodecTest extends ModelCodecContract<CovariateMoments> {

    @Override
    protected ModelCodec<CovariateMoments> codec() {
        return new CovariateMomentsCodec();
    }

    private static CovariateMoments golden1() {
        return CovariateMoments.builder("banner", "spendBefore", "visitsBefore")
                .add(0.1, 12.5, 3)
                .add(0, 0, 1)
                .add(250, -3, 0.25)
                .build();
    }

    @Override
    protected List<CovariateMoments> models() {
        return List.of(
                golden1(),
                CovariateMoments.builder("empty", "x").build(),
                CovariateMoments.builder("one", "x", "y", "z")
                        .add(-7.25, 1, 2, 3)
                        .build(),
                CovariateMoments.builder("extremes", "x")
                        .add(1e150, -1e150)
                        .add(Double.MIN_VALUE, 3)
                        .build());
    }

    @Override
    protected Map<String, CovariateMoments> golden() {
        return Map.of("golden/covariate-moments-1.json", golden1());
    }
}
