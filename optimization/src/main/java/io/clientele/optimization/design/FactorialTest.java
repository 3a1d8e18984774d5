package io.clientele.optimization.design;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.Conversions;
import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.MultipleTesting;
import java.util.List;
import java.util.Objects;

/**
 * What does each of several changes do, and do pairs of them do more or less together?
 *
 * <p>Effects are differences of cell means, every cell counting the same however many units it has. Each cell keeps its own variance
 * (Welch's standard error with Satterthwaite's degrees of freedom), so spend and rates, and cells of different size, need nothing
 * else; {@link #withPooledVariance} is the textbook's analysis of variance.
 *
 * <ul>
 *   <li>Main effect of a level: the mean over all cells with it, less that over all cells with the factor's first level.
 *   <li>Interaction of a pair: how much larger the effect of the one is where the other has its level than where it has its first.
 *       (Textbooks on two-level designs give half of it.)
 *   <li>In a fraction an effect includes those of its {@linkplain FactorialEffect#aliases aliases}; each set of them is given once, by
 *       its shortest member. Interactions that are mixed with a main effect are not given.
 *   <li>A cell with fewer than two units, or none that varies in any cell, is refused: there is no standard error.
 * </ul>
 *
 * <p>Time O(effects · cells). Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FactorialResult result = FactorialTest.create().rates(design, counts);
 * FactorialEffect headline = result.effects().get(0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/3002019">Satterthwaite (1946), An approximate distribution of estimates of variance
 *     components</a>
 */
public final class FactorialTest {

    private record Options(double confidence, MultipleTesting adjustment, boolean pooled) {}

    private final Options o;

    private FactorialTest(Options o) {
        this.o = o;
    }

    /** {@return intervals at 95 %, Holm's adjustment, a variance for each cell} */
    public static FactorialTest create() {
        return new FactorialTest(new Options(0.95, MultipleTesting.HOLM, false));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the test
     */
    public FactorialTest withConfidence(double confidence) {
        Check.confidence(confidence);
        return new FactorialTest(new Options(confidence, o.adjustment, o.pooled));
    }

    /**
     * The same with another rule for the number of effects that are looked at.
     *
     * @param adjustment such as {@link MultipleTesting#BENJAMINI_HOCHBERG}
     * @return the test
     */
    public FactorialTest withAdjustment(MultipleTesting adjustment) {
        return new FactorialTest(new Options(o.confidence, Objects.requireNonNull(adjustment, "adjustment"), o.pooled));
    }

    /** {@return the same with one variance for all cells, as the analysis of variance has it} */
    public FactorialTest withPooledVariance() {
        return new FactorialTest(new Options(o.confidence, o.adjustment, true));
    }

    /**
     * Analyses means.
     *
     * @param design the cells
     * @param samples one for each cell, in the design's order
     * @return effects
     */
    public FactorialResult means(FactorialDesign design, List<MetricSample> samples) {
        Check.length("samples", samples.size(), design.cells(), "one for each cell of the design");
        return analyse(design, samples.stream().map(Cell::of).toList());
    }

    /**
     * Analyses rates.
     *
     * @param design the cells
     * @param counts one for each cell, in the design's order
     * @return effects, as differences of rates
     */
    public FactorialResult rates(FactorialDesign design, List<Conversions> counts) {
        Check.length("counts", counts.size(), design.cells(), "one for each cell of the design");
        return analyse(design, counts.stream().map(Cell::of).toList());
    }

    private FactorialResult analyse(FactorialDesign design, List<Cell> cells) {
        if (cells.stream().allMatch(cell -> cell.variance() == 0)) {
            throw new IllegalArgumentException(
                    "the metric does not vary within any cell; there is no standard error to judge effects by");
        }
        return new FactorialResult(
                design, cells, new Contrasts(design, cells, o.pooled).effects(o.confidence, o.adjustment));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FactorialTest that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "FactorialTest" + o.toString().substring("Options".length());
    }
}
