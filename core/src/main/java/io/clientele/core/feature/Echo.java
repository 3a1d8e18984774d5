package io.clientele.core.feature;

/**
 * A feature that tells the label too well.
 *
 * @param column its name
 * @param auc how often a row of label 1 and one of label 0 are told apart by the feature alone, from 0.5, not at all, to 1, always
 */
public record Echo(String column, double auc) {}
