/** Bandits tried out before they serve: against known rates of success, and on a log of decisions. */
package io.clientele.optimization.bandit.replay;
