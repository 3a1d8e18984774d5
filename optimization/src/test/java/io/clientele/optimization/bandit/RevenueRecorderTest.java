package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RevenueRecorderTest {

    @Test
    void countsInSeveralSteps() {
        RevenueRecorder recorder = RevenueRecorder.of("a", "b");
        recorder.shown("a");
        recorder.bought("a", 20);
        recorder.record("b", 0);
        recorder.record("b", 9.5);
        assertThat(recorder.counts()).isEqualTo(RevenueCounts.of("a", 1, 20).plus(RevenueCounts.of("b", 2, 9.5)));
        recorder.forget("b", 9.5);
        recorder.forget("b", 0);
        recorder.add("c");
        recorder.add("a");
        assertThat(recorder.counts()).isEqualTo(RevenueCounts.of("a", 1, 20));
        assertThat(recorder).hasToString("RevenueRecorder[RevenueCounts[a 1 of 1 worth 20.0]]");
    }

    @Test
    void whatCannotBeIsRefusedAndCountsNothing() {
        RevenueRecorder recorder = RevenueRecorder.of("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.record("d", 1))
                .withMessage("arm 'd' is not known; arms are [a]; add it first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.record("a", -1))
                .withMessageStartingWith("arm 'a': the value of an order must be above 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.record("a", Double.NaN))
                .withMessageStartingWith("arm 'a': the value of an order must be above 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.forget("a", 0))
                .withMessage("trials of arm 'a' before one is forgotten must be at least 1, got 0");
        assertThat(recorder.counts()).isEqualTo(RevenueCounts.empty());
    }

    /** Four threads record while this one reads: nothing is lost, and no reading shows an order without its trial. */
    @Test
    void manyThreads() throws InterruptedException, ExecutionException {
        String[] arms = {"a", "b"};
        RevenueRecorder recorder = RevenueRecorder.of(arms);
        RevenueRecorder inTurn = RevenueRecorder.of(arms);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<?>> writers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int number = t;
            write(inTurn, arms, number);
            writers.add(pool.submit(() -> write(recorder, arms, number)));
        }
        boolean done = false;
        while (!done) {
            done = writers.stream().allMatch(Future::isDone);
            RevenueCounts counts = recorder.counts();
            for (String arm : counts.arms()) {
                assertThat(counts.orders(arm).count()).isLessThanOrEqualTo(counts.trials(arm));
            }
        }
        for (Future<?> writer : writers) {
            writer.get();
        }
        pool.shutdown();
        assertThat(recorder.counts()).isEqualTo(inTurn.counts());
    }

    private static void write(RevenueRecorder recorder, String[] arms, int number) {
        RandomGenerator random = RandomStreams.stream(3, "revenue.stress", number);
        for (int i = 0; i < 50_000; i++) {
            recorder.record(arms[random.nextInt(2)], Math.max(0, random.nextDouble() - 0.7));
        }
    }
}
