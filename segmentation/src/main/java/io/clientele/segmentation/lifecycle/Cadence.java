package io.clientele.segmentation.lifecycle;

/**
 * How often a customer is expected to buy, from the customer's own gaps and those of the shop.
 *
 * @param gaps how many of the customer's own gaps are known
 * @param usualGapDays the gap that half of the customer's gaps are expected to stay below
 * @param atRiskAfterDays days without an order after which the customer is at risk
 * @param lapsedAfterDays days without an order after which the customer has lapsed
 */
public record Cadence(int gaps, double usualGapDays, double atRiskAfterDays, double lapsedAfterDays) {}
