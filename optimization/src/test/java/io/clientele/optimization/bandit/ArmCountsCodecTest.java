package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArmCountsCodecTest extends ModelCodecContract<ArmCounts> {

    @Override
    protected ModelCodec<ArmCounts> codec() {
        return new ArmCountsCodec();
    }

    private static ArmCounts golden1() {
        return ArmCounts.of("control", 12, 400).plus(ArmCounts.of("bänner \"2\"", -1, Long.MAX_VALUE));
    }

    @Override
    protected List<ArmCounts> models() {
        return List.of(golden1(), ArmCounts.empty());
    }

    @Override
    protected Map<String, ArmCounts> golden() {
        return Map.of("golden/arm-counts-1.json", golden1());
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("[-1,12]", "[12]")))
                .withMessageContaining("successes must have one value per arm (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(
                        codec(), text.replace("[\"bänner \\\"2\\\"\",\"control\"]", "[\"control\", \"control\"]")))
                .withMessageContaining("arm 'control' is there twice");
    }
}
