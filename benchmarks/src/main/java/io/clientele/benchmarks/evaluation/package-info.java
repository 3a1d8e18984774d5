/** How good scores are, and scoring. */
package io.clientele.benchmarks.evaluation;
