/** Speed beside the machine's limit and beside peers, with the accuracy of what was measured. */
package io.clientele.benchmarks;
