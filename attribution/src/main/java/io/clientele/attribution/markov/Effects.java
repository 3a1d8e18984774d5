package io.clientele.attribution.markov;

/** What a solved chain says. Arrays are shared, not copied. */
final class Effects {

    /** Probability that a journey converts. */
    final double conversion;
    /** Expected value of a journey. */
    final double value;
    /** Share of the conversions lost without each channel. */
    final double[] removal;
    /** Share of the value lost without each channel; all 0 when there is no value. */
    final double[] removalValue;
    /** Bounds the error of every probability. */
    final double residual;
    /** Passes over the equations; 0 when solved directly. */
    final int sweeps;

    Effects(double conversion, double value, double[] removal, double[] removalValue, double residual, int sweeps) {
        this.conversion = conversion;
        this.value = value;
        this.removal = removal;
        this.removalValue = removalValue;
        this.residual = residual;
        this.sweeps = sweeps;
    }
}
