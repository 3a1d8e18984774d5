package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;

/**
 * How likely is it that this event ends in a click, an order, a return, learned event by event while they come in?
 *
 * <p>Logistic regression by FTRL-Proximal: each coefficient has its own learning rate, which falls as it is used, and an L1 penalty
 * keeps the rare ones at exactly 0 (McMahan et al. 2013, algorithm 1). Features are hashed to 2^bits cells with a sign, so that new
 * products and words need no dictionary, and those that meet in a cell do not push it to one side (Weinberger et al. 2009).
 * {@link #collisionRate} says how many meet.
 *
 * <p>Each event is predicted before it is learned, so that the learner's {@link OnlineLogisticLearner#validation} is an honest judgement
 * without a test set.
 *
 * <ul>
 *   <li>An event without features is one of the intercept alone, which has no penalty.
 *   <li>Only one label so far: the prediction goes towards it, never to 0 or 1 exactly while margins are ordinary.
 *   <li>NaN, infinite values, labels other than 0 and 1: refused; the learner stays as it was.
 *   <li>No standard errors: estimates depend on the order of events.
 * </ul>
 *
 * <p>Time O(features of the event); memory 16 bytes a cell. The recipe is immutable and thread-safe, the learner is not.
 *
 * <pre>{@code
 * OnlineLogisticRegression recipe = OnlineLogisticRegression.create().withBits(18).withL1Penalty(0.5);
 * OnlineLogisticLearner learner = recipe.start();
 * HashedRow row = recipe.row();
 * double before = learner.learn(row.clear().add("channel", "mail").add("spend", 3.2), 1);
 * double p = learner.model().probability(row);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/2487575.2488200">McMahan et al. (2013), Ad click prediction</a>
 * @see <a href="https://doi.org/10.1145/1553374.1553516">Weinberger et al. (2009), Feature hashing</a>
 */
public final class OnlineLogisticRegression {

    private static final int MOST_BITS = 28;

    record Options(int bits, double alpha, double beta, double l1, double l2) {}

    final Options o;

    private OnlineLogisticRegression(Options o) {
        this.o = o;
    }

    /** {@return 2^20 cells, learning rate 0.1, smoothing 1, no penalties} */
    public static OnlineLogisticRegression create() {
        return new OnlineLogisticRegression(new Options(20, 0.1, 1, 0, 0));
    }

    /**
     * The same with another number of cells.
     *
     * @param bits from 1 to 28; there are 2^bits cells
     * @return a new recipe
     */
    public OnlineLogisticRegression withBits(int bits) {
        Check.between("bits", bits, 1, MOST_BITS);
        return new OnlineLogisticRegression(new Options(bits, o.alpha, o.beta, o.l1, o.l2));
    }

    /**
     * The same with another learning rate: a cell whose squared gradients sum up to n moves by {@code alpha / (smoothing + √n)}
     * times the gradient.
     *
     * @param alpha above 0; 0.03 to 1 as a rule
     * @return a new recipe
     */
    public OnlineLogisticRegression withLearningRate(double alpha) {
        Check.positive("alpha", alpha);
        return new OnlineLogisticRegression(new Options(o.bits, alpha, o.beta, o.l1, o.l2));
    }

    /**
     * The same with another smoothing of the learning rate's fall.
     *
     * @param beta above 0; 1 does as a rule
     * @return a new recipe
     */
    public OnlineLogisticRegression withSmoothing(double beta) {
        Check.positive("beta", beta);
        return new OnlineLogisticRegression(new Options(o.bits, o.alpha, beta, o.l1, o.l2));
    }

    /**
     * The same with an L1 penalty {@code strength * |w|₁} beside the sum of losses: cells stay at 0 until the evidence exceeds it.
     *
     * @param strength at least 0
     * @return a new recipe
     */
    public OnlineLogisticRegression withL1Penalty(double strength) {
        Check.atLeast("strength", strength, 0.0);
        return new OnlineLogisticRegression(new Options(o.bits, o.alpha, o.beta, strength, o.l2));
    }

    /**
     * The same with an L2 penalty {@code strength/2 * |w|²} beside the sum of losses.
     *
     * @param strength at least 0
     * @return a new recipe
     */
    public OnlineLogisticRegression withL2Penalty(double strength) {
        Check.atLeast("strength", strength, 0.0);
        return new OnlineLogisticRegression(new Options(o.bits, o.alpha, o.beta, o.l1, strength));
    }

    /**
     * The expected share of features that share their cell with another, when cells are as good as random.
     *
     * @param features distinct ones that will be seen, at least 1
     * @return {@code 1 - (1 - 2^-bits)^(features - 1)}
     */
    public double collisionRate(long features) {
        Check.atLeast("features", features, 1L);
        return -Math.expm1((features - 1.0) * Math.log1p(-Math.scalb(1.0, -o.bits)));
    }

    /** {@return a row for events of this recipe and of any with as many cells} */
    public HashedRow row() {
        return new HashedRow(o.bits);
    }

    /** {@return a learner that has seen nothing} */
    public OnlineLogisticLearner start() {
        return new OnlineLogisticLearner(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OnlineLogisticRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "OnlineLogisticRegression" + o.toString().substring("Options".length());
    }
}
