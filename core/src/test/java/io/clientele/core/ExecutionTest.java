package io.clientele.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.contract.TestPool;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ExecutionTest {

    @Test
    void defaultIsTheCallingThreadAlone() {
        assertThat(Execution.sequential().parallelism()).isEqualTo(1);
        List<Thread> threads = new ArrayList<>();
        Execution.sequential().together(5, () -> threads.add(Thread.currentThread()));
        assertThat(threads).containsExactly(Thread.currentThread());
        Execution.sequential().progress("nobody listens", 1, 2);
        Execution.sequential().checkCancelled();
    }

    @Test
    void argumentsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Execution.on(Runnable::run, 0))
                .withMessage("parallelism must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Progress("x", -1, 2))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Progress("x", 3, 2))
                .withMessage("completed must be at most the total (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Progress("x", 0, -2))
                .withMessage("total must be at least 0, or -1 when unknown, got -2");
        assertThat(new Progress("x", 1, 4).fraction()).isEqualTo(0.25);
        assertThat(new Progress("x", 0, 0).fraction()).isEqualTo(1);
        assertThat(new Progress("x", 7, -1).fraction()).isNaN();
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tried
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> Execution.on(null, 1)).withMessage("executor");
        assertThatNullPointerException()
                .isThrownBy(() -> Execution.sequential().withProgress(null))
                .withMessage("listener");
        assertThatNullPointerException()
                .isThrownBy(() -> Execution.sequential().withCancellation(null))
                .withMessage("cancellation");
    }

    @Test
    void cancellationIsNoticed() {
        Cancellation stop = Cancellation.create();
        Execution execution = Execution.sequential().withCancellation(stop);
        execution.checkCancelled();
        assertThat(stop.isCancelled()).isFalse();
        stop.cancel();
        stop.cancel();
        assertThat(stop.isCancelled()).isTrue();
        assertThatThrownBy(execution::checkCancelled).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> execution.onCallingThread().checkCancelled())
                .isInstanceOf(CancellationException.class);
        Execution.sequential().checkCancelled(); // the one we started from knows nothing of it
    }

    @Test
    @Timeout(30)
    void listenerHearsFromTheCallingThreadAlone() {
        Set<Thread> heard = ConcurrentHashMap.newKeySet();
        Set<Thread> worked = ConcurrentHashMap.newKeySet();
        try (TestPool pool = new TestPool(2)) {
            Execution execution = Execution.on(pool, 3).withProgress(p -> heard.add(Thread.currentThread()));
            CountDownLatch all = new CountDownLatch(3);
            execution.together(3, () -> {
                all.countDown();
                try {
                    all.await(); // so that three threads do take part
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                worked.add(Thread.currentThread());
                execution.progress("work", 1, -1);
                Chunks.tasks(2, execution, i -> execution.progress("inner", i, 2));
            });
        }
        assertThat(worked).hasSize(3);
        assertThat(heard).containsExactly(Thread.currentThread());
    }

    @Test
    void listenerIsToldWhatTheAlgorithmSays() {
        List<Progress> seen = new ArrayList<>();
        Execution execution = Execution.sequential().withProgress(seen::add);
        execution.progress("restarts", 2, 10);
        execution.progress("iterations", 3, -1);
        execution.onCallingThread().progress("inner", 1, 1);
        assertThat(seen).containsExactly(new Progress("restarts", 2, 10), new Progress("iterations", 3, -1));
    }

    @Test
    void reportIsAValue() {
        FitReport report = FitReport.builder()
                .rows(120)
                .iterations(7)
                .converged(false)
                .change(0.5)
                .warning("stopped after 7 iterations")
                .build();
        FitReport.Builder same =
                FitReport.builder().rows(120).iterations(7).converged(false).change(0.5);
        assertThat(same.build()).isNotEqualTo(report);
        assertThat(same.warning("stopped after 7 iterations").build())
                .isEqualTo(report)
                .hasSameHashCodeAs(report);
        assertThat(report.rows()).isEqualTo(120);
        assertThat(report.iterations()).isEqualTo(7);
        assertThat(report.converged()).isFalse();
        assertThat(report.change()).isEqualTo(0.5);
        assertThat(report.warnings()).containsExactly("stopped after 7 iterations");
        assertThat(report.toString()).contains("not converged", "7", "120", "stopped after 7 iterations");
        assertThatThrownBy(() -> report.warnings().add("more")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(FitReport.builder().build().converged()).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FitReport.builder().rows(-1))
                .withMessage("rows must be at least 0, got -1");
    }
}
