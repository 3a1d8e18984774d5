package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.Objects;

/**
 * Does a variant convert more often, when groups of units (countries, channels) that convert differently are compared each for
 * itself?
 *
 * <p>Cochran, Mantel and Haenszel's test of one common odds ratio, with their estimate of it and Robins, Breslow and Greenland's
 * interval, and the difference of the rates averaged by the groups' shares of all units.
 *
 * <ul>
 *   <li>A group in which nothing varies has nothing to say to the odds ratio.
 *   <li>Nothing varies in any group: refused.
 *   <li>No success in one variant or no failure in the other anywhere: the odds ratio is 0 or infinite and its interval the whole half
 *       line.
 *   <li>The test has its power where all groups differ in the same direction.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * StratifiedComparison c = StratifiedProportionTest.create().compare(
 *         List.of(new Conversions("control", 335, 2606), new Conversions("control", 813, 9327)),
 *         List.of(new Conversions("banner", 545, 2577), new Conversions("banner", 1504, 9240)));
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/jnci/22.4.719">Mantel and Haenszel (1959)</a>
 * @see <a href="https://doi.org/10.2307/2531052">Robins, Breslow and Greenland (1986), Estimators of the Mantel-Haenszel variance
 *     consistent in both sparse data and large-strata limiting models</a>
 */
public final class StratifiedProportionTest {

    private final double confidence;

    private StratifiedProportionTest(double confidence) {
        this.confidence = confidence;
    }

    /** {@return intervals at 95 %} */
    public static StratifiedProportionTest create() {
        return new StratifiedProportionTest(0.95);
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public StratifiedProportionTest withConfidence(double confidence) {
        return new StratifiedProportionTest(Check.confidence(confidence));
    }

    /**
     * Compares within groups.
     *
     * @param controls the control's counts in each group
     * @param variants the variant's counts in each group, in the same order
     * @return difference, odds ratio and p
     */
    public StratifiedComparison compare(List<Conversions> controls, List<Conversions> variants) {
        if (controls.size() != variants.size() || controls.isEmpty()) {
            throw new IllegalArgumentException("both variants must have counts for each group, got " + controls.size()
                    + " and " + variants.size());
        }
        double all = 0;
        for (int g = 0; g < controls.size(); g++) {
            all += controls.get(g).trials() + (double) variants.get(g).trials();
        }
        double difference = 0;
        double error = 0;
        double excess = 0;
        double spread = 0;
        double r = 0;
        double s = 0;
        double pr = 0;
        double mixed = 0;
        double qs = 0;
        for (int g = 0; g < controls.size(); g++) {
            Conversions a = controls.get(g);
            Conversions b = variants.get(g);
            double n = a.trials() + (double) b.trials();
            double share = n / all;
            difference += share * (b.rate() - a.rate());
            error += share * share * (b.rate() * (1 - b.rate()) / b.trials() + a.rate() * (1 - a.rate()) / a.trials());
            double successes = a.successes() + (double) b.successes();
            excess += b.successes() - b.trials() * successes / n;
            if (n > 1) {
                spread += b.trials() / n * a.trials() / n * successes * (n - successes) / (n - 1);
            }
            double up = b.successes() / n * a.failures();
            double down = a.successes() / n * b.failures();
            double p = (b.successes() + (double) a.failures()) / n;
            double q = (a.successes() + (double) b.failures()) / n;
            r += up;
            s += down;
            pr += p * up;
            mixed += p * down + q * up;
            qs += q * down;
        }
        if (spread == 0) {
            throw new IllegalArgumentException("the outcome does not vary in any of the " + controls.size()
                    + " groups; there is nothing to compare");
        }
        double z = Distributions.normalTwoSided(confidence);
        double half = Math.sqrt(error);
        double ratio = r / s;
        double logError = Math.sqrt(pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s));
        Interval odds = r > 0 && s > 0
                ? new Interval(ratio * Math.exp(-z * logError), ratio * Math.exp(z * logError), confidence)
                : new Interval(0, Double.POSITIVE_INFINITY, confidence);
        double corrected = Math.max(0, Math.abs(excess) - 0.5);
        return new StratifiedComparison(
                difference,
                half,
                new Interval(difference - z * half, difference + z * half, confidence),
                ratio,
                odds,
                excess * excess / spread,
                corrected * corrected / spread);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StratifiedProportionTest that && confidence == that.confidence;
    }

    @Override
    public int hashCode() {
        return Objects.hash(confidence);
    }

    @Override
    public String toString() {
        return "StratifiedProportionTest[confidence=" + confidence + "]";
    }
}
