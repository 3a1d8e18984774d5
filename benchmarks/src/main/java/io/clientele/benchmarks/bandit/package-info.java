/** Bandits: shares, serving, and judging a policy from a log. */
package io.clientele.benchmarks.bandit;
