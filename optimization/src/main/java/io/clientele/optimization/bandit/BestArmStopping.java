package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.Objects;
import java.util.Optional;

/**
 * Can we stop and say which arm is best, wrong with at most a given probability, although arms were chosen by what came out before
 * and we looked as often as we liked?
 *
 * <p>For each pair of arms a test martingale: of each of the two, the counts' chance under rates drawn from a prior,
 * which may be large, divided by the largest chance under rates that contradict "a is better than b". Whatever policy chose
 * the arms, it exceeds 1 / level with probability at most level over the whole course (Ville). Arm a is best as soon as it beats each
 * of the K - 1 others at level error / (K - 1).
 *
 * <ul>
 *   <li>Holds for any bandit of this package and any time of looking, as long as each arm's rate stays the same.
 *   <li>The bound is on a false winner. Equal best arms: mostly no winner is ever found.
 *   <li>A probability of being best of 95 % is reached far earlier, and wrongly so more often than in 5 % of the tests when one looks
 *       often; it is a belief.
 * </ul>
 *
 * <p>Time linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Optional<String> winner = BestArmStopping.withError(0.05).winner(counts);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177696786">Robbins (1970): mixtures and Ville's inequality</a>
 * @see <a href="https://proceedings.mlr.press/v49/garivier16a.html">Garivier and Kaufmann (2016): stopping by likelihood ratios</a>
 */
public final class BestArmStopping {

    private record Options(double error, double alpha, double beta) {}

    private final Options o;

    private BestArmStopping(Options o) {
        this.o = o;
    }

    /**
     * A test with the prior Beta(1/2, 1/2).
     *
     * @param error largest probability of naming an arm that is not best, above 0 and below 1
     * @return the test
     */
    public static BestArmStopping withError(double error) {
        Check.between("error", error, Double.MIN_NORMAL, Math.nextDown(1));
        return new BestArmStopping(new Options(error, 0.5, 0.5));
    }

    /**
     * The same with another prior, fixed before the first trial. The bound on the error holds for any; the nearer the true rates are to
     * it, the earlier a winner is found.
     *
     * @param alpha successes that the prior is worth
     * @param beta failures that the prior is worth
     * @return the test
     */
    public BestArmStopping withPrior(double alpha, double beta) {
        new BetaPosterior(alpha, beta);
        return new BestArmStopping(new Options(o.error, alpha, beta));
    }

    /**
     * The best arm, if it can be named yet. All arms that were ever shown must be among the counts; those without a trial are not in
     * the test.
     *
     * @param counts of all servers together, two arms at least
     * @return the winner, or empty: go on
     * @throws IllegalArgumentException if there are fewer than two arms, or more successes than trials
     */
    public Optional<String> winner(ArmCounts counts) {
        Objects.requireNonNull(counts, "counts");
        int arms = counts.arms().size();
        if (arms < 2) {
            throw new IllegalArgumentException("counts must hold at least two arms with trials, got " + arms);
        }
        String leader = leader(counts);
        return evidence(counts) >= Math.log((arms - 1) / o.error) ? Optional.of(leader) : Optional.empty();
    }

    /**
     * How strong the case for the leader is: log of the weakest of its test martingales. The leader wins from
     * {@code log((arms - 1) / error)} on.
     *
     * @param counts of all servers together, two arms at least
     * @return the logarithm; rises about linearly in the trials, by the smallest information that tells the leader from another arm
     */
    public double evidence(ArmCounts counts) {
        String leader = leader(counts);
        // the leader's mean is at least the other's, so that of the rates that contradict it equal ones are the
        // likeliest
        RateMixture mixture = new RateMixture(o.alpha, o.beta);
        double least = Double.POSITIVE_INFINITY;
        for (String arm : counts.arms()) {
            if (!arm.equals(leader)) {
                least = Math.min(
                        least,
                        mixture.evidence(
                                counts.successes(leader),
                                counts.trials(leader),
                                counts.successes(arm),
                                counts.trials(arm)));
            }
        }
        return least;
    }

    private static String leader(ArmCounts counts) {
        String leader = "";
        double best = -1;
        for (String arm : counts.arms()) {
            long successes = counts.successes(arm);
            long trials = counts.trials(arm);
            if (successes < 0 || trials < successes || trials == 0) {
                throw new IllegalArgumentException(
                        "arm '" + arm + "': successes must be from 0 to the number of trials (" + trials + "), got "
                                + successes + "; put the counts of all servers together first");
            }
            double mean = (double) successes / trials;
            if (mean > best) {
                best = mean;
                leader = arm;
            }
        }
        return leader;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BestArmStopping that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "BestArmStopping" + o.toString().substring("Options".length());
    }
}
