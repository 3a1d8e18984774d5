package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class DensityPeaksTest {

    private static GaussianMixtureModel mixture(double[] weights, double[][] means, double[][] variances) {
        String[] names = {"x", "y", "z"};
        return new GaussianMixtureModel(
                List.of(names).subList(0, means[0].length),
                new MixtureParameters(CovarianceShape.DIAGONAL, weights, means, variances),
                100,
                0,
                0,
                false,
                FitReport.builder().rows(100).build());
    }

    private static List<double[]> twoOnALine(double distance) {
        return DensityPeaks.of(
                mixture(new double[] {0.5, 0.5}, new double[][] {{0}, {distance}}, new double[][] {{1}, {1}}), 0.01);
    }

    /** Up to 2 standard deviations the sum has one peak; the valley is half as high as the peaks at 3.3253 (Brent, SciPy). */
    @Test
    void twoNormalDistributionsArePartedFromADistanceOn() {
        assertThat(twoOnALine(1.9)).hasSize(1);
        assertThat(twoOnALine(1.9).get(0)[0]).isEqualTo(0.95, within(1e-5)); // slow to climb so near to 2
        assertThat(twoOnALine(3.32)).hasSize(1);
        assertThat(twoOnALine(3.33)).hasSize(2);
    }

    @Test
    void peaksComeHighestFirstAndSmallOnesDoNotCount() {
        GaussianMixtureModel model =
                mixture(new double[] {0.3, 0.6, 0.1}, new double[][] {{0, 0}, {20, 0}, {0, 20}}, new double[][] {
                    {1, 1}, {1, 1}, {1, 1}
                });
        List<double[]> peaks = DensityPeaks.of(model, 0.1);
        assertThat(peaks).hasSize(3);
        assertThat(peaks.get(0)).containsExactly(new double[] {20, 0}, within(1e-9));
        assertThat(peaks.get(1)).containsExactly(new double[] {0, 0}, within(1e-9));
        assertThat(DensityPeaks.of(model, 0.11)).hasSize(2);
    }

    /** A core and its halo, as long tails take: one peak, wherever the halo's mean is. */
    @Test
    void aHaloIsNoPeak() {
        assertThat(DensityPeaks.of(
                        mixture(new double[] {0.7, 0.3}, new double[][] {{0, 0, 0}, {1, -1, 2}}, new double[][] {
                            {1, 1, 1}, {30, 30, 30}
                        }),
                        0.01))
                .hasSize(1);
    }

    /** Long clouds at a right angle: the straight line between the means leaves the ridge, the ridge has no deep valley. */
    @Test
    void theWayAlongTheRidgeCounts() {
        GaussianMixtureModel corner = mixture(
                new double[] {0.5, 0.5}, new double[][] {{4, 0}, {0, 4}}, new double[][] {{9, 0.05}, {0.05, 9}});
        double lineMiddle = corner.logDensity(2, 2);
        double corner0 = corner.logDensity(0, 0);
        assertThat(corner0).isGreaterThan(lineMiddle + 10);
        assertThat(DensityPeaks.of(corner, 0.01)).hasSize(1);
    }

    @Test
    void oneComponentHasOnePeakAtItsMean() {
        List<double[]> peaks =
                DensityPeaks.of(mixture(new double[] {1}, new double[][] {{5, 6}}, new double[][] {{1, 2}}), 0.01);
        assertThat(peaks).hasSize(1);
        assertThat(peaks.get(0)).containsExactly(5, 6);
    }
}
