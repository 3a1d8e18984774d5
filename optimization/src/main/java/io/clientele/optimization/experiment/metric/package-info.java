/** Metrics that are no means: quantiles, and customers kept. */
package io.clientele.optimization.experiment.metric;
