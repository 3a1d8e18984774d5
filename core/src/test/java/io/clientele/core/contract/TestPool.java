package io.clientele.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A pool for one test. Closing it checks that nothing goes on running in it. */
public final class TestPool implements Executor, AutoCloseable {

    private final ExecutorService pool;

    /**
     * A pool of its own.
     *
     * @param threads how many
     */
    public TestPool(int threads) {
        pool = Executors.newFixedThreadPool(threads);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            assertThat(pool.awaitTermination(10, TimeUnit.SECONDS))
                    .as("the pool is idle once the call has returned")
                    .isTrue();
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
