package io.clientele.segmentation.lifecycle;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleCodecTest extends ModelCodecContract<LifecycleModel> {

    @Override
    protected ModelCodec<LifecycleModel> codec() {
        return new LifecycleCodec();
    }

    @Override
    protected List<LifecycleModel> models() {
        return List.of(
                golden1(),
                Lifecycle.create().fit(LifecycleTest.random(2, 30).orders().orElseThrow()));
    }

    @Override
    protected Map<String, LifecycleModel> golden() {
        return Map.of("golden/lifecycle-1.json", golden1());
    }

    @Test
    void modelsThatCannotBeAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(
                text.replace("\"lapsedShare\": 0.98", "\"lapsedShare\": 0.5"),
                "atRisk and lapsed must rise between 0.5 and 1, such as 0.9 and 0.98, got 0.9 and 0.5");
        refused(
                text.replace("\"spreadWithin\": 0.4", "\"spreadWithin\": 0"),
                "spreadWithin must be between 0.05 and 20, got 0");
        refused(text.replace("\"loyalAfter\": 5", "\"loyalAfter\": 2"), "loyal must be at least 3, got 2");
    }

    private void refused(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(part);
    }

    private static LifecycleModel golden1() {
        return new LifecycleModel(
                new Lifecycle.Options(0.9, 0.98, 2, 5),
                3.5,
                0.5,
                0.4,
                FitReport.builder().rows(12).warning("a warning").build());
    }
}
