package io.clientele.optimization.bandit.slate;

/** Ways to judge a ranking policy from a log of slates, from the most cautious to the boldest. */
public enum SlateEstimator {

    /** Whole slates weighted: right whatever the rewards depend on, and useless for long slates. */
    SLATE_IPS,

    /**
     * Each position weighted by the arms down to it (McInerney, Brost, Chandar, Mehrotra and Carterette 2020, "Counterfactual evaluation of slate
     * recommendations with sequential reward interactions"): right where a reward depends on its arm and those above it.
     */
    REWARD_INTERACTION_IPS,

    /**
     * The same, corrected by a model (Kiyohara and others 2022, "Doubly robust off-policy evaluation for ranking policies under the cascade behavior
     * model"): right under the same condition, with less variance the better the model.
     */
    CASCADE_DOUBLY_ROBUST,

    /**
     * Each position weighted by its arm alone (Li, Abbasi-Yadkori, Kveton and others 2018, "Offline evaluation of ranking policies with click
     * models"): right only where a reward depends on nothing but its arm and position.
     */
    INDEPENDENT_IPS,

    /**
     * Whole slates weighted by {@link PseudoInverse} (Swaminathan and others 2017): right where the reward of a slate is a sum of what arms bring
     * at their positions, and then with less variance than {@link #SLATE_IPS}, the less the longer slates are. Needs the ranking that made the log.
     */
    PSEUDO_INVERSE;

    /** {@return whether a model of rewards is needed} */
    public boolean needsModel() {
        return this == CASCADE_DOUBLY_ROBUST;
    }

    /** {@return whether a slate may bring a negative number to it though no reward is negative} */
    boolean signed() {
        return this == CASCADE_DOUBLY_ROBUST || this == PSEUDO_INVERSE;
    }
}
