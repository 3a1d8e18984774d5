package io.clientele.attribution;

import io.clientele.core.contract.AccumulatorContract;

class PathCountsContractTest extends AccumulatorContract<PathTable, PathCounts, PathTable> {

    private final PathTable rows = TestPaths.random(3, 400, 7, 5);

    @Override
    protected PathCounts create() {
        return PathCounts.create();
    }

    @Override
    protected PathTable rows() {
        return rows;
    }

    @Override
    protected int size() {
        return rows.paths();
    }
}
