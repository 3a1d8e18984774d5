/** Penalised regression. */
package io.clientele.benchmarks.linear;
