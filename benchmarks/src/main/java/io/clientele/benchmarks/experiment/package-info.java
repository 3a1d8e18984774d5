/** Experiments: many looks, and verdicts on many rows. */
package io.clientele.benchmarks.experiment;
