package io.clientele.benchmarks;

/** A benchmark that also says how right its results are. */
public interface Measured {

    /**
     * Computes the accuracy at the size that is timed, or at a smaller one that it names.
     *
     * @return one line in words and figures
     */
    String accuracy();
}
