/** How time and memory grow with rows. */
package io.clientele.benchmarks.growth;
