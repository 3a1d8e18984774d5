/** Bandits that look at the situation: what to show to whom, given what is known of the visitor. */
package io.clientele.optimization.bandit.contextual;
