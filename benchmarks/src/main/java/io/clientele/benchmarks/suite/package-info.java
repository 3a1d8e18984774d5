/** Runs the benchmarks and writes their page. */
package io.clientele.benchmarks.suite;
