package io.clientele.core.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.Cancellation;
import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ChunksTest {

    private static final int ROWS = 300_001;

    @Test
    void chunksCoverAllRowsOnce() {
        for (int rows : new int[] {0, 1, 127, 1_023, 1_024, 1_025, 65_536, 65_537, 1_000_000, Integer.MAX_VALUE}) {
            int size = Chunks.size(rows);
            assertThat(size % Chunks.TILE).isZero();
            long count = Chunks.count(rows);
            assertThat(count * size).isGreaterThanOrEqualTo(rows);
            assertThat((count - 1) * size).isLessThan(Math.max(rows, 1));
        }
        assertThat(Chunks.count(0)).isZero();
        assertThat(Chunks.count(1)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void mergesInChunkOrderWhateverTheThreads(int threads) {
        try (TestPool pool = new TestPool(threads)) {
            for (int rows : new int[] {0, 1, 1_024, 1_025, ROWS, 2_000_000}) {
                List<Integer> seen = Chunks.reduce(
                        rows,
                        Execution.on(pool, threads),
                        chunk -> new ArrayList<>(),
                        (list, from, to) -> {
                            list.add(from);
                            list.add(to);
                        },
                        List::addAll);
                int at = 0;
                for (int i = 0; i < seen.size(); i += 2) {
                    assertThat(seen.get(i)).isEqualTo(at);
                    at = seen.get(i + 1);
                }
                assertThat(at).isEqualTo(rows);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void sumsAreEqualToTheBit(int threads) {
        double expected = harmonic(Execution.sequential());
        try (TestPool pool = new TestPool(threads)) {
            for (int i = 0; i < 20; i++) {
                assertThat(harmonic(Execution.on(pool, threads))).isEqualTo(expected);
            }
        }
    }

    private static double harmonic(Execution execution) {
        return Chunks.reduce(
                ROWS,
                execution,
                chunk -> new double[1],
                (sum, from, to) -> {
                    for (int i = from; i < to; i++) {
                        sum[0] += 1.0 / (i + 1);
                    }
                },
                (sum, later) -> sum[0] += later[0])[0];
    }

    @Test
    void everyRowIsVisitedOnce() {
        try (TestPool pool = new TestPool(3)) {
            int[] visits = new int[ROWS];
            Chunks.forEach(ROWS, Execution.on(pool, 3), (chunk, from, to) -> {
                for (int i = from; i < to; i++) {
                    visits[i] += 1 + chunk - chunk;
                }
            });
            assertThat(visits).containsOnly(1);
        }
    }

    @Test
    void tasksRunOnceEach() {
        try (TestPool pool = new TestPool(3)) {
            AtomicInteger[] runs = new AtomicInteger[500];
            java.util.Arrays.setAll(runs, i -> new AtomicInteger());
            Chunks.tasks(runs.length, Execution.on(pool, 4), i -> runs[i].incrementAndGet());
            for (AtomicInteger run : runs) {
                assertThat(run).hasValue(1);
            }
            Chunks.tasks(0, Execution.on(pool, 4), i -> {
                throw new AssertionError("there is no task");
            });
        }
    }

    @Test
    void fewPartialsExistAtATime() {
        AtomicInteger alive = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (TestPool pool = new TestPool(4)) {
            Chunks.fold(
                    2_000,
                    Execution.on(pool, 4),
                    i -> {
                        most.accumulateAndGet(alive.incrementAndGet(), Math::max);
                        if (i % 100 == 0) {
                            pause(5); // the others run ahead of this one
                        }
                        return i;
                    },
                    (first, later) -> alive.decrementAndGet());
        }
        // 4 slots a thread hold partials or are being filled
        assertThat(most.get()).isLessThanOrEqualTo(16 + 1);
    }

    @Test
    void finishesInAPoolWithoutAFreeThread() throws InterruptedException {
        try (TestPool pool = new TestPool(2)) {
            CountDownLatch done = new CountDownLatch(2);
            for (int k = 0; k < 2; k++) {
                // both threads of the pool start work that wants seven, inside itself once more
                pool.execute(() -> {
                    Chunks.tasks(20, Execution.on(pool, 7), i -> harmonic(Execution.on(pool, 7)));
                    done.countDown();
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void finishesWithoutAnyHelp() {
        double expected = harmonic(Execution.sequential());
        Executor idle = task -> {};
        Executor refusing = task -> {
            throw new RejectedExecutionException("full");
        };
        assertThat(harmonic(Execution.on(idle, 7))).isEqualTo(expected);
        assertThat(harmonic(Execution.on(refusing, 7))).isEqualTo(expected);
        assertThat(harmonic(Execution.on(Runnable::run, 7))).isEqualTo(expected);
    }

    @Test
    void helperThatComesLateDoesNothing() {
        List<Runnable> late = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        Chunks.tasks(10, Execution.on(late::add, 4), i -> runs.incrementAndGet());
        assertThat(runs).hasValue(10);
        assertThat(late).hasSize(3);
        late.forEach(Runnable::run);
        assertThat(runs).hasValue(10);
    }

    @Test
    void brokenExecutorIsReportedAfterAllWorkHasEnded() {
        AtomicBoolean working = new AtomicBoolean();
        try (TestPool pool = new TestPool(1)) {
            AtomicInteger calls = new AtomicInteger();
            Executor broken = task -> {
                if (calls.incrementAndGet() > 1) {
                    throw new IllegalStateException("no such pool");
                }
                pool.execute(task);
                pause(20);
            };
            assertThatIllegalStateException()
                    .isThrownBy(() -> Chunks.tasks(5, Execution.on(broken, 4), i -> {
                        working.set(true);
                        pause(20);
                        working.set(false);
                    }))
                    .withMessage("no such pool");
            assertThat(working).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void lowestFailureReachesTheCaller(int threads) {
        for (int round = 0; round < 50; round++) {
            try (TestPool pool = new TestPool(threads)) {
                AtomicInteger inside = new AtomicInteger();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Chunks.tasks(100, Execution.on(pool, threads), i -> {
                            inside.incrementAndGet();
                            try {
                                if (i >= 10) {
                                    throw new IllegalArgumentException("task " + i);
                                }
                                pause(i == 9 ? 2 : 0);
                            } finally {
                                inside.decrementAndGet();
                            }
                        }))
                        .withMessage("task 10")
                        .satisfies(e -> assertThat(e.getSuppressed()).hasSizeLessThan(threads));
                assertThat(inside).as("tasks still running").hasValue(0);
            }
        }
    }

    @Test
    void failuresOfAReductionReachTheCaller() {
        try (TestPool pool = new TestPool(3)) {
            Execution execution = Execution.on(pool, 3);
            assertThatExceptionOfType(ArithmeticException.class)
                    .isThrownBy(() -> Chunks.reduce(
                            ROWS,
                            execution,
                            chunk -> new int[1],
                            (a, from, to) -> {
                                if (from > 50_000) {
                                    throw new ArithmeticException("row " + from);
                                }
                            },
                            (a, b) -> {}))
                    .withMessage("row " + (50_000 / Chunks.size(ROWS) + 1) * Chunks.size(ROWS));
            assertThatThrownBy(
                            () -> Chunks.reduce(ROWS, execution, chunk -> new int[1], (a, from, to) -> {}, (a, b) -> {
                                throw new StackOverflowError("merge");
                            }))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("merge");
            assertThatThrownBy(() -> Chunks.reduce(
                            ROWS, execution, chunk -> chunk == 7 ? null : "x", (a, f, t) -> {}, (a, b) -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("partial");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void checkedExceptionsThatNobodyDeclaredEndTheWorkToo(int threads) {
        try (TestPool pool = new TestPool(threads)) {
            Execution execution = Execution.on(pool, threads);
            for (int round = 0; round < 20; round++) {
                assertThatThrownBy(() -> Chunks.tasks(200, execution, i -> {
                            if (i >= 20) {
                                throw ChunksTest.<RuntimeException>undeclared("task " + i);
                            }
                        }))
                        .isInstanceOf(IOException.class)
                        .hasMessage("task 20");
                // piece 20 never arrives: whoever waits for its turn has to be told
                assertThatThrownBy(() -> Chunks.fold(
                                200,
                                execution,
                                i -> {
                                    if (i == 20) {
                                        throw ChunksTest.<RuntimeException>undeclared("piece 20");
                                    }
                                    return i;
                                },
                                (a, b) -> {}))
                        .isInstanceOf(IOException.class)
                        .hasMessage("piece 20");
                assertThatThrownBy(() -> Chunks.fold(200, execution, i -> i, (a, b) -> {
                            throw ChunksTest.<RuntimeException>undeclared("merge " + b);
                        }))
                        .isInstanceOf(IOException.class)
                        .hasMessage("merge 1");
            }
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Kotlin and Scala throw them
    private static <T extends Throwable> T undeclared(String message) throws T {
        throw (T) new IOException(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void cancellationEndsTheWorkWithinAChunk(int threads) {
        try (TestPool pool = new TestPool(threads)) {
            Cancellation stop = Cancellation.create();
            AtomicInteger started = new AtomicInteger();
            Execution execution = Execution.on(pool, threads).withCancellation(stop);
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> Chunks.tasks(10_000, execution, i -> {
                        started.incrementAndGet();
                        if (i == 20) {
                            stop.cancel();
                        }
                    }));
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> Chunks.reduce(ROWS, execution, c -> "", (a, f, t) -> {}, (a, b) -> {}));
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> Chunks.reduce(0, execution, c -> "", (a, f, t) -> {}, (a, b) -> {}));
            assertThat(started.get()).isLessThan(10_000);
        }
    }

    @Test
    void interruptIsKeptForTheCaller() {
        try (TestPool pool = new TestPool(2)) {
            Thread.currentThread().interrupt();
            assertThat(harmonic(Execution.on(pool, 2))).isEqualTo(harmonic(Execution.sequential()));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
