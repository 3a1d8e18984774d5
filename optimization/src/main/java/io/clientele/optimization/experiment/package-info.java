/**
 * Experiments: what changed, by how much, and how sure that is.
 *
 * <p>This package compares two variants once, at the end, and plans for that. What to use when:
 *
 * <ul>
 *   <li>Rates: {@link io.clientele.optimization.experiment.ProportionTest}; means, sums and ratios:
 *       {@link io.clientele.optimization.experiment.MeanTest}; what is no mean: package {@code metric}.
 *   <li>Less noise: {@link io.clientele.optimization.experiment.Cuped} for one covariate from sums alone,
 *       {@link io.clientele.optimization.experiment.RegressionAdjustment} for several,
 *       {@link io.clientele.optimization.experiment.PostStratification} for groups.
 *   <li>Looked at while it runs: {@link io.clientele.optimization.experiment.GroupSequential} plans the looks and
 *       {@link io.clientele.optimization.experiment.AlwaysValidTest} needs no plan; package {@code sequential} has what goes with both.
 *   <li>Several p-values of any origin: {@link io.clientele.optimization.experiment.MultipleTesting}. Several variants' means with
 *       intervals that say the same as the p-values: {@link io.clientele.optimization.experiment.SimultaneousIntervals}. The same
 *       difference in many segments: {@link io.clientele.optimization.experiment.SegmentTest}.
 *   <li>Counts of units as meant: {@link io.clientele.optimization.experiment.SampleRatio} once,
 *       {@link io.clientele.optimization.experiment.SequentialSampleRatio} while it runs; other checks: package {@code health}.
 *   <li>All of it in one object, with a decision: package {@code verdict}.
 * </ul>
 */
package io.clientele.optimization.experiment;
