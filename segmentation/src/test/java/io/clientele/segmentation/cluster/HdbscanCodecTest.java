package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HdbscanCodecTest extends ModelCodecContract<HdbscanModel> {

    @Override
    protected ModelCodec<HdbscanModel> codec() {
        return new HdbscanCodec();
    }

    @Override
    protected List<HdbscanModel> models() {
        FeatureTable one = FeatureTable.of(List.of("x"), new double[] {4});
        return List.of(
                golden1(),
                Hdbscan.of(5).fit(KMeansContractTest.blobs(60, 2, 1)),
                Hdbscan.of(2).withMinSamples(1).withMetric(Metric.MANHATTAN).fit(one));
    }

    @Override
    protected Map<String, HdbscanModel> golden() {
        return Map.of("golden/hdbscan-1.json", golden1());
    }

    @Test
    void modelsThatCannotBeAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(
                text.replace("\"labels\": [0,", "\"labels\": [2,"),
                "label must be at most the last cluster (1), got 2");
        refused(
                text.replace("\"minSamples\": 2", "\"minSamples\": 90"),
                "minSamples must be at most the number of rows (7)");
        refused(text.replace("\"first\": [", "\"first\": [77, "), "first must have one per edge (6), got 7");
    }

    private void refused(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(part);
    }

    private static HdbscanModel golden1() {
        FeatureTable table = FeatureTable.builder("recency", "spend")
                .add(0, 10)
                .add(1, 10)
                .add(0, 12)
                .add(90, 0)
                .add(90, 1)
                .add(92, 0)
                .add(40, 300)
                .build();
        return Hdbscan.of(2).fit(table);
    }
}
