package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Many threads on one recorder, each with a seeded list of things to do, while others read: whatever the order, no count is lost, and
 * no reader sees what cannot be.
 */
class RewardRecorderStressTest {

    private static final List<String> ARMS = List.of("a", "b", "c");
    private static final int WRITERS = 4;
    private static final int STEPS = 100_000;

    private interface Action {
        void on(RewardRecorder recorder, RandomGenerator random);
    }

    /** A trial at once, one in two steps, one taken back again; now and then an arm that comes anew. */
    private static void anything(RewardRecorder recorder, RandomGenerator random) {
        String arm = ARMS.get(random.nextInt(3));
        boolean success = random.nextBoolean();
        int kind = random.nextInt(100);
        if (kind < 60) {
            recorder.record(arm, success);
        } else if (kind < 90) {
            recorder.shown(arm);
            if (success) {
                recorder.succeeded(arm);
            }
        } else if (kind < 99) {
            recorder.record(arm, success);
            recorder.forget(arm, success);
        } else {
            recorder.add("late");
            recorder.record("late", success);
        }
    }

    private static void onlyMore(RewardRecorder recorder, RandomGenerator random) {
        recorder.record(ARMS.get(random.nextInt(3)), random.nextBoolean());
    }

    private static ArmCounts inTurn(Action action) {
        RewardRecorder recorder = RewardRecorder.of(ARMS);
        for (int writer = 0; writer < WRITERS; writer++) {
            write(recorder, action, writer);
        }
        return recorder.counts();
    }

    private static void write(RewardRecorder recorder, Action action, int writer) {
        RandomGenerator random = RandomStreams.stream(6, "recorder.stress", writer);
        for (int step = 0; step < STEPS; step++) {
            action.on(recorder, random);
        }
    }

    private static ArmCounts atOnce(Action action, boolean grows) throws InterruptedException, ExecutionException {
        RewardRecorder recorder = RewardRecorder.of(ARMS);
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS + 2);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(pool.submit(() -> {
                    start.await();
                    write(recorder, action, number);
                    return number;
                }));
            }
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                readers.add(pool.submit(() -> {
                    start.await();
                    return look(recorder, writers, grows);
                }));
            }
            start.countDown();
            for (Future<?> writer : writers) {
                writer.get();
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        } finally {
            pool.shutdownNow();
        }
        return recorder.counts();
    }

    /** Reads until all is written; how often. */
    private static int look(RewardRecorder recorder, List<Future<?>> writers, boolean grows) {
        ArmCounts last = ArmCounts.empty();
        int looks = 0;
        boolean done = false;
        while (!done) {
            done = writers.stream().allMatch(Future::isDone);
            ArmCounts now = recorder.counts();
            for (String arm : now.arms()) {
                assertThat(now.successes(arm)).isBetween(0L, now.trials(arm));
                if (grows) {
                    assertThat(now.trials(arm)).isGreaterThanOrEqualTo(last.trials(arm));
                    assertThat(now.successes(arm)).isGreaterThanOrEqualTo(last.successes(arm));
                }
            }
            last = now;
            looks++;
        }
        return looks;
    }

    @Test
    void nothingIsLostAndNothingImpossibleIsSeen() throws InterruptedException, ExecutionException {
        ArmCounts expected = inTurn(RewardRecorderStressTest::anything);
        assertThat(expected.arms()).containsExactly("a", "b", "c", "late");
        for (int round = 0; round < 3; round++) {
            assertThat(atOnce(RewardRecorderStressTest::anything, false)).isEqualTo(expected);
        }
    }

    @Test
    void countsOnlyGrowWhileNothingIsForgotten() throws InterruptedException, ExecutionException {
        ArmCounts expected = inTurn(RewardRecorderStressTest::onlyMore);
        assertThat(expected.trials("a") + expected.trials("b") + expected.trials("c"))
                .isEqualTo((long) WRITERS * STEPS);
        assertThat(atOnce(RewardRecorderStressTest::onlyMore, true)).isEqualTo(expected);
    }
}
