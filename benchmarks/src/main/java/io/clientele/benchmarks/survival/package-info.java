/** Survival curves and regressions. */
package io.clientele.benchmarks.survival;
