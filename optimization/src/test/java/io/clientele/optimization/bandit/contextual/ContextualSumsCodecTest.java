package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextualSumsCodecTest extends ModelCodecContract<ContextualSums> {

    @Override
    protected ModelCodec<ContextualSums> codec() {
        return new ContextualSumsCodec();
    }

    private static ContextualSums golden1() {
        ContextualSums sums = ContextualSums.of("ägé", "x");
        sums.add("banner", new double[] {0.5, -1.25}, 1);
        sums.add("banner", new double[] {1e-300, 0.1}, -0.3);
        sums.add("arm \"2\"", new double[] {0, 0}, 1e50);
        return sums;
    }

    @Override
    protected List<ContextualSums> models() {
        return List.of(golden1(), ContextualSums.of(), SampleDecisions.sums(0, 3));
    }

    @Override
    protected Map<String, ContextualSums> golden() {
        return Map.of("golden/contextual-sums-1.json", golden1());
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"count\": 2", "\"count\": 3")))
                .withMessageContaining("arm 'banner': the first product must be the count 3, got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"arm \\\"2\\\"\"", "\"banner\"")))
                .withMessageContaining("arm 'banner' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("[\"ägé\",\"x\"]", "[\"x\"]")))
                .withMessageContaining("products must have one value per pair of features (6), got 10");
    }
}
