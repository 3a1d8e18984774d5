/** How good predictions are: ranking, probabilities, calibration, each figure with an interval or the reason why it has none. */
package io.clientele.prediction.evaluation;
