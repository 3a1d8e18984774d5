package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KPrototypesCodecTest extends ModelCodecContract<KPrototypesModel> {

    @Override
    protected ModelCodec<KPrototypesModel> codec() {
        return new KPrototypesCodec();
    }

    @Override
    protected List<KPrototypesModel> models() {
        return List.of(
                golden1(),
                KPrototypes.of(3).withCategories("device", "country").fit(KPrototypesContractTest.mixed(60, 3, 4)));
    }

    @Override
    protected Map<String, KPrototypesModel> golden() {
        return Map.of("golden/k-prototypes-1.json", golden1());
    }

    private static KPrototypesModel golden1() {
        FitReport report = FitReport.builder()
                .rows(5)
                .iterations(2)
                .converged(true)
                .change(0.125)
                .build();
        return new KPrototypesModel(
                List.of("recency", "country", "spend"),
                List.of("country"),
                0.75,
                new double[][] {{1.5, 44, 10.625}, {90.5, 49, 0.2}},
                new long[] {3, 2},
                1.30125,
                report);
    }

    @Test
    void aCategoryThatIsNoFeatureIsRefused() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        golden1().write(out);
        String file = out.toString(StandardCharsets.UTF_8)
                .replace("\"categories\": [\"country\"]", "\"categories\": [\"x\"]");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KPrototypesModel.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("category 'x' must be one of the features [recency, country, spend]");
    }
}
