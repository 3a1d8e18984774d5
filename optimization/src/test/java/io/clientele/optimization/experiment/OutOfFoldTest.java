package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class OutOfFoldTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 10_000 : 600;
    private static final int UNITS = 400;

    /** Means of the outcome in ten bins of x, the overall mean where a bin is empty. */
    private static OutOfFold.Learner bins(double[] x) {
        return (known, training, asked) -> {
            double[] sum = new double[11];
            double[] count = new double[11];
            for (int unit : training) {
                for (int bin : new int[] {bin(x[unit]), 10}) {
                    sum[bin] += known[unit];
                    count[bin]++;
                }
            }
            return Arrays.stream(asked)
                    .mapToDouble(unit -> {
                        int bin = count[bin(x[unit])] > 0 ? bin(x[unit]) : 10;
                        return sum[bin] / count[bin];
                    })
                    .toArray();
        };
    }

    private static int bin(double x) {
        return (int) Math.max(0, Math.min(9, Math.floor(2 * x + 5)));
    }

    /**
     * The metric follows x², of which x alone explains nothing: with noise 1 and x² of variance 2, a model takes two thirds of the
     * variance off, less what ten bins lose. The interval holds the effect of 0.3 in 95 % of cases (4 standard errors of a share).
     */
    @Test
    void takesMoreNoiseOffThanTheCovariateItself() {
        int covered = 0;
        double plain = 0;
        double model = 0;
        for (int run = 0; run < RUNS; run++) {
            RandomGenerator random = RandomStreams.stream(run, "cupac", 0);
            double[] x = new double[UNITS];
            double[] y = new double[UNITS];
            for (int i = 0; i < UNITS; i++) {
                x[i] = Samplers.gaussian(random);
                y[i] = x[i] * x[i] + Samplers.gaussian(random) + 0.3 * (i % 2);
            }
            double[] expected = OutOfFold.of(5, run).predict(y, bins(x));
            Cuped cupac = Cuped.of(sample(y, expected, 0), sample(y, expected, 1));
            plain += Cuped.of(sample(y, x, 0), sample(y, x, 1)).varianceReduction() / RUNS;
            model += cupac.varianceReduction() / RUNS;
            covered += MeanTest.create()
                            .compare(cupac.control(), cupac.variant())
                            .interval()
                            .contains(0.3)
                    ? 1
                    : 0;
        }
        assertThat(plain).isBetween(-0.01, 0.02);
        assertThat(model).isBetween(0.5, 0.667);
        assertThat((double) covered / RUNS).isCloseTo(0.95, within(4 * Math.sqrt(0.05 * 0.95 / RUNS)));
    }

    private static MetricSample sample(double[] y, double[] beside, int which) {
        MetricSample.Builder sample = MetricSample.builder("v" + which);
        for (int i = which; i < y.length; i += 2) {
            sample.add(y[i], beside[i]);
        }
        return sample.build();
    }

    /** Every unit is asked for once, by a learner that knows all outcomes but those it is asked for. */
    @Test
    void nobodyIsPredictedFromItself() {
        double[] y = new double[23];
        Arrays.setAll(y, i -> i);
        int[] times = new int[23];
        double[] predictions = OutOfFold.of(4, 1).predict(y, (known, training, asked) -> {
            assertThat(training).hasSize(23 - asked.length).isSorted();
            for (int unit : training) {
                assertThat(known[unit]).isEqualTo(unit);
            }
            for (int unit : asked) {
                assertThat(known[unit]).isNaN();
                times[unit]++;
            }
            return Arrays.stream(asked).mapToDouble(unit -> 100 + unit).toArray();
        });
        assertThat(times).containsOnly(1);
        for (int i = 0; i < 23; i++) {
            assertThat(predictions[i]).isEqualTo(100 + i);
        }
    }

    @Test
    void refusals() {
        double[] y = {1, 2, 3, 4};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutOfFold.of(2, 0)
                        .predict(
                                y,
                                (known, training, asked) -> Arrays.stream(asked)
                                        .mapToDouble(unit -> known[unit])
                                        .toArray()))
                .withMessageMatching(
                        "fold 0, unit [0-3]: the prediction must be finite, got NaN; outcomes of units outside"
                                + " 'training' are NaN and must not be used");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutOfFold.of(2, 0).predict(y, (known, training, asked) -> new double[1]))
                .withMessage("predictions of fold 0 must have one for each unit asked for (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutOfFold.of(1, 0))
                .withMessage("folds must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutOfFold.of(5, 0).predict(y, (known, training, asked) -> new double[1]))
                .withMessage("folds must be at most the number of units (4), got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutOfFold.of(2, 0)
                        .predict(new double[] {1, Double.NaN}, (known, training, asked) -> new double[1]))
                .withMessage("outcomes[1] must be finite, got NaN");
    }
}
