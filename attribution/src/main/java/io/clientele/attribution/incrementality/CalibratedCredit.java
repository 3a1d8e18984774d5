package io.clientele.attribution.incrementality;

/**
 * What a channel was credited with and what is left of it after calibration.
 *
 * @param channel its name
 * @param attributed conversions by the method
 * @param calibrated conversions it caused, measured or estimated
 * @param measured true if it was measured for this channel, false if scaled like the measured ones on average
 */
public record CalibratedCredit(String channel, double attributed, double calibrated, boolean measured) {}
