/** Bandits: what to show to whom while still learning what works. */
package io.clientele.optimization.bandit;
