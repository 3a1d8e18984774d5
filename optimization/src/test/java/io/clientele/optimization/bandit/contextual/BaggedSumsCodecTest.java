package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaggedSumsCodecTest extends ModelCodecContract<BaggedSums> {

    @Override
    protected ModelCodec<BaggedSums> codec() {
        return new BaggedSumsCodec();
    }

    private static BaggedSums golden1() {
        BaggedSums bags = BaggedSums.of(3, "x");
        bags.add("customer-1", "banner", new double[] {0.5}, 1);
        bags.add("customer-2", "banner", new double[] {0.1}, 0);
        bags.add("customer-3", "arm \"2\"", new double[] {-2}, 0.3);
        return bags;
    }

    @Override
    protected List<BaggedSums> models() {
        return List.of(golden1(), BaggedSums.of(2));
    }

    @Override
    protected Map<String, BaggedSums> golden() {
        return Map.of("golden/bagged-sums-1.json", golden1());
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), BaggedSums.of(2, "x"));
        int last = text.lastIndexOf("[\"x\"]");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ModelFiles.read(codec(), text.substring(0, last) + "[\"y\"]" + text.substring(last + 5)))
                .withMessageContaining("models[1] has other features than the first");
    }
}
