package io.clientele.optimization.bandit.replay;

import io.clientele.core.Execution;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What would a bandit lose while it learns, if the rates of success were these?
 *
 * <p>Many runs of the same story: arms are drawn by the rule's shares, successes by the true rates, and the rule is asked for new
 * shares after every batch. Regret counts expected successes: at each trial the highest rate less that of the arm shown (Lai and
 * Robbins 1985, "Asymptotically efficient adaptive allocation rules"), which is less noisy than counting the successes themselves.
 *
 * <ul>
 *   <li>With a delay of d, the outcome of a trial is known to the rule, trial and all, once d later trials have been shown.
 *   <li>Where rates change over time, the best arm is the best of the moment.
 *   <li>The same seed gives every rule the same streams of chance, run by run, which makes differences of rules less noisy.
 * </ul>
 *
 * <p>Time O(runs · trials · arms) and what the rule takes for each batch. The runs are spread over the threads of the execution; the
 * same bits for any number of them. Immutable and thread-safe.
 *
 * <pre>{@code
 * SimulationResult result = BanditSimulation.of(0.05, 0.04)
 *         .withTrials(2_000)
 *         .withRuns(20)
 *         .run(BanditRule.of(ThompsonSampling.of("control", "banner")));
 * double lost = result.end().regret();
 * }</pre>
 */
public final class BanditSimulation {

    private record Options(int trials, int batch, int runs, int delay, int checkpoints, long seed) {}

    private final int arms;
    private final TrueRates rates;
    private final Options o;

    private BanditSimulation(int arms, TrueRates rates, Options o) {
        this.arms = arms;
        this.rates = rates;
        this.o = o;
    }

    /**
     * Arms whose rates stay the same; 10,000 trials in batches of 100, 100 runs, 20 checkpoints, no delay, seed 0.
     *
     * @param rates of success, from 0 to 1
     * @return the simulation
     */
    public static BanditSimulation of(double... rates) {
        double[] copy = rates.clone();
        for (int arm = 0; arm < copy.length; arm++) {
            if (!(copy[arm] >= 0 && copy[arm] <= 1)) {
                throw new IllegalArgumentException("arm " + arm + ": rate must be from 0 to 1, got " + copy[arm]);
            }
        }
        return of(copy.length, (trial, arm) -> copy[arm]);
    }

    /**
     * Arms whose rates change over time; the rest as in {@link #of(double...)}.
     *
     * @param arms how many, at least 1
     * @param rates of success
     * @return the simulation
     */
    public static BanditSimulation of(int arms, TrueRates rates) {
        Check.atLeast("arms", arms, 1);
        Objects.requireNonNull(rates, "rates");
        return new BanditSimulation(arms, rates, new Options(10_000, 100, 100, 0, 20, 0));
    }

    private BanditSimulation with(Options options) {
        return new BanditSimulation(arms, rates, options);
    }

    /**
     * The same with another length.
     *
     * @param trials in a run, at least 1
     * @return the simulation
     */
    public BanditSimulation withTrials(int trials) {
        Check.atLeast("trials", trials, 1);
        return with(new Options(trials, o.batch, o.runs, o.delay, o.checkpoints, o.seed));
    }

    /**
     * The same with other refreshes.
     *
     * @param trials between one and the next, at least 1
     * @return the simulation
     */
    public BanditSimulation withBatch(int trials) {
        Check.atLeast("batch", trials, 1);
        return with(new Options(o.trials, trials, o.runs, o.delay, o.checkpoints, o.seed));
    }

    /**
     * The same with another number of runs.
     *
     * @param runs at least 1; 2 or more for standard errors
     * @return the simulation
     */
    public BanditSimulation withRuns(int runs) {
        Check.atLeast("runs", runs, 1);
        return with(new Options(o.trials, o.batch, runs, o.delay, o.checkpoints, o.seed));
    }

    /**
     * The same with outcomes known later.
     *
     * @param trials how many later trials are shown first, at least 0
     * @return the simulation
     */
    public BanditSimulation withDelay(int trials) {
        Check.atLeast("delay", trials, 0);
        return with(new Options(o.trials, o.batch, o.runs, trials, o.checkpoints, o.seed));
    }

    /**
     * The same with another number of points on the curve, evenly spread, the end included. There are never more than trials.
     *
     * @param points at least 1
     * @return the simulation
     */
    public BanditSimulation withCheckpoints(int points) {
        Check.atLeast("checkpoints", points, 1);
        return with(new Options(o.trials, o.batch, o.runs, o.delay, points, o.seed));
    }

    /**
     * The same with other chance.
     *
     * @param seed any number
     * @return the simulation
     */
    public BanditSimulation withSeed(long seed) {
        return with(new Options(o.trials, o.batch, o.runs, o.delay, o.checkpoints, seed));
    }

    /**
     * Tries a rule out on the calling thread.
     *
     * @param rule with as many arms as there are rates
     * @return what it lost
     */
    public SimulationResult run(BanditRule rule) {
        return run(rule, Execution.sequential());
    }

    /**
     * Tries a rule out.
     *
     * @param rule with as many arms as there are rates
     * @param execution how to run
     * @return what it lost
     * @throws IllegalArgumentException if a rate is not from 0 to 1, or if the rule's shares are not those of so many arms
     */
    public SimulationResult run(BanditRule rule, Execution execution) {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(execution, "execution");
        int[] checkpoints = checkpoints();
        SimulatedRuns.Plan plan = new SimulatedRuns.Plan(arms, rates, o.batch, o.delay, o.seed);
        SimulatedRuns all = Chunks.fold(
                o.runs, execution, number -> SimulatedRuns.run(plan, rule, checkpoints, number), SimulatedRuns::merge);
        return new SimulationResult(o.runs, checkpoints, all.regret, all.best);
    }

    private int[] checkpoints() {
        int points = Math.min(o.checkpoints, o.trials);
        return IntStream.rangeClosed(1, points)
                .map(i -> (int) ((long) o.trials * i / points))
                .toArray();
    }

    @Override
    public String toString() {
        return "BanditSimulation[arms=" + arms + ", " + o.toString().substring("Options[".length());
    }
}
