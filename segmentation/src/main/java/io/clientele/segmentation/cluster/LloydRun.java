package io.clientele.segmentation.cluster;

/** How one run of Lloyd's algorithm ended; {@code last} is the pass that assigned rows to the final centres. */
final class LloydRun {

    final double[][] centers;
    final LloydPass last;
    final int iterations;
    final boolean converged;
    final double change;
    final int relocations;

    LloydRun(double[][] centers, LloydPass last, int iterations, boolean converged, double change, int relocations) {
        this.centers = centers;
        this.last = last;
        this.iterations = iterations;
        this.converged = converged;
        this.change = change;
        this.relocations = relocations;
    }
}
