package io.clientele.attribution;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;

/**
 * How sure are the credits? The method is repeated on tables that could have been, and the middle 95 % of what comes out is the
 * interval.
 *
 * <p>Percentile bootstrap (Efron 1979) with Poisson weights (Hanley and MacGibbon 2006), which can be drawn without knowing how
 * many there are. Credits of a draw are scaled by its number of journeys, so that intervals are those for as many journeys as
 * were seen.
 *
 * <ul>
 *   <li>Intervals say what chance does, and nothing of what the method gets wrong.
 *   <li>A channel with a handful of conversions has a rough interval; a draw without any conversion gives 0 to all.
 *   <li>With 200 draws the ends of a 95 % interval are themselves uncertain by some 5 % of its width; 1,000 make them steady.
 *   <li>Any number of threads gives the same bits; draws depend on the seed and their number.
 * </ul>
 *
 * <p>Time: that of the method, times the number of draws. Immutable and thread-safe.
 *
 * <pre>{@code
 * AttributionIntervals sure = Bootstrap.of(200)
 *         .intervals(Markov.ofOrder(1), journeys.resampling(42), Execution.sequential());
 * Interval email = sure.conversions("email");
 * }</pre>
 */
public final class Bootstrap {

    private record Options(int draws, double confidence) {}

    private final Options o;

    private Bootstrap(Options o) {
        this.o = o;
    }

    /**
     * A bootstrap at 95 % confidence.
     *
     * @param draws how many, at least 20; 200 to 1,000 are usual
     * @return the recipe
     */
    public static Bootstrap of(int draws) {
        Check.atLeast("draws", draws, 20);
        return new Bootstrap(new Options(draws, 0.95));
    }

    /**
     * The same at another confidence.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public Bootstrap withConfidence(double confidence) {
        return new Bootstrap(new Options(o.draws, Check.confidence(confidence)));
    }

    /** {@return how many draws} */
    public int draws() {
        return o.draws;
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return o.confidence;
    }

    /**
     * Credits with their intervals.
     *
     * @param method to repeat
     * @param resampling what to draw
     * @param execution how to run
     * @return the credits of the table that was seen, and the intervals
     */
    public AttributionIntervals intervals(AttributionMethod method, PathResampling resampling, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        PathTable seen = resampling.paths();
        Attribution estimate = method.attribute(seen, execution);
        double[][] conversions = new double[o.draws][];
        double[][] value = new double[o.draws][];
        Execution alone = execution.onCallingThread();
        Chunks.tasks(o.draws, execution, b -> {
            PathTable draw = resampling.draw(b);
            if (draw.conversions() == 0) {
                conversions[b] = new double[seen.channels().size()];
                value[b] = new double[seen.channels().size()];
                return;
            }
            Attribution credits = method.forDraw(b).attribute(draw, alone);
            double scale = (double) seen.journeys() / draw.journeys();
            conversions[b] = scaled(credits.conversions(), scale);
            value[b] = scaled(credits.value(), scale);
        });
        return AttributionIntervals.of(estimate, conversions, value, o.confidence);
    }

    private static double[] scaled(double[] credits, double scale) {
        for (int c = 0; c < credits.length; c++) {
            credits[c] *= scale;
        }
        return credits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bootstrap that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Bootstrap[draws=" + o.draws + ", confidence=" + o.confidence + "]";
    }
}
