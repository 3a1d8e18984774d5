package io.clientele.simulation;

import io.clientele.core.internal.random.Samplers;
import java.util.random.RandomGenerator;

/** A normal cloud: each column is correlated to the one before it, with a sign of its own; all have the same spread. */
final class Cloud {

    private final double[] center;
    /** Of each column with the one before it; the first is 0. */
    private final double[] correlation;

    private final double spread;

    private Cloud(double[] correlation, double spread) {
        this.center = new double[correlation.length];
        this.correlation = correlation;
        this.spread = spread;
    }

    static Cloud draw(int columns, double spreadRatio, double correlation, RandomGenerator random) {
        double[] signed = new double[columns];
        for (int j = 1; j < columns; j++) {
            signed[j] = random.nextDouble() < 0.5 ? -correlation : correlation;
        }
        return new Cloud(signed, StrictMath.pow(spreadRatio, random.nextDouble()));
    }

    void moveInto(double side, RandomGenerator random) {
        for (int j = 0; j < center.length; j++) {
            center[j] = side * random.nextDouble();
        }
    }

    void draw(double[] point, RandomGenerator random) {
        double before = 0;
        for (int j = 0; j < point.length; j++) {
            before = correlation[j] * before
                    + StrictMath.sqrt(1 - correlation[j] * correlation[j]) * Samplers.gaussian(random);
            point[j] = center[j] + spread * before;
        }
    }

    /** The distance of the centres by the mean of the two standard deviations along the line between them. */
    double separation(Cloud other) {
        double[] line = new double[center.length];
        double squares = 0;
        for (int j = 0; j < line.length; j++) {
            line[j] = center[j] - other.center[j];
            squares += line[j] * line[j];
        }
        double distance = StrictMath.sqrt(squares);
        return 2 * squares / (deviationTimes(distance, line) + other.deviationTimes(distance, line));
    }

    /** The standard deviation along a line, times the line's length. */
    private double deviationTimes(double length, double[] line) {
        double variance = 0;
        double carried = 0; // what earlier columns bring to this one
        for (int j = 0; j < line.length; j++) {
            carried *= correlation[j];
            variance += line[j] * line[j] + 2 * line[j] * carried;
            carried += line[j];
        }
        return length == 0 ? 0 : spread * StrictMath.sqrt(Math.max(0, variance));
    }
}
