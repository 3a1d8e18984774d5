package io.clientele.segmentation.cluster;

/** How EM ended from one start. */
final class MixtureRun {

    final MixtureParameters parameters;
    final boolean[] raised;
    final double logLikelihood;
    final double entropy;
    final int iterations;
    final boolean converged;
    /** What is still to be gained of the mean log-likelihood. */
    final double left;

    MixtureRun(MixtureStep last, MixturePass pass, int iterations, boolean converged, double left) {
        this.parameters = last.parameters;
        this.raised = last.raised;
        this.logLikelihood = pass.logLikelihood();
        this.entropy = pass.entropy();
        this.iterations = iterations;
        this.converged = converged;
        this.left = left;
    }

    boolean isCollapsed() {
        for (boolean r : raised) {
            if (r) {
                return true;
            }
        }
        return false;
    }

    /** A collapsed component makes likelihood out of nothing, so runs without one come first. */
    boolean isBetterThan(MixtureRun other) {
        return isCollapsed() == other.isCollapsed() ? logLikelihood > other.logLikelihood : !isCollapsed();
    }
}
