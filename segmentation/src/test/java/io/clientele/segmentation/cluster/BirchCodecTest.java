package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BirchCodecTest extends ModelCodecContract<BirchModel> {

    @Override
    protected ModelCodec<BirchModel> codec() {
        return new BirchCodec();
    }

    @Override
    protected List<BirchModel> models() {
        return List.of(
                golden1(),
                Birch.create().withMaxEntries(10).fit(KMeansContractTest.blobs(50, 2, 1)),
                Birch.create().fit(FeatureTable.of(List.of("x"), new double[] {4})));
    }

    @Override
    protected Map<String, BirchModel> golden() {
        return Map.of("golden/birch-1.json", golden1());
    }

    @Test
    void modelsThatCannotBeAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(
                text.replace("\"entryOfRow\": [0,", "\"entryOfRow\": [3,"),
                "entry of a row must be at most the last entry (2), got 3");
        refused(text.replace("\"sizes\": [2,", "\"sizes\": [0,"), "size must be at least 1, got 0");
    }

    private void refused(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(part);
    }

    private static BirchModel golden1() {
        FeatureTable table = FeatureTable.builder("recency", "spend")
                .add(0, 10)
                .add(0, 10)
                .add(90, 0)
                .add(4, 13)
                .add(90, 0)
                .build();
        return Birch.create().fit(table);
    }
}
