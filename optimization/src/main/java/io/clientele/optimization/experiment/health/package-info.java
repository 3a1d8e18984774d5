/**
 * Whether an experiment can be believed: were units dealt as meant, seen as meant, and does the effect last?
 *
 * <p>{@link io.clientele.optimization.experiment.SampleRatio} asks whether there are as many units as meant;
 * {@link io.clientele.optimization.experiment.health.PrePeriodBalance} whether they are alike;
 * {@link io.clientele.optimization.experiment.health.ExposureCheck} whether they are lost on the way;
 * {@link io.clientele.optimization.experiment.health.EffectTrend} and
 * {@link io.clientele.optimization.experiment.health.WeekdayCheck} whether one average says it all. Package {@code verdict} makes every
 * check that its data allow.
 */
package io.clientele.optimization.experiment.health;
