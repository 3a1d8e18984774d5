package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneHotCodecTest extends ModelCodecContract<OneHotModel> {

    @Override
    protected ModelCodec<OneHotModel> codec() {
        return new OneHotCodec();
    }

    @Override
    protected List<OneHotModel> models() {
        return List.of(
                golden1(),
                OneHot.of("x").fit(List.of("a")),
                OneHot.of("x").withAllNames().withUnseenAsReference().fit(List.of("a", "b")));
    }

    @Override
    protected Map<String, OneHotModel> golden() {
        return Map.of("golden/one-hot-1.json", golden1());
    }

    private static OneHotModel golden1() {
        return OneHot.of("country").withMinimum(2).fit(List.of("uk", "fr", "uk", "fr", "Österreich", ""));
    }

    @Test
    void unsortedNamesAreRefused() {
        String text = ModelFiles.text(codec(), golden1()).replace("\"uk\"", "\"aa\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessage(
                        "clientele.one-hot: names must be sorted, got 'aa' after 'fr'; the file is damaged, write it"
                                + " again");
    }
}
