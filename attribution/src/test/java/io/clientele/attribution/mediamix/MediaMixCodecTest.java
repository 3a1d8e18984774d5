package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaMixCodecTest extends ModelCodecContract<MediaMixModel> {

    @Override
    protected ModelCodec<MediaMixModel> codec() {
        return MediaMixModel.codec();
    }

    @Override
    protected List<MediaMixModel> models() {
        MadeUpMix mix = MadeUpMix.of(1, 120, 2, 4, 50);
        return List.of(
                golden(0.25),
                MediaMix.create()
                        .withAdstock(AdstockFamily.NONE, 0)
                        .withRidge(0.01)
                        .withIntervals(20, 0.9)
                        .fit(mix.weeks));
    }

    @Override
    protected Map<String, MediaMixModel> golden() {
        // the first version drew residuals in blocks and knew no correlation of the noise: it is that of the residuals
        return Map.of("golden/media-mix-1.json", golden(0.1), "golden/media-mix-2.json", golden(0.25));
    }

    /** Made by hand, so that a better search does not change it. */
    private static MediaMixModel golden(double noiseCorrelation) {
        MediaEffect tv = new MediaEffect(
                "tv",
                1200,
                3000.5,
                new Interval(2000, 4000, 0.9),
                1.25,
                new Interval(0.5, 2, 0.9),
                0.75,
                new Interval(0.25, 1.5, 0.9),
                1.5,
                Adstock.delayed(0.5, 1.25, 3));
        MediaEffect print = new MediaEffect(
                "print",
                10,
                0,
                new Interval(0, 40, 0.9),
                0,
                new Interval(0, 2, 0.9),
                0,
                new Interval(0, 0, 0.9),
                Double.POSITIVE_INFINITY,
                Adstock.none());
        return new MediaMixModel(
                new ControlDesign(true, 1, 18_631, 120, List.of("price")),
                new double[] {1000, 2.5, -3, 0.125, 1e-7},
                List.of(tv, print),
                List.of(
                        new ResponseCurve(
                                500,
                                new Hill(80, 1.5),
                                0.9,
                                new double[] {450, 550},
                                new double[] {70, 90},
                                new double[] {1, 2}),
                        new ResponseCurve(
                                0, new Hill(8, 1), 0.9, new double[] {0, 5}, new double[] {7, 9}, new double[] {1, 3})),
                new MixDiagnostics(120, 0.9, 50.5, 0.1, 12.5, 0.01, 60.25, noiseCorrelation),
                FitReport.builder()
                        .rows(120)
                        .iterations(33)
                        .warning("channel 'print' shows no effect: the best coefficient is 0, the lowest allowed")
                        .build());
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        String text = ModelFiles.text(codec(), golden(0.25));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"harmonics\": 1", "\"harmonics\": 2")))
                .withMessageContaining("controls must have one coefficient per control (7), got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"NONE\"", "\"GEOMETRIC\"")))
                .withMessageContaining("adstockParameters must have those of GEOMETRIC (1), got 0");
    }
}
