package io.clientele.core;

/** Hears how far the work has come; always called on the thread that called {@code fit}. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * Takes note of progress. An exception thrown here ends the work and reaches the caller.
     *
     * @param progress how far the phase has come; never goes backwards within a phase
     */
    void onProgress(Progress progress);
}
