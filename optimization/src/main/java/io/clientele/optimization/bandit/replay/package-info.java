/** Bandits tried out before they serve: against known rates of success, and on a log of decisions, with contexts or without. */
package io.clientele.optimization.bandit.replay;
