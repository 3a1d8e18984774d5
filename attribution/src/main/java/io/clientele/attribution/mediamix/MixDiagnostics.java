package io.clientele.attribution.mediamix;

/**
 * How well the fit describes the weeks, and what it took.
 *
 * @param weeks how many were fitted; the first weeks of the data are history only
 * @param rSquared share of the variance of sales that is explained, in the weeks fitted
 * @param residualError standard deviation of the residuals, for the effective parameters
 * @param residualAutocorrelation correlation of the residuals of weeks next to each other
 * @param effectiveParameters controls, trace of the ridge projection on the channels, and numbers of carry-over and saturation that were
 *     estimated within their bounds for channels with an effect
 * @param ridge the penalty
 * @param heldOutError root mean square error of weeks predicted from those before them, in units of the sales
 * @param noiseCorrelation correlation of the noise of weeks next to each other: that of the residuals, corrected for what the fit takes
 *     out of them; the bootstrap draws such noise
 */
public record MixDiagnostics(
        int weeks,
        double rSquared,
        double residualError,
        double residualAutocorrelation,
        double effectiveParameters,
        double ridge,
        double heldOutError,
        double noiseCorrelation) {}
