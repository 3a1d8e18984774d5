package io.clientele.segmentation.cluster;

/** How one run of Lloyd's algorithm ended; sizes, weights and inertia are those of the final centres. */
final class LloydRun {

    final double[][] centers;
    final long[] sizes;
    final double[] weights;
    final double inertia;
    final int iterations;
    final boolean converged;
    final double change;
    final int relocations;

    LloydRun(
            double[][] centers,
            long[] sizes,
            double[] weights,
            double inertia,
            int iterations,
            boolean converged,
            double change,
            int relocations) {
        this.centers = centers;
        this.sizes = sizes;
        this.weights = weights;
        this.inertia = inertia;
        this.iterations = iterations;
        this.converged = converged;
        this.change = change;
        this.relocations = relocations;
    }
}
