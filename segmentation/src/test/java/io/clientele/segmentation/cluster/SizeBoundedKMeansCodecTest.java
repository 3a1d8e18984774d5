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

class SizeBoundedKMeansCodecTest extends ModelCodecContract<SizeBoundedKMeansModel> {

    @Override
    protected ModelCodec<SizeBoundedKMeansModel> codec() {
        return new SizeBoundedKMeansCodec();
    }

    @Override
    protected List<SizeBoundedKMeansModel> models() {
        return List.of(golden1(), SizeBoundedKMeans.of(3).withMostShare(0.4).fit(KMeansContractTest.blobs(50, 2, 3)));
    }

    @Override
    protected Map<String, SizeBoundedKMeansModel> golden() {
        return Map.of("golden/size-bounded-kmeans-1.json", golden1());
    }

    private static SizeBoundedKMeansModel golden1() {
        FitReport report = FitReport.builder()
                .rows(4)
                .iterations(2)
                .converged(true)
                .change(0.125)
                .build();
        return new SizeBoundedKMeansModel(
                List.of("recency", "spend"),
                new SizeBounds(0.25, 0.5),
                new double[][] {{1.5, 10.625}, {90.5, 0.2}},
                new double[] {2.75, -0.5},
                new long[] {2, 2},
                1.30125,
                report);
    }

    @Test
    void sharesThatCannotBeAreRefused() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        golden1().write(out);
        String file = out.toString(StandardCharsets.UTF_8)
                .replace("\"leastShare\": 0.25", "\"leastShare\": 0.75")
                .replace("\"mostShare\": 0.5", "\"mostShare\": 0.75");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SizeBoundedKMeansModel.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("least share must be at most 1 / k (1 / 2), got 0.75");
    }
}
