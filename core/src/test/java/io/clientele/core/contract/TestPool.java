package io.clientele.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A pool for one test. Closing it checks that nothing goes on running in it, and ends its threads. */
public final class TestPool implements Executor, AutoCloseable {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService pool;

    /**
     * A pool of its own.
     *
     * @param size how many threads
     */
    public TestPool(int size) {
        pool = Executors.newFixedThreadPool(size, work -> {
            Thread thread = new Thread(work, "test-pool-" + (threads.size() + 1));
            threads.add(thread);
            return thread;
        });
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
            // a pool calls itself terminated when its threads are about to end, which is a little before they have
            for (Thread thread : threads) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName() + " goes on").isFalse();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
