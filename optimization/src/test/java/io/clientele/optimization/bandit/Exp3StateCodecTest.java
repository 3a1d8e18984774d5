package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Exp3StateCodecTest extends ModelCodecContract<Exp3State> {

    @Override
    protected ModelCodec<Exp3State> codec() {
        return new Exp3StateCodec();
    }

    private static Exp3State golden1() {
        return Exp3State.of(Map.of("control", 7.75, "bänner \"2\"", 0.0), 9);
    }

    @Override
    protected List<Exp3State> models() {
        return List.of(golden1(), Exp3State.of(Map.of(), 0), Exp3State.of(Map.of("a", 1e300), Long.MAX_VALUE));
    }

    @Override
    protected Map<String, Exp3State> golden() {
        return Map.of("golden/exp3-1.json", golden1());
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("7.75", "-7.75")))
                .withMessageContaining("loss of arm 'control' must be a finite number of at least 0, got -7.75");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace(",7.75", "")))
                .withMessageContaining("losses must have one value per arm (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("bänner \\\"2\\\"", "control")))
                .withMessageContaining("arm 'control' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"trials\": 9", "\"trials\": -9")))
                .withMessageContaining("trials must be at least 0, got -9");
    }
}
