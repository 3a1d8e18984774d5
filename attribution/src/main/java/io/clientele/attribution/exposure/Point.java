package io.clientele.attribution.exposure;

/**
 * A function at a place: its value, its slope and how it bends. Takes the arrays over.
 *
 * <p>{@code curvature} is the negative matrix of second derivatives; only the lower triangle counts.
 */
final class Point {

    final double[] x;
    final double value;
    final double[] gradient;
    final double[][] curvature;

    Point(double[] x, double value, double[] gradient, double[][] curvature) {
        this.x = x;
        this.value = value;
        this.gradient = gradient;
        this.curvature = curvature;
    }
}
