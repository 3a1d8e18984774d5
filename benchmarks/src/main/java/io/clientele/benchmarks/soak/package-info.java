/** The serving calls for minutes on end, beside a writer: latencies and heap. */
package io.clientele.benchmarks.soak;
