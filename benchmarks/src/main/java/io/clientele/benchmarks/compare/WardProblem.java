package io.clientele.benchmarks.compare;

import io.clientele.core.data.FeatureTable;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.Linkage;
import java.util.function.Supplier;

/** The tree of Ward's method; answers are all heights, sorted. */
final class WardProblem implements Problem {

    @Override
    public DataFile make(int rows, int columns, int k) {
        return new DataFile().with(MadeUp.features(rows, columns));
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        FeatureTable table = MadeUp.table(data);
        return () -> new Answer()
                .with(
                        "heights",
                        HierarchicalClustering.of(Linkage.WARD).fit(table).heights());
    }
}
