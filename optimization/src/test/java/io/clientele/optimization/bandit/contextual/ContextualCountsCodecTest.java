package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextualCountsCodecTest extends ModelCodecContract<ContextualCounts> {

    @Override
    protected ModelCodec<ContextualCounts> codec() {
        return new ContextualCountsCodec();
    }

    private static ContextualCounts golden1() {
        ContextualCounts counts = ContextualCounts.of("ägé", "x");
        counts.add("banner", new double[] {0.5, 1}, 3, 40);
        counts.add("banner", new double[] {-0.1, 1e-300}, 0, 9_007_199_254_740_993L);
        counts.add("arm \"2\"", new double[] {0, 0}, true);
        return counts;
    }

    @Override
    protected List<ContextualCounts> models() {
        return List.of(golden1(), ContextualCounts.of(), SampleDecisions.counts(0, 6));
    }

    @Override
    protected Map<String, ContextualCounts> golden() {
        return Map.of("golden/contextual-counts-1.json", golden1());
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("[0,3]", "[0]")))
                .withMessageContaining("successes must have one value per context (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"arm \\\"2\\\"\"", "\"banner\"")))
                .withMessageContaining("arm 'banner' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("[-0.1,1.0E-300]", "[0.5,1.0]")))
                .withMessageContaining("arm 'banner': contexts[1] is there twice, or without trials");
    }
}
