package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Proportions;
import java.util.ArrayList;
import java.util.List;

/**
 * Do three of ten customers with a probability of 0.3 really buy?
 *
 * <p>Rows are put into bins by their probability, of equal width or of equal weight, and each bin compares the mean probability
 * with the rate of label 1, which has a Wilson band.
 *
 * <ul>
 *   <li>Empty bins are left out.
 *   <li>Bins of equal weight are cut by rank; rows of equal probability are cut in row order.
 *   <li>Scores below 0 or above 1 are refused.
 * </ul>
 *
 * <p>Time O(rows). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * CalibrationTable table = CalibrationTable.equalWeight(ScoredLabels.of(bought, probabilities), 10, 0.95);
 * double off = table.expectedCalibrationError();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2987588">DeGroot and Fienberg (1983), The comparison and evaluation of forecasters</a>
 */
public final class CalibrationTable {

    private record Content(List<CalibrationBin> bins, double brier) {}

    private final Content c;

    private CalibrationTable(Content c) {
        this.c = c;
    }

    /**
     * Bins of equal width: a probability p is in bin {@code floor(bins * p)}, and 1 in the last.
     *
     * @param data labels and probabilities
     * @param bins how many, at least 1
     * @param confidence of the bands, such as 0.95
     * @return the table
     */
    public static CalibrationTable equalWidth(ScoredLabels data, int bins, double confidence) {
        Sums sums = new Sums(check(data, bins, confidence));
        for (int rank = 0; rank < data.rows(); rank++) {
            int row = data.ranked(rank);
            sums.add(data, row, Math.min(bins - 1, (int) (bins * data.score(row))));
        }
        return sums.table(confidence);
    }

    /**
     * Bins of equal weight: rows by rising probability, bin {@code floor(bins * weight before / weight of all)}.
     *
     * @param data labels and probabilities
     * @param bins how many, at least 1
     * @param confidence of the bands, such as 0.95
     * @return the table
     */
    public static CalibrationTable equalWeight(ScoredLabels data, int bins, double confidence) {
        Sums sums = new Sums(check(data, bins, confidence));
        double all = 0;
        for (int i = 0; i < data.rows(); i++) {
            all += data.weight(i);
        }
        double before = 0;
        for (int rank = 0; rank < data.rows(); rank++) {
            int row = data.ranked(rank);
            sums.add(data, row, Math.min(bins - 1, (int) (bins * before / all)));
            before += data.weight(row);
        }
        return sums.table(confidence);
    }

    private static int check(ScoredLabels data, int bins, double confidence) {
        Check.atLeast("bins", bins, 1);
        Check.confidence(confidence);
        data.requireProbabilities("calibration");
        return bins;
    }

    private static final class Sums {

        private final double[] weight;
        private final double[] events;
        private final double[] probability;
        private final double[] lowest;
        private final double[] highest;
        private double squares;

        Sums(int bins) {
            weight = new double[bins];
            events = new double[bins];
            probability = new double[bins];
            lowest = new double[bins];
            highest = new double[bins];
        }

        /** Rows come by rising probability. */
        void add(ScoredLabels data, int row, int bin) {
            double w = data.weight(row);
            if (w > 0) {
                double p = data.score(row);
                double y = data.label(row);
                if (weight[bin] == 0) {
                    lowest[bin] = p;
                }
                highest[bin] = p;
                weight[bin] += w;
                events[bin] += w * y;
                probability[bin] += w * p;
                squares += w * (p - y) * (p - y);
            }
        }

        CalibrationTable table(double confidence) {
            List<CalibrationBin> bins = new ArrayList<>();
            double all = 0;
            for (int b = 0; b < weight.length; b++) {
                if (weight[b] > 0) {
                    all += weight[b];
                    bins.add(new CalibrationBin(
                            lowest[b],
                            highest[b],
                            weight[b],
                            probability[b] / weight[b],
                            events[b] / weight[b],
                            Proportions.wilson(Math.min(events[b], weight[b]), weight[b], confidence)));
                }
            }
            return new CalibrationTable(new Content(List.copyOf(bins), squares / all));
        }
    }

    /** {@return the bins that hold rows, by rising probability; unmodifiable} */
    public List<CalibrationBin> bins() {
        return c.bins;
    }

    private double weight() {
        return c.bins.stream().mapToDouble(CalibrationBin::weight).sum();
    }

    /**
     * The mean distance of promised and seen rate, by weight of the bins. Chance alone makes it positive, the more so the more
     * bins and the fewer rows there are.
     *
     * @return the ECE
     */
    public double expectedCalibrationError() {
        double sum = 0;
        for (CalibrationBin bin : c.bins) {
            sum += bin.weight() * Math.abs(bin.meanProbability() - bin.eventRate());
        }
        return sum / weight();
    }

    /** {@return the largest distance of promised and seen rate; a bin of a few rows can decide it} */
    public double maximumCalibrationError() {
        double largest = 0;
        for (CalibrationBin bin : c.bins) {
            largest = Math.max(largest, Math.abs(bin.meanProbability() - bin.eventRate()));
        }
        return largest;
    }

    /**
     * The test of Hosmer and Lemeshow.
     *
     * @return statistic and p
     * @throws IllegalStateException with fewer than 3 bins, or with a bin that promises exactly 0 or 1
     */
    public HosmerLemeshow hosmerLemeshow() {
        int degrees = c.bins.size() - 2;
        if (degrees < 1) {
            throw new IllegalStateException(
                    "the test of Hosmer and Lemeshow needs at least 3 bins with rows, got " + c.bins.size());
        }
        double sum = 0;
        for (CalibrationBin bin : c.bins) {
            double p = bin.meanProbability();
            if (p <= 0 || p >= 1) {
                throw new IllegalStateException(
                        "the test of Hosmer and Lemeshow has no answer where all rows of a bin promise "
                                + (p <= 0 ? 0 : 1) + "; use fewer bins or keep probabilities off 0 and 1");
            }
            double off = bin.eventRate() - p;
            sum += bin.weight() * off * off / (p * (1 - p));
        }
        return new HosmerLemeshow(sum, degrees, Distributions.chiSquaredSurvival(sum, degrees));
    }

    /** {@return the Brier score split over these bins} */
    public BrierDecomposition brierDecomposition() {
        double all = weight();
        double rate = 0;
        for (CalibrationBin bin : c.bins) {
            rate += bin.weight() * bin.eventRate() / all;
        }
        double reliability = 0;
        double resolution = 0;
        for (CalibrationBin bin : c.bins) {
            double off = bin.meanProbability() - bin.eventRate();
            double apart = bin.eventRate() - rate;
            reliability += bin.weight() * off * off / all;
            resolution += bin.weight() * apart * apart / all;
        }
        double uncertainty = rate * (1 - rate);
        return new BrierDecomposition(
                reliability, resolution, uncertainty, c.brier - (reliability - resolution + uncertainty));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibrationTable that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "CalibrationTable[" + c.bins.size() + " bins, expected calibration error " + expectedCalibrationError()
                + "]";
    }
}
