package io.clientele.cli;

import io.clientele.core.Execution;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Threads for the length of one piece of work. */
final class Threads {

    private Threads() {}

    static <T> T with(int threads, Function<Execution, T> work) {
        if (threads == 1) {
            return work.apply(Execution.sequential());
        }
        // the caller's thread takes part
        ExecutorService pool = Executors.newFixedThreadPool(threads - 1);
        try {
            return work.apply(Execution.on(pool, threads));
        } finally {
            pool.shutdown();
        }
    }
}
