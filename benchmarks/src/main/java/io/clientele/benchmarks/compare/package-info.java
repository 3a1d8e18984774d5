/** Our side of {@code benchmarks/compare}: makes the file that all peers read, and answers runs on it. */
package io.clientele.benchmarks.compare;
