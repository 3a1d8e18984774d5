package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.RisingRoot;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How much better than the arm that leads could another one be: is it worth going on?
 *
 * <p>The value remaining is (the largest rate or mean less the leader's) by the leader's, where the leader is the arm most probably best.
 * It is 0 as often as the leader is the best. Scott stops a test when its 95 % quantile, the potential value remaining, is below what matters, such as
 * 1 %: then with 95 % probability no more than 1 % of the leader's rate can still be gained.
 *
 * <p>The chance that it is at most x is the chance that the leader is the best when all others are divided by 1 + x; it comes from the
 * quadrature of {@link BestArm}, without simulation, with an error below 1e-12.
 *
 * <ul>
 *   <li>One arm: nothing remains.
 *   <li>It is relative, so the leader must surely be above 0; a normal or Student posterior that is below 0 with more than one in a million is
 *       refused.
 * </ul>
 *
 * <p>Time of a probability that of {@link BestArm}, of a quantile about twenty times as much. Immutable and thread-safe.
 *
 * <pre>{@code
 * ValueRemaining remaining = ValueRemaining.of(snapshot.posteriors());
 * boolean stop = remaining.quantile(0.95) < 0.01;
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1002/asmb.2104">Scott (2015), Multi-armed bandit experiments in the online service economy</a>
 */
public final class ValueRemaining {

    private final List<Posterior> arms;
    private final int leader;
    private final double whole;
    private final double relativeLoss;

    private ValueRemaining(List<Posterior> arms, int leader, double whole, double relativeLoss) {
        this.arms = arms;
        this.leader = leader;
        this.whole = whole;
        this.relativeLoss = relativeLoss;
    }

    /**
     * Compares arms.
     *
     * @param arms what is known of each, all of one kind; at least one
     * @return how much could still be gained
     */
    public static ValueRemaining of(List<? extends Posterior> arms) {
        BestArm best = BestArm.of(arms);
        int leader = 0;
        for (int k = 1; k < best.arms(); k++) {
            leader = best.probability(k) > best.probability(leader) ? k : leader;
        }
        Posterior first = arms.get(leader);
        if ((first instanceof NormalPosterior || first instanceof StudentPosterior) && !(first.quantile(1e-6) > 0)) {
            throw new IllegalArgumentException("arm " + leader + " leads and may be 0 or less (" + first
                    + "); what remains is relative to it, so take BestArm.expectedLoss instead");
        }
        return new ValueRemaining(
                List.copyOf(arms), leader, best.probability(leader), best.expectedLoss(leader) / first.mean());
    }

    /** {@return the arm most probably best, counted from 0; of equals, the first} */
    public int leader() {
        return leader;
    }

    /**
     * The probability that no more than so much can be gained.
     *
     * @param part of the leader's rate or mean, at least 0, such as 0.01
     * @return the probability; at 0 that of the leader being the best
     */
    public double probabilityAtMost(double part) {
        Check.atLeast("part", part, 0.0);
        if (part == 0 || arms.size() == 1) {
            return whole;
        }
        return BestQuadrature.of(others(part)).probability[leader];
    }

    /**
     * What can be gained at most, with a probability.
     *
     * @param p above 0 and below 1, such as 0.95
     * @return part of the leader's rate or mean, at least 0
     */
    public double quantile(double p) {
        Check.between("p", p, Double.MIN_VALUE, Math.nextDown(1));
        if (whole >= p) {
            return 0;
        }
        double guess = StrictMath.log(Math.max(relativeLoss / (1 - whole), 1e-300));
        return StrictMath.exp(RisingRoot.near(
                at -> probabilityAtMost(Math.min(StrictMath.exp(at), 1e300)) - p, guess, 1));
    }

    /** The posteriors with all but the leader divided by 1 + part. */
    private Family others(double part) {
        if (arms.get(0) instanceof BetaPosterior) {
            return new LeaderFamily(
                    column(arm -> ((BetaPosterior) arm).alpha()),
                    column(arm -> ((BetaPosterior) arm).beta()),
                    leader,
                    part);
        }
        if (arms.get(0) instanceof GammaPosterior) {
            return new GammaFamily(
                    column(arm -> ((GammaPosterior) arm).shape()),
                    more(column(arm -> ((GammaPosterior) arm).rate()), part));
        }
        if (arms.get(0) instanceof RevenuePosterior) {
            return new RevenueFamily(
                    column(arm -> ((RevenuePosterior) arm).alpha()),
                    column(arm -> ((RevenuePosterior) arm).beta()),
                    column(arm -> ((RevenuePosterior) arm).shape()),
                    less(column(arm -> ((RevenuePosterior) arm).scale()), part));
        }
        double[] means = less(column(Posterior::mean), part);
        if (arms.get(0) instanceof StudentPosterior) {
            return new StudentFamily(
                    means,
                    less(column(arm -> ((StudentPosterior) arm).scale()), part),
                    column(arm -> ((StudentPosterior) arm).degreesOfFreedom()));
        }
        return new NormalFamily(means, less(column(Posterior::standardDeviation), part));
    }

    private double[] column(ToDoubleFunction<Posterior> value) {
        return arms.stream().mapToDouble(value).toArray();
    }

    private double[] less(double[] values, double part) {
        for (int k = 0; k < values.length; k++) {
            values[k] /= k == leader ? 1 : 1 + part;
        }
        return values;
    }

    private double[] more(double[] values, double part) {
        for (int k = 0; k < values.length; k++) {
            values[k] *= k == leader ? 1 : 1 + part;
        }
        return values;
    }

    @Override
    public String toString() {
        return "ValueRemaining[leader=" + leader + ", nothing with probability " + whole + "]";
    }
}
