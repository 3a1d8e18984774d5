package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EncoderTest {

    private static FeatureTable column(double... values) {
        return FeatureTable.of(java.util.List.of("x"), values);
    }

    @Test
    void missingValuesAreFilledFromTraining() {
        FeatureTable training = column(1, Double.NaN, 3, 10, Double.NaN, 4);
        FeatureTable later = column(Double.NaN, 7);
        FeatureTable median = Encoder.create().withMedian("x").fit(training).encode(later);
        assertThat(median)
                .isEqualTo(FeatureTable.builder("x", "x_missing")
                        .add(3.5, 1)
                        .add(7, 0)
                        .build());
        assertThat(Encoder.create().withMean("x").fit(training).encode(later).column(0))
                .containsExactly(4.5, 7);
        assertThat(Encoder.create()
                        .withValue(-1, "x")
                        .fit(training)
                        .encode(later)
                        .column(0))
                .containsExactly(-1, 7);
        // nothing was missing in training: no indicator then, but a value all the same
        assertThat(Encoder.create().withMedian("x").fit(column(1, 2, 9)).encode(later))
                .isEqualTo(column(2, 7));
        assertThat(Encoder.create()
                        .withValue(0, "x")
                        .fit(column(Double.NaN))
                        .encode(later)
                        .names())
                .containsExactly("x", "x_missing");
    }

    @Test
    void standardizedHasMeanZeroAndDeviationOne() {
        FeatureTable training = column(2, 4, 4, 4, 5, 5, 7, 9); // mean 5, population deviation 2
        EncoderModel model = Encoder.create().withStandardized("x").fit(training);
        assertThat(model.encode(training).column(0)).containsExactly(-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2);
        assertThat(model.encode(11)).containsExactly(3);
        EncoderModel filled =
                Encoder.create().withStandardized("x").withValue(5, "x").fit(column(3, Double.NaN, 7));
        assertThat(filled.encode(Double.NaN)).containsExactly(0, 1);
        assertThat(filled.encode(7)[0]).isCloseTo(Math.sqrt(1.5), within(1e-15));
    }

    @Test
    void constantColumnBecomesZeroWithAWarning() {
        EncoderModel model = Encoder.create().withStandardized("x").fit(column(0.1, 0.1, 0.1));
        assertThat(model.encode(column(0.1, 0.3)).column(0)).containsExactly(0, 0.3 - 0.1);
        assertThat(model.report().warnings()).containsExactly("column 'x' is constant; it becomes 0");
    }

    @Test
    void binsAreCutAtQuantiles() {
        FeatureTable training = column(9, 1, 2, 3, 4, 5, 6, 7, 8); // type 7 thirds: 3.67, 6.33
        EncoderModel model = Encoder.create().withBins(3, "x").fit(training);
        assertThat(model.columns()).containsExactly("x_bin_2", "x_bin_3");
        assertThat(model.encode(column(-5, 3, 3.7, 6, 6.5, 99)))
                .isEqualTo(FeatureTable.builder("x_bin_2", "x_bin_3")
                        .add(0, 0)
                        .add(0, 0)
                        .add(1, 0)
                        .add(1, 0)
                        .add(0, 1)
                        .add(0, 1)
                        .build());
        assertThat(model.report().warnings()).isEmpty();
    }

    @Test
    void valueOnACutCountsToTheLowerBin() {
        EncoderModel model = Encoder.create().withBins(2, "x").fit(column(1, 2, 3)); // cut at 2
        assertThat(model.encode(2)).containsExactly(0);
        assertThat(model.encode(Math.nextUp(2.0))).containsExactly(1);
    }

    @Test
    void sharedValuesGiveFewerBins() {
        EncoderModel model =
                Encoder.create().withBins(4, "x").fit(column(0, 0, 0, 0, 0, 0, 0, -0.0, 5, 6)); // quantiles 0, 0, 0
        assertThat(model.columns()).containsExactly("x_bin_2");
        assertThat(model.encode(column(0, -0.0, 5)).column(0)).containsExactly(0, 0, 1);
        assertThat(model.report().warnings())
                .containsExactly("column 'x': 2 of 4 bins; many rows share a value, or rows are few");
        EncoderModel constant = Encoder.create().withBins(4, "x").fit(column(7, 7));
        assertThat(constant.columns()).isEmpty();
        assertThat(constant.report().warnings())
                .containsExactly("column 'x': 1 of 4 bins; many rows share a value, or rows are few");
    }

    @Test
    void missingIsABinOfItsOwn() {
        EncoderModel model = Encoder.create().withBins(2, "x").fit(column(1, Double.NaN, 2, 3));
        assertThat(model.columns()).containsExactly("x_bin_2", "x_missing");
        assertThat(model.encode(Double.NaN)).containsExactly(0, 1);
        assertThat(model.encode(3)).containsExactly(1, 0);
        assertThat(Encoder.create()
                        .withBins(2, "x")
                        .withValue(9, "x")
                        .fit(column(1, Double.NaN, 2, 3))
                        .encode(Double.NaN))
                .containsExactly(1, 1);
    }

    @Test
    void columnsWithoutARuleAreUntouchedAndOrderIsKept() {
        FeatureTable training = FeatureTable.builder("a", "b", "c")
                .add(1, Double.NaN, Double.POSITIVE_INFINITY)
                .add(3, 5, -0.0)
                .build();
        EncoderModel model =
                Encoder.create().withStandardized("a").withMedian("b").fit(training);
        assertThat(model.inputs()).containsExactly("a", "b", "c");
        assertThat(model.columns()).containsExactly("a", "b", "b_missing", "c");
        assertThat(model.encode(3, Double.NaN, Double.NaN)).containsExactly(1, 5, 1, Double.NaN);
        // found by name, others left out
        FeatureTable other =
                FeatureTable.builder("z", "c", "b", "a").add(9, 8, 7, 3).build();
        assertThat(model.encode(other).row(0)).containsExactly(1, 7, 0, 8);
    }

    @Test
    void tableAndRowGiveTheSameBitsAndBinsAreBalanced() {
        RandomGenerator random = RandomStreams.stream(3, "encoder", 0);
        double[][] columns = new double[3][1000];
        for (int i = 0; i < 1000; i++) {
            columns[0][i] = random.nextGaussian();
            columns[1][i] = random.nextInt(4) == 0 ? Double.NaN : 100 * random.nextDouble();
            columns[2][i] = random.nextExponential();
        }
        FeatureTable training = FeatureTable.of(java.util.List.of("a", "b", "c"), columns);
        EncoderModel model = Encoder.create()
                .withStandardized("a", "b")
                .withMean("b")
                .withBins(8, "c")
                .fit(training);
        FeatureTable encoded = model.encode(training);
        double[] inBin = new double[8];
        for (int i = 0; i < 1000; i++) {
            assertThat(encoded.row(i)).isEqualTo(model.encode(training.row(i)));
            for (int b = 1; b < 8; b++) {
                inBin[b] += encoded.get(i, encoded.index("c_bin_" + (b + 1)));
            }
        }
        inBin[0] = 1000 - Arrays.stream(inBin).sum();
        assertThat(inBin).containsOnly(125);
    }

    @Test
    void badInputIsNamed() {
        refused(() -> Encoder.create().withBins(1, "x"), "bins must be between 2 and 1000, got 1");
        refused(() -> Encoder.create().withMedian(), "columns must name at least one column");
        refused(() -> Encoder.create().withValue(Double.NaN, "x"), "value must be a number, got NaN");
        refused(() -> Encoder.create().withMedian("y").fit(column(1)), "no column 'y'; columns are [x]");
        refused(() -> Encoder.create().fit(column()), "the table has no rows; at least one is needed");
        refused(
                () -> Encoder.create().withMedian("x").fit(column(1, Double.POSITIVE_INFINITY)),
                "column 'x', row 1: an infinite value is not allowed");
        refused(
                () -> Encoder.create().withStandardized("x").fit(column(1, Double.NaN)),
                "column 'x', row 1: NaN is not allowed; fill missing values with withMedian, withMean or withValue");
        refused(
                () -> Encoder.create().withMedian("x").fit(column(Double.NaN, Double.NaN)),
                "column 'x' is missing in every row; leave it out, or fill it with withValue");
        refused(
                () -> Encoder.create().withStandardized("x").fit(column(-1e300, 1e300)),
                "column 'x', row 0: must be at most 1.0E140 in size, got -1.0E300; use another unit");
        refused(
                () -> Encoder.create().withStandardized("x").fit(column(1e-200, 2e-200)),
                "column 'x' varies too little to be standardised; use another unit");
        EncoderModel bins = Encoder.create().withBins(2, "x").fit(column(1, 2, 3));
        refused(
                () -> bins.encode(column(1, Double.NaN)),
                "column 'x', row 1: NaN is not allowed; fill missing values with withMedian, withMean or withValue");
        refused(() -> bins.encode(Double.NEGATIVE_INFINITY), "column 'x': an infinite value is not allowed");
        refused(() -> bins.encode(1, 2), "row must have one value per input (1), got 2");
        refused(
                () -> Encoder.create()
                        .withMedian("x")
                        .fit(FeatureTable.builder("x", "x_missing")
                                .add(Double.NaN, 0)
                                .add(1, 0)
                                .build()),
                "column 'x_missing' would come out twice; give the input of that name another one");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
