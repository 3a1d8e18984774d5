package io.clientele.segmentation.cluster;

/** The middle of a cluster of mixed rows: a mean of each number, the most frequent code of each category. */
final class Prototype {

    final double[] means;
    final int[] modes;

    Prototype(double[] means, int[] modes) {
        this.means = means;
        this.modes = modes;
    }
}
