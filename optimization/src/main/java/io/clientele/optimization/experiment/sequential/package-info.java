/** Experiments that are looked at while they run: when to stop, what the result then means, and what a plan of looks costs. */
package io.clientele.optimization.experiment.sequential;
