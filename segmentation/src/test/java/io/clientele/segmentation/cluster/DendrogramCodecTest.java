package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DendrogramCodecTest extends ModelCodecContract<Dendrogram> {

    @Override
    protected ModelCodec<Dendrogram> codec() {
        return new DendrogramCodec();
    }

    @Override
    protected List<Dendrogram> models() {
        FeatureTable one = FeatureTable.of(List.of("x"), new double[] {4});
        return List.of(
                golden1(),
                HierarchicalClustering.of(Linkage.CENTROID).fit(KMeansContractTest.blobs(40, 2, 3)),
                HierarchicalClustering.of(Linkage.SINGLE)
                        .withMetric(Metric.MANHATTAN)
                        .fit(one));
    }

    @Override
    protected Map<String, Dendrogram> golden() {
        return Map.of("golden/dendrogram-1.json", golden1());
    }

    @Test
    void treesThatCannotBeAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(
                text.replace("\"left\": [2,", "\"left\": [9,"),
                "node must be at most the last node made before merge 0");
        refused(text.replace("\"left\": [2,", "\"left\": [3,"), "node 3 is merged twice");
    }

    private void refused(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(part);
    }

    private static Dendrogram golden1() {
        FeatureTable table = FeatureTable.builder("recency", "spend")
                .add(0, 10)
                .add(3, 14)
                .add(90, 0)
                .add(90, 1)
                .build();
        return HierarchicalClustering.of(Linkage.COMPLETE).fit(table);
    }
}
