package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KMeansCodecTest extends ModelCodecContract<KMeansModel> {

    @Override
    protected ModelCodec<KMeansModel> codec() {
        return new KMeansCodec();
    }

    @Override
    protected List<KMeansModel> models() {
        FeatureTable table = KMeansContractTest.blobs(50, 2, 3);
        double[] weights = new double[50];
        Arrays.setAll(weights, i -> i % 4 / 2.0);
        return List.of(
                golden1(),
                golden2(),
                KMeans.of(4).withMaxIterations(1).fit(table),
                KMeans.of(3).withStandardized(true).fit(table),
                KMeans.of(3).withWeightColumn("w").fit(table.withColumn("w", weights)));
    }

    @Override
    protected Map<String, KMeansModel> golden() {
        return Map.of("golden/kmeans-1.json", golden1(), "golden/kmeans-2.json", golden2());
    }

    /** Put together by hand: the last digits of a fit's change may differ from release to release. */
    private static KMeansModel golden1() {
        FitReport report = FitReport.builder()
                .rows(4)
                .iterations(2)
                .converged(true)
                .change(0.818324607329843)
                .build();
        return new KMeansModel(
                List.of("recency", "spend"),
                null,
                new double[][] {{1.5, 10.625}, {90.5, 0.2}},
                new long[] {2, 2},
                new double[] {2, 2},
                1.30125,
                report);
    }

    /** With the scaling and the weights that version 2 added. */
    private static KMeansModel golden2() {
        FitReport report = FitReport.builder()
                .rows(5)
                .iterations(3)
                .converged(true)
                .change(0.25)
                .warning("column 'flat' is constant and tells nothing; drop it")
                .build();
        return new KMeansModel(
                List.of("recency", "flat"),
                new Scaling(new double[] {30.5, 7}, new double[] {12.25, 1}),
                new double[][] {{-1.5, 0}, {0.75, 0}},
                new long[] {2, 3},
                new double[] {2.5, 4},
                0.625,
                report);
    }

    @Test
    void aBrokenScalingOrWeightIsRefused() {
        String written = written(golden2());
        refused(written.replace("12.25", "0"), "deviation must be a finite number above 0, got 0");
        refused(written.replace("12.25", "1e-310"), "deviation must be large enough to divide by, got 1.0E-310");
        refused(written.replace("2.5", "-2.5"), "weight must be a finite number of at least 0, got -2.5");
    }

    private static void refused(String file, String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KMeansModel.read(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining(text);
    }

    private static String written(KMeansModel model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
