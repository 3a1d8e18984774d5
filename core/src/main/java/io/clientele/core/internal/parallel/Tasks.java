package io.clientele.core.internal.parallel;

import io.clientele.core.Execution;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Independent pieces of work, taken in order from one counter. */
final class Tasks {

    private Tasks() {}

    static void run(int count, Execution execution, IntConsumer task) {
        if (execution.parallelism() == 1 || count <= 1) {
            for (int i = 0; i < count; i++) {
                execution.checkCancelled();
                task.accept(i);
            }
            execution.checkCancelled();
            return;
        }
        AtomicInteger next = new AtomicInteger();
        Failures failures = new Failures();
        execution.together(count, () -> {
            // pieces are taken in order, so all pieces below a failing one have started and will be heard of
            while (!failures.any()) {
                int i = next.getAndIncrement();
                if (i >= count) {
                    return;
                }
                try {
                    execution.checkCancelled();
                    task.accept(i);
                } catch (Throwable failure) {
                    failures.add(i, failure);
                }
            }
        });
        failures.rethrow();
        execution.checkCancelled();
    }
}
