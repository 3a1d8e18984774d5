/** Who will buy, with a probability one can budget on: features, encoding, model and calibration that travel together. */
package io.clientele.prediction.propensity;
