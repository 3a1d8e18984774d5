package io.clientele.attribution;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class PathTableCodecTest extends ModelCodecContract<PathTable> {

    @Override
    protected ModelCodec<PathTable> codec() {
        return PathTable.codec();
    }

    @Override
    protected List<PathTable> models() {
        return List.of(
                golden1(), TestPaths.random(1, 100, 5, 4), PathCounts.create().result());
    }

    @Override
    protected Map<String, PathTable> golden() {
        return Map.of("golden/paths-1.json", golden1());
    }

    private static PathTable golden1() {
        return TestPaths.of("search > email", 2, 59.9, 40, "email", 1, 0.1, 7, "direct > search > email", 0, 0, 3);
    }
}
