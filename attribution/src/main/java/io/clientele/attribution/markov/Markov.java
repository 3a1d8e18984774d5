package io.clientele.attribution.markov;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What would be lost without a channel, if customers moved from touch to touch by chance alone?
 *
 * <p>Paths are taken as walks of a Markov chain whose state is the last {@code order} channels. The removal effect of a
 * channel is the share of the conversion probability that is lost when every state that contains it leads to nothing. Conversions
 * are credited in proportion to removal effects, value in proportion to the effects on expected value. Both are solved exactly,
 * by linear algebra, not simulated: order 1 by one factorisation for all channels, higher orders by sparse equations whose
 * residual is reported.
 *
 * <ul>
 *   <li>Journeys without conversion matter: without them every state leads to conversion in the end, and effects measure
 *       presence on paths only ({@link #withNulls}).
 *   <li>At an order of at least the longest path, the removal effect is the share of conversions whose path has the channel.
 *   <li>A channel on every converting path need not have effect 1, nor a channel that never comes last effect 0: the chain
 *       mixes paths.
 *   <li>Repeats of a state prolong the stay and change no effect; they are left out of the transitions unless {@link
 *       #withSelfTransitions} keeps them.
 *   <li>No conversions: refused. No value: value credits are all 0. One channel: it gets everything.
 *   <li>Effects are of association: a channel shown to those who would have bought anyway gets credit it did not earn.
 * </ul>
 *
 * <p>Time O(touches + n<sup>3</sup>) for order 1 and n channels (for more than 512 only where transitions are many); otherwise
 * O(touches + transitions · n) for each of some dozen sweeps. Immutable and thread-safe.
 *
 * <pre>{@code
 * MarkovModel model = Markov.ofOrder(2).fit(paths);
 * double lost = model.removalEffect("email");
 * Attribution credits = model.attribution();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1016/j.ijresmar.2016.03.001">Anderl, Becker, von Wangenheim and Schumann (2016), Mapping the
 *     customer journey: Lessons learned from graph-based online attribution modeling</a>
 */
public final class Markov implements Estimator<PathTable, MarkovModel>, AttributionMethod {

    private record Options(int order, boolean nulls, boolean selfTransitions, double backOff) {}

    /** Up to this many channels order 1 is always solved by one dense factorisation. */
    private static final int FEW_CHANNELS = 512;
    /** Beyond, where that takes fewer operations than sweeping over the transitions, as long as the matrix fits in memory. */
    private static final int MANY_CHANNELS = 4096;

    private static final long USUAL_SWEEPS = 40;

    private final Options o;

    private Markov(Options o) {
        this.o = o;
    }

    /**
     * A chain of an order.
     *
     * @param order how many last channels the next step depends on, from 1 to 20
     * @return the recipe
     */
    public static Markov ofOrder(int order) {
        Check.atLeast("order", order, 1);
        Check.atMost("order", order, 20, "the highest order");
        return new Markov(new Options(order, true, false, 0));
    }

    /**
     * The same with or without journeys that did not convert.
     *
     * @param used true, the default, to count them
     * @return a new recipe
     */
    public Markov withNulls(boolean used) {
        return new Markov(new Options(o.order, used, o.selfTransitions, o.backOff));
    }

    /**
     * The same with or without transitions of a state to itself. They change the transitions that are reported, and no effect
     * beyond rounding.
     *
     * @param kept true to keep them; the default is false
     * @return a new recipe
     */
    public Markov withSelfTransitions(boolean kept) {
        return new Markov(new Options(o.order, o.nulls, kept, o.backOff));
    }

    /**
     * The same with states that were seen seldom leaning on shorter ones. With n counts of the steps after state s and t(s) how many
     * different ones were seen, the probability of step x is {@code p_k(x|s) = (n(s,x) + w t(s) p_{k-1}(x|s')) / (n(s) + w t(s))},
     * s' being s without its oldest channel, down to the share of x among all steps; w = 1 is Witten and Bell's (1991) method C, by which {@link OrderChoice} foresees
     * journeys too. Expected value is smoothed by the same weights. The first touch is left as it was seen. A state seen exactly as often as the shorter one takes that one's probabilities.
     *
     * <ul>
     *   <li>Every seen step may then follow every state, also one never seen, so that time and memory grow with states times channels;
     *       above 16,777,216 such steps: refused.
     *   <li>The conversion probability is then no longer conversions over journeys, nor a removal effect the share of conversions with
     *       the channel at the longest path; and repeats of a channel count, so that leaving them out of the paths changes the effects.
     *   <li>{@link #transitions} remain as they were counted.
     * </ul>
     *
     * @param weight w, at least 0; 0, the default, for none, to the bit
     * @return a new recipe
     * @see <a href="https://doi.org/10.1109/18.87000">Witten and Bell (1991), The zero-frequency problem</a>
     */
    public Markov withBackOff(double weight) {
        Check.atLeast("weight", weight, 0.0);
        return new Markov(new Options(o.order, o.nulls, o.selfTransitions, weight + 0.0));
    }

    /** {@return how many last channels the next step depends on} */
    public int order() {
        return o.order;
    }

    @Override
    public String name() {
        return "markov";
    }

    @Override
    public Attribution attribute(PathTable paths, Execution execution) {
        return fit(paths, execution).attribution();
    }

    @Override
    public MarkovModel fit(PathTable paths, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Attribution.requireConversions(paths);
        if (o.backOff > 0) {
            SparseSystem system = BackOffChain.system(paths, o.order, o.nulls, o.backOff, execution);
            Effects effects = IterativeSolution.solve(system, execution);
            return MarkovModel.of(o.order, paths, system.size - 1, system.away.length, effects);
        }
        Chain chain = count(paths, execution);
        Effects effects =
                isDense(chain) ? DirectSolution.solve(chain, execution) : IterativeSolution.solve(chain, execution);
        return MarkovModel.of(o.order, paths, chain.entered(), chain.taken(), effects);
    }

    Chain count(PathTable paths, Execution execution) {
        return Chain.count(paths, o.order, o.nulls, o.selfTransitions, execution);
    }

    boolean countsNulls() {
        return o.nulls;
    }

    /** Refuses what the delta method has no derivatives of. */
    void requireSmooth() {
        if (o.order > 1) {
            throw new IllegalArgumentException(
                    "the delta method takes chains of order 1, got order " + o.order + "; use Markov.intervals");
        }
        if (o.backOff > 0) {
            throw new IllegalArgumentException("the delta method takes chains without back-off, got a weight of "
                    + o.backOff + "; use Markov.intervals");
        }
    }

    private boolean isDense(Chain chain) {
        long n = chain.channels;
        return o.order == 1 && (n <= FEW_CHANNELS || (n <= MANY_CHANNELS && USUAL_SWEEPS * chain.edges.size() > n * n));
    }

    /**
     * Removal effects and credits with intervals, by fitting the chain again to draws: any order. {@link DeltaMethod} does
     * without draws, for order 1.
     *
     * @param resampling what to draw, such as {@code journeys.resampling(42)}
     * @param bootstrap how often, and at which confidence; a draw without any conversion gives effects of 0
     * @param execution how to run
     * @return the chain of what was seen and the intervals
     */
    public MarkovIntervals intervals(PathResampling resampling, Bootstrap bootstrap, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        MarkovModel model = fit(resampling.paths(), execution);
        int channels = model.channels().size();
        double[][] conversions = new double[bootstrap.draws()][channels];
        double[][] value = new double[bootstrap.draws()][channels];
        double[][] removal = new double[bootstrap.draws()][channels];
        double[][] removalValue = new double[bootstrap.draws()][channels];
        Execution alone = execution.onCallingThread();
        Chunks.tasks(bootstrap.draws(), execution, b -> {
            PathTable draw = resampling.draw(b);
            if (draw.conversions() == 0) {
                return;
            }
            MarkovModel again = fit(draw, alone);
            double scale = (double) resampling.paths().journeys() / draw.journeys();
            double[] credited = again.attribution().conversions();
            double[] worth = again.attribution().value();
            Arrays.setAll(conversions[b], c -> credited[c] * scale);
            Arrays.setAll(value[b], c -> worth[c] * scale);
            removal[b] = again.removalEffects();
            removalValue[b] = again.valueRemovalEffects();
        });
        double confidence = bootstrap.confidence();
        return new MarkovIntervals(
                model,
                AttributionIntervals.of(model.attribution(), conversions, value, confidence),
                AttributionIntervals.of(MarkovIntervals.effects(model), removal, removalValue, confidence));
    }

    /**
     * The transitions of the chain.
     *
     * @param paths with at least one journey
     * @return every transition that was taken, by state it leaves
     */
    public List<Transition> transitions(PathTable paths) {
        Chain chain = count(paths, Execution.sequential());
        return Transition.of(chain, paths.channels());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Markov that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Markov" + o.toString().substring("Options".length());
    }
}
