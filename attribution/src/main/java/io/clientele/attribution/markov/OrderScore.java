package io.clientele.attribution.markov;

/**
 * How well chains of one order foresee journeys they were not made from.
 *
 * @param order of the chain; 0 knows no past
 * @param logLoss minus the mean log-likelihood of a held-out journey, all its steps and its end, in nats; less is better
 * @param auc how well the last state of a held-out journey tells conversion from null: the chance that one that converted
 *     scores above one that did not, ties counted half; 0.5 is chance, and what it is where all journeys convert or none
 * @param bic Bayesian information criterion of the order on all journeys; less is better
 * @param parameters free parameters of the order
 */
public record OrderScore(int order, double logLoss, double auc, double bic, long parameters) {}
