package io.clientele.core;

/**
 * A recipe that learns a model from data.
 *
 * <p>An estimator holds options and nothing else; {@code fit} never changes it. The model is a type of its own, so there
 * is no estimator that is "not fitted yet". Fitting twice with the same data gives equal models, and the execution
 * cannot change the answer: the same bits come out for any number of threads.
 *
 * <p>Implementations are immutable and thread-safe.
 *
 * @param <D> what it learns from
 * @param <M> what was learned
 */
public interface Estimator<D, M> {

    /**
     * Learns a model.
     *
     * @param data what to learn from; never changed
     * @param execution how to run: threads, progress, cancellation
     * @return the model
     * @throws IllegalArgumentException if the data cannot be used; the text names the column and row
     * @throws FitException if the data are legal but no model exists for them
     * @throws java.util.concurrent.CancellationException if the execution was cancelled; no half-fitted model is left
     */
    M fit(D data, Execution execution);

    /**
     * Learns a model on the caller's thread.
     *
     * @param data what to learn from; never changed
     * @return the model
     */
    default M fit(D data) {
        return fit(data, Execution.sequential());
    }
}
