/**
 * Backlog: what is worth testing next.
 *
 * <p>{@link io.clientele.optimization.backlog.Funnel} finds where customers are lost, and
 * {@link io.clientele.optimization.backlog.Backlog} ranks ideas by the expected value of a test, with a prior from past tests
 * ({@link io.clientele.optimization.experiment.EffectPrior}).
 */
package io.clientele.optimization.backlog;
