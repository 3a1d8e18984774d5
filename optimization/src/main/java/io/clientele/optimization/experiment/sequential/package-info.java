/**
 * Experiments that are looked at while they run: when to stop, what the result then means, and what a plan of looks costs.
 *
 * <p>What to use when:
 *
 * <ul>
 *   <li>Which way at all: {@link io.clientele.optimization.experiment.sequential.SequentialComparison} has error, power and length of
 *       each at the planned looks, {@link io.clientele.optimization.experiment.sequential.SequentialMethod} the usual choice.
 *   <li>The largest number of units is known: {@link io.clientele.optimization.experiment.GroupSequential} for looks as planned,
 *       {@link io.clientele.optimization.experiment.sequential.GroupSequentialMonitor} for looks that come as they come,
 *       {@link io.clientele.optimization.experiment.sequential.Futility} to stop what will not succeed, and
 *       {@link io.clientele.optimization.experiment.sequential.StageWiseAnalysis} for p-value, estimate and interval at the end.
 *   <li>It is not known: {@link io.clientele.optimization.experiment.AlwaysValidTest} for hundreds of units and more,
 *       {@link io.clientele.optimization.experiment.sequential.AnytimeT} for small samples and regression-adjusted effects,
 *       {@link io.clientele.optimization.experiment.sequential.BetaBinomialSequence} for rates and
 *       {@link io.clientele.optimization.experiment.sequential.BettingSequence} for bounded values from the first unit on.
 *   <li>To switch off what does harm: {@link io.clientele.optimization.experiment.sequential.HarmGuard}, with an error of its own; to
 *       give up losers: {@link io.clientele.optimization.experiment.sequential.DropLosers}; how long it will still take:
 *       {@link io.clientele.optimization.experiment.sequential.Pace}.
 * </ul>
 */
package io.clientele.optimization.experiment.sequential;
