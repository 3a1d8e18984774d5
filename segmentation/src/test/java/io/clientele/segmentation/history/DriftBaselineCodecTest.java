package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import io.clientele.segmentation.profile.SegmentedCustomers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftBaselineCodecTest extends ModelCodecContract<DriftBaseline> {

    @Override
    protected ModelCodec<DriftBaseline> codec() {
        return new DriftBaselineCodec();
    }

    @Override
    protected List<DriftBaseline> models() {
        return List.of(golden1(), DriftMonitor.of(0.05).fit(DriftMonitorTest.customers(1, 400, 0, new double[] {
            0.5, 0.3, 0.2
        })));
    }

    @Override
    protected Map<String, DriftBaseline> golden() {
        return Map.of("golden/drift-1.json", golden1());
    }

    @Test
    void baselinesThatCannotBeAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(text.replace("\"falseAlarmRate\": 0.01", "\"falseAlarmRate\": 1"), "falseAlarmRate must be above 0");
        refused(
                text.replace("\"sizes\": [3.0,", "\"sizes\": [4.0,"),
                "counts must add up to the size of the segment (4.0)");
    }

    private void refused(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(part);
    }

    private static DriftBaseline golden1() {
        FeatureTable table = FeatureTable.of(List.of("spend"), new double[] {1, 2.5, 3, 7, 7});
        return DriftMonitor.of(0.01)
                .fit(SegmentedCustomers.of(table, new int[] {0, 0, 0, 1, 1}, List.of("low", "high")));
    }
}
