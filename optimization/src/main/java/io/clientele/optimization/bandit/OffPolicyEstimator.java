package io.clientele.optimization.bandit;

/**
 * A way to say from a log what another policy would have earned. w is the policy's probability of the arm shown by the logged
 * propensity, r the reward, q the model's expectation.
 */
public enum OffPolicyEstimator {

    /** Inverse propensity score (Horvitz and Thompson 1952): the mean of w r. Unbiased if the propensities are right. */
    IPS(false),

    /** The mean of min(w, clip) r: less variance, and biased towards 0 where weights are cut. */
    CLIPPED_IPS(false),

    /** Self-normalised (Swaminathan and Joachims 2015): the sum of w r by the sum of w. Usually the better of the first three. */
    SNIPS(false),

    /** What the model expects under the policy. No variance from weights, and as wrong as the model. */
    DIRECT_METHOD(true),

    /** Dudík, Langford and Li (2011): the direct method, corrected by w (r - q). Unbiased if the propensities are right. */
    DOUBLY_ROBUST(true),

    /** Doubly robust, the correction divided by the sum of w. */
    SELF_NORMALISED_DOUBLY_ROBUST(true),

    /** Wang, Agarwal and Dudík (2017): doubly robust where w is at most the switch, the model alone where it is more. */
    SWITCH_DOUBLY_ROBUST(true),

    /**
     * Su and others (2020): doubly robust with each weight w shrunk to s w / (w² + s), which leaves small weights as they are and
     * takes heavy ones back to 0: less variance, and biased towards the model where weights are heavy.
     */
    SHRUNK_DOUBLY_ROBUST(true);

    private final boolean needsModel;

    OffPolicyEstimator(boolean needsModel) {
        this.needsModel = needsModel;
    }

    /** {@return whether a {@link RewardModel} is needed} */
    public boolean needsModel() {
        return needsModel;
    }
}
