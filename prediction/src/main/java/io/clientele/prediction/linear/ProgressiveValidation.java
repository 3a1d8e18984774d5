package io.clientele.prediction.linear;

/**
 * How good predictions were that were made before the label was known.
 *
 * @param events how many
 * @param labelRate the share of label 1
 * @param meanProbability what was predicted on average
 * @param logLoss the mean of {@code -log} of the probability of what happened
 * @param auc the area under the ROC curve, from margins in bins of 1/64; NaN while there is one label only
 * @param aucError the most by which {@code auc} may be off through the bins
 */
public record ProgressiveValidation(
        long events, double labelRate, double meanProbability, double logLoss, double auc, double aucError) {}
