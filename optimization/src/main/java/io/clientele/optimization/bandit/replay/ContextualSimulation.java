package io.clientele.optimization.bandit.replay;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What would a contextual bandit lose while it learns, if these visitors came and this worked for them?
 *
 * <p>Many runs of the same story, as in {@link BanditSimulation}, with a context drawn at each trial. Regret counts expected successes: at
 * each trial the highest rate in its context less that of the arm shown; so it is beside somebody who knows what is best for each visitor.
 *
 * <ul>
 *   <li>With a delay of d, the outcome of a trial is known to the rule once d later trials have been shown.
 *   <li>The same seed gives every rule the same visitors, run by run.
 * </ul>
 *
 * <p>Time O(runs · trials · arms), what choosing takes for each trial and what fitting takes for each batch. The runs are spread over the
 * threads of the execution; the same bits for any number of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * SimulationResult result = ContextualSimulation.of(2, source)
 *         .withTrials(2_000)
 *         .withRuns(20)
 *         .run(ContextualRule.of(SquareCb.of(List.of("returning"), "plain", "discount")));
 * }</pre>
 */
public final class ContextualSimulation {

    private record Options(int trials, int batch, int runs, int delay, int checkpoints, long seed) {}

    private final int arms;
    private final ContextualSource source;
    private final Options o;

    private ContextualSimulation(int arms, ContextualSource source, Options o) {
        this.arms = arms;
        this.source = source;
        this.o = o;
    }

    /**
     * Visitors and rates; 10,000 trials in batches of 100, 100 runs, 20 checkpoints, no delay, seed 0.
     *
     * @param arms how many, at least 1
     * @param source of contexts and rates
     * @return the simulation
     */
    public static ContextualSimulation of(int arms, ContextualSource source) {
        Check.atLeast("arms", arms, 1);
        Objects.requireNonNull(source, "source");
        return new ContextualSimulation(arms, source, new Options(10_000, 100, 100, 0, 20, 0));
    }

    private ContextualSimulation with(Options options) {
        return new ContextualSimulation(arms, source, options);
    }

    /**
     * The same with another length.
     *
     * @param trials in a run, at least 1
     * @return the simulation
     */
    public ContextualSimulation withTrials(int trials) {
        Check.atLeast("trials", trials, 1);
        return with(new Options(trials, o.batch, o.runs, o.delay, o.checkpoints, o.seed));
    }

    /**
     * The same with other refreshes.
     *
     * @param trials between one and the next, at least 1
     * @return the simulation
     */
    public ContextualSimulation withBatch(int trials) {
        Check.atLeast("batch", trials, 1);
        return with(new Options(o.trials, trials, o.runs, o.delay, o.checkpoints, o.seed));
    }

    /**
     * The same with another number of runs.
     *
     * @param runs at least 1; 2 or more for standard errors
     * @return the simulation
     */
    public ContextualSimulation withRuns(int runs) {
        Check.atLeast("runs", runs, 1);
        return with(new Options(o.trials, o.batch, runs, o.delay, o.checkpoints, o.seed));
    }

    /**
     * The same with outcomes known later.
     *
     * @param trials how many later trials are shown first, at least 0
     * @return the simulation
     */
    public ContextualSimulation withDelay(int trials) {
        Check.atLeast("delay", trials, 0);
        return with(new Options(o.trials, o.batch, o.runs, trials, o.checkpoints, o.seed));
    }

    /**
     * The same with another number of points on the curve, evenly spread, the end included. There are never more than trials.
     *
     * @param points at least 1
     * @return the simulation
     */
    public ContextualSimulation withCheckpoints(int points) {
        Check.atLeast("checkpoints", points, 1);
        return with(new Options(o.trials, o.batch, o.runs, o.delay, points, o.seed));
    }

    /**
     * The same with other chance.
     *
     * @param seed any number
     * @return the simulation
     */
    public ContextualSimulation withSeed(long seed) {
        return with(new Options(o.trials, o.batch, o.runs, o.delay, o.checkpoints, seed));
    }

    /**
     * Tries a rule out on the calling thread.
     *
     * @param rule with as many arms as there are rates
     * @return what it lost
     */
    public SimulationResult run(ContextualRule rule) {
        return run(rule, Execution.sequential());
    }

    /**
     * Tries a rule out.
     *
     * @param rule with as many arms as there are rates
     * @param execution how to run
     * @return what it lost
     * @throws IllegalArgumentException if a rate is not from 0 to 1, or if the rule chooses an arm that there is not
     */
    public SimulationResult run(ContextualRule rule, Execution execution) {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(execution, "execution");
        int points = Math.min(o.checkpoints, o.trials);
        int[] checkpoints = IntStream.rangeClosed(1, points)
                .map(i -> (int) ((long) o.trials * i / points))
                .toArray();
        ContextualRun.Plan plan = new ContextualRun.Plan(arms, source, o.batch, o.delay, o.seed);
        SimulatedRuns all = Chunks.fold(
                o.runs,
                execution,
                number -> new ContextualRun(plan, rule, number).upTo(checkpoints),
                SimulatedRuns::merge);
        return new SimulationResult(o.runs, checkpoints, all.regret, all.best);
    }

    @Override
    public String toString() {
        return "ContextualSimulation[arms=" + arms + ", " + o.toString().substring("Options[".length());
    }
}
