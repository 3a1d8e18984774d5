/**
 * Metrics that are no means: quantiles, and customers kept.
 *
 * <p>Use {@link io.clientele.optimization.experiment.MetricSample} for sums, means and ratios, also with several rows a customer
 * ({@link io.clientele.optimization.experiment.CustomerSums}); a quantile, such as a waiting time that most do not exceed, needs the
 * values themselves; a share of customers kept until a day, some of whom came too late to be watched so long, needs counts by day.
 */
package io.clientele.optimization.experiment.metric;
