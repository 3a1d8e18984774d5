package io.clientele.benchmarks;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** A benchmark that also says how right its results are. */
public interface Measured {

    /**
     * Computes the accuracy at the size that is timed, or at a smaller one that it names.
     *
     * @return one line in words and figures
     */
    String accuracy();

    /**
     * What one operation must do at least, for the page to hold the score against the machine's limits.
     *
     * @param method of the benchmark
     * @param parameter its value by its name
     * @return empty where the cost model gives no number
     */
    default Optional<Work> work(String method, UnaryOperator<String> parameter) {
        return Optional.empty();
    }

    /**
     * A lower bound of work.
     *
     * @param flops additions and multiplications
     * @param bytes to and from memory, for data beyond the caches
     */
    record Work(double flops, double bytes) {}
}
