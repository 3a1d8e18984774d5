package io.clientele.optimization.bandit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Which arm is best, with what probability, and what is lost by choosing another?
 *
 * <p>Probabilities and losses are integrals over the independent posteriors, by deterministic quadrature (16-node Gauss-Legendre
 * panels fitted to the narrowest posterior on the way): no simulation, error below 1e-12 also when the widths of the posteriors
 * differ a million to one (a thousand arms), and the same bits on every machine.
 *
 * <ul>
 *   <li>Equal posteriors share the probability.
 *   <li>One arm: it is best with probability 1.
 *   <li>All posteriors must be of one kind.
 *   <li>These are statements of belief. Stopping an experiment as soon as one arm is best with 95 % does not keep the chance of a
 *       wrong winner at 5 %.
 * </ul>
 *
 * <p>Time about linear in the number of arms. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * BestArm best = BestArm.of(new BetaPosterior(1, 1), new BetaPosterior(2, 1), new BetaPosterior(1, 3));
 * double second = best.probability(1);   // 38/60
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1002/asmb.874">Scott (2010), A Modern Bayesian Look at the Multi-Armed Bandit</a>
 */
public final class BestArm {

    private final double[] probabilities;
    private final double[] losses;
    private final double expectedMaximum;

    private BestArm(double[] probabilities, double[] losses, double expectedMaximum) {
        this.probabilities = probabilities;
        this.losses = losses;
        this.expectedMaximum = expectedMaximum;
    }

    /**
     * Compares arms.
     *
     * @param arms what is known of each, all of one kind; at least one
     * @return the comparison
     */
    public static BestArm of(Posterior... arms) {
        return of(List.of(arms));
    }

    /**
     * Compares arms.
     *
     * @param arms what is known of each, all of one kind; at least one
     * @return the comparison
     */
    public static BestArm of(List<? extends Posterior> arms) {
        if (arms.isEmpty()) {
            throw new IllegalArgumentException("arms must hold at least one arm");
        }
        requireOneKind(arms);
        Family family = family(arms);
        if (family.arms() == 1) {
            return new BestArm(new double[] {1}, new double[] {0}, family.mean(0));
        }
        BestQuadrature quadrature = BestQuadrature.of(family);
        double[] losses = new double[family.arms()];
        for (int k = 0; k < losses.length; k++) {
            losses[k] = Math.max(0, family.mean(quadrature.anchor) - family.mean(k) + quadrature.anchorLoss);
        }
        return new BestArm(quadrature.probability, losses, family.mean(quadrature.anchor) + quadrature.anchorLoss);
    }

    static void requireOneKind(List<? extends Posterior> arms) {
        Class<?> kind = arms.get(0).getClass();
        for (int i = 0; i < arms.size(); i++) {
            if (!Objects.requireNonNull(arms.get(i), "arm").getClass().equals(kind)) {
                throw new IllegalArgumentException(
                        "arm " + i + " is a " + arms.get(i).getClass().getSimpleName() + " and arm 0 a "
                                + kind.getSimpleName() + "; compare arms of one kind");
            }
        }
    }

    private static Family family(List<? extends Posterior> arms) {
        if (arms.get(0) instanceof BetaPosterior) {
            return new BetaFamily(
                    column(arms, arm -> ((BetaPosterior) arm).alpha()),
                    column(arms, arm -> ((BetaPosterior) arm).beta()));
        }
        if (arms.get(0) instanceof GammaPosterior) {
            return new GammaFamily(
                    column(arms, arm -> ((GammaPosterior) arm).shape()),
                    column(arms, arm -> ((GammaPosterior) arm).rate()));
        }
        if (arms.get(0) instanceof StudentPosterior) {
            return new StudentFamily(
                    column(arms, Posterior::mean),
                    column(arms, arm -> ((StudentPosterior) arm).scale()),
                    column(arms, arm -> ((StudentPosterior) arm).degreesOfFreedom()));
        }
        if (arms.get(0) instanceof RevenuePosterior) {
            return RevenueFamily.of(arms);
        }
        return new NormalFamily(column(arms, Posterior::mean), column(arms, Posterior::standardDeviation));
    }

    private static double[] column(List<? extends Posterior> arms, ToDoubleFunction<Posterior> value) {
        return arms.stream().mapToDouble(value).toArray();
    }

    /** {@return how many arms there are} */
    public int arms() {
        return probabilities.length;
    }

    /**
     * The probability that an arm is the best.
     *
     * @param arm counted from 0
     * @return the probability; those of all arms add up to 1 within rounding
     */
    public double probability(int arm) {
        return probabilities[arm];
    }

    /** {@return the probability that it is the best, for each arm; a copy} */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * How much worse than the best an arm is expected to be: the expected value of the largest rate or mean less that of the arm.
     *
     * @param arm counted from 0
     * @return the loss, not negative, in units of the rate or mean
     */
    public double expectedLoss(int arm) {
        return losses[arm];
    }

    /** {@return the expected value of the largest rate or mean, whichever arm has it} */
    public double expectedMaximum() {
        return expectedMaximum;
    }

    /** {@return the arm with the smallest expected loss; of equals, the first} */
    public int leader() {
        int best = 0;
        for (int k = 1; k < losses.length; k++) {
            if (losses[k] < losses[best]) {
                best = k;
            }
        }
        return best;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BestArm that
                && Arrays.equals(probabilities, that.probabilities)
                && Arrays.equals(losses, that.losses)
                && expectedMaximum == that.expectedMaximum;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(probabilities) + Arrays.hashCode(losses);
    }

    @Override
    public String toString() {
        return "BestArm[probabilities=" + Arrays.toString(probabilities) + ", losses=" + Arrays.toString(losses) + "]";
    }
}
