/** Several things shown at once, in an order: rankings by chance, learning from clicks down a list, and judging other rankings from a log. */
package io.clientele.optimization.bandit.slate;
