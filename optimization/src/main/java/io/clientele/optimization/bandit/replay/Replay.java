package io.clientele.optimization.bandit.replay;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.bandit.DecisionLog;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * What would a bandit that learns have earned on the decisions that were logged?
 *
 * <p>The rule goes through the log from the first decision to the last. It accepts a decision as its own with chance c by its share of
 * the arm shown by the logged propensity, learns from those it accepts, and does not see the others. With c at most the smallest of
 * the propensities, what it sees is distributed exactly as if it had served itself. This is the replay of Li, Chu, Langford and
 * Wang (2011), "Unbiased offline evaluation of contextual-bandit-based news article recommendation algorithms", for propensities that
 * differ, as Dudík, Erhan, Langford and Li (2012), "Sample-efficient nonstationary policy evaluation for contextual bandits".
 *
 * <ul>
 *   <li>A share c of the log is used, by default the smallest propensity in it. A larger c ({@link #withAcceptance}) uses more: where
 *       the chance comes out above 1 the decision is accepted and weighs as much more. The estimate stays consistent, but the rule has
 *       then seen the logged arms in another mix than its own.
 *   <li>Fewer than {@link #withLeastDecisions} accepted, or worth no more than that by their weights: the result is a refusal.
 *   <li>A replay is as long as the decisions accepted; a bandit earns more in a longer one. {@link #withTrials} ends all replays at
 *       the same length.
 *   <li>An arm that the log never shows is never accepted: its share is lost without a trace. The result says how many there are.
 * </ul>
 *
 * <p>Time O(decisions), what the rule takes for each batch, and for contextual rules what the shares of each decision take; on the calling thread. Immutable and thread-safe.
 *
 * <pre>{@code
 * ReplayResult result = Replay.create().replay(log, BanditRule.of(ThompsonSampling.of(log.arms())));
 * Optional<String> reason = result.refusal();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/1935826.1935878">Li and others (2011)</a>
 * @see <a href="https://arxiv.org/abs/1210.4862">Dudík and others (2012)</a>
 */
public final class Replay {

    /** An acceptance of 0 stands for the smallest propensity in the log. */
    private record Options(double acceptance, int batch, int trials, int least, double confidence, long seed) {}

    private final Options o;

    private Replay(Options o) {
        this.o = o;
    }

    /** {@return exact acceptance, a refresh after every 100 decisions accepted, refusal below 100, intervals at 95 %, seed 0} */
    public static Replay create() {
        return new Replay(new Options(0, 100, Integer.MAX_VALUE, 100, 0.95, 0));
    }

    /**
     * The same with another acceptance.
     *
     * @param chance of a decision with share equal to propensity, above 0
     * @return the recipe
     */
    public Replay withAcceptance(double chance) {
        Check.positive("acceptance", chance);
        return new Replay(new Options(chance, o.batch, o.trials, o.least, o.confidence, o.seed));
    }

    /**
     * The same with other refreshes.
     *
     * @param decisions accepted between one and the next, at least 1
     * @return the recipe
     */
    public Replay withBatch(int decisions) {
        Check.atLeast("batch", decisions, 1);
        return new Replay(new Options(o.acceptance, decisions, o.trials, o.least, o.confidence, o.seed));
    }

    /**
     * The same, ending once so many decisions were accepted.
     *
     * @param decisions at least 1
     * @return the recipe
     */
    public Replay withTrials(int decisions) {
        Check.atLeast("trials", decisions, 1);
        return new Replay(new Options(o.acceptance, o.batch, decisions, o.least, o.confidence, o.seed));
    }

    /**
     * The same with another limit of refusal.
     *
     * @param decisions at least 2
     * @return the recipe
     */
    public Replay withLeastDecisions(int decisions) {
        Check.atLeast("decisions", decisions, 2);
        return new Replay(new Options(o.acceptance, o.batch, o.trials, decisions, o.confidence, o.seed));
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the recipe
     */
    public Replay withConfidence(double confidence) {
        Check.confidence(confidence);
        return new Replay(new Options(o.acceptance, o.batch, o.trials, o.least, confidence, o.seed));
    }

    /**
     * The same with other chance.
     *
     * @param seed any number
     * @return the recipe
     */
    public Replay withSeed(long seed) {
        return new Replay(new Options(o.acceptance, o.batch, o.trials, o.least, o.confidence, seed));
    }

    /**
     * Replays a log.
     *
     * @param log of decisions in their order
     * @param rule with the arms of the log, in their order there
     * @return what it would have earned, or a refusal
     * @throws IllegalArgumentException if the rule's shares are not those of so many arms
     */
    public ReplayResult replay(DecisionLog log, BanditRule rule) {
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(rule, "rule");
        int arms = log.arms().size();
        BanditRule.Learner learner = rule.begin(RandomStreams.stream(o.seed, "bandit.replay.rule", 0));
        return replay(log, new Served() {

            private CheckedShares shares = CheckedShares.of(learner, arms, "log");

            @Override
            public CheckedShares shares(int row) {
                return shares;
            }

            @Override
            public void record(int row, int arm, double reward) {
                learner.record(arm, reward);
            }

            @Override
            public void refresh() {
                shares = CheckedShares.of(learner, arms, "log");
            }
        });
    }

    /**
     * Replays a log of decisions whose contexts are known.
     *
     * @param log of decisions in their order
     * @param contexts of all decisions, row by row
     * @param rule with the arms of the log, in their order there
     * @return what it would have earned, or a refusal
     * @throws IllegalArgumentException if there is not one context a decision, or if the rule's shares are not those of so many arms
     */
    public ReplayResult replay(DecisionLog log, double[][] contexts, ContextualRule rule) {
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(rule, "rule");
        Check.length("contexts", contexts.length, log.rows(), "one row per decision");
        int arms = log.arms().size();
        ContextualRule.Learner learner = rule.begin();
        return replay(log, new Served() {

            @Override
            public CheckedShares shares(int row) {
                return CheckedShares.of(learner.shares(contexts[row]), arms, "log");
            }

            @Override
            public void record(int row, int arm, double reward) {
                learner.record(arm, contexts[row], reward);
            }

            @Override
            public void refresh() {
                learner.refresh();
            }
        });
    }

    /** A rule that serves the decisions of a log. */
    private interface Served {

        CheckedShares shares(int row);

        void record(int row, int arm, double reward);

        void refresh();
    }

    private ReplayResult replay(DecisionLog log, Served rule) {
        double acceptance = o.acceptance == 0 ? smallest(log) : o.acceptance;
        RandomGenerator random = RandomStreams.stream(o.seed, "bandit.replay", 0);
        ReplaySums sums = new ReplaySums(log.arms().size());
        for (int row = 0; row < log.rows() && sums.used() < o.trials; row++) {
            int arm = log.arm(row);
            double chance = acceptance * rule.shares(row).of(arm) / log.propensity(row);
            sums.seen(arm);
            if (random.nextDouble() < chance) {
                sums.add(arm, log.reward(row), Math.max(1, chance));
                rule.record(row, arm, log.reward(row));
                if (sums.used() % o.batch == 0) {
                    rule.refresh();
                }
            }
        }
        return sums.result(log, o.least, o.confidence);
    }

    private static double smallest(DecisionLog log) {
        double least = 1;
        for (int row = 0; row < log.rows(); row++) {
            least = Math.min(least, log.propensity(row));
        }
        return least;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Replay that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Replay" + o.toString().substring("Options".length());
    }
}
