package io.clientele.simulation;

/**
 * A yearly wave around 1.
 *
 * @param amplitude from 0 to below 1
 * @param peakDay day of the year's highest rate, counted from the shop's opening
 */
record Season(double amplitude, double peakDay) {

    private static final double TURN = 2 * Math.PI / 365.25;

    double rate(double day) {
        return 1 + amplitude * StrictMath.cos(TURN * (day - peakDay));
    }

    /** Integral of the rate from 0, up to a constant. */
    double cumulative(double day) {
        return day + amplitude / TURN * StrictMath.sin(TURN * (day - peakDay));
    }
}
