package io.clientele.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The calling thread and the helpers it got from an executor, all running the same work. */
final class Crew {

    private static final ThreadLocal<Integer> HELPING = new ThreadLocal<>();

    private Crew() {}

    /** Whether this thread is helping another thread's call at the moment. */
    static boolean isHelping() {
        return HELPING.get() != null;
    }

    static void run(Executor executor, int helpers, Runnable work) {
        Thread caller = Thread.currentThread();
        List<Helper> crew = new ArrayList<>(helpers);
        Throwable failure = null;
        try {
            for (int i = 0; i < helpers; i++) {
                Helper helper = new Helper(work, caller);
                crew.add(helper);
                executor.execute(helper);
            }
        } catch (RejectedExecutionException full) {
            // the threads we have will do
        } catch (Throwable t) {
            failure = t;
        }
        if (failure == null) {
            try {
                work.run();
            } catch (Throwable t) {
                failure = t;
            }
        }
        for (Helper helper : crew) {
            helper.revoke();
        }
        for (Helper helper : crew) {
            failure = join(failure, helper.await());
        }
        if (failure != null) {
            throw Crew.<RuntimeException>unchanged(failure);
        }
    }

    /** Throws anything as it is, also a checked exception that nobody declared. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: nothing is cast at run time
    private static <T extends Throwable> T unchanged(Throwable failure) throws T {
        throw (T) failure;
    }

    private static @Nullable Throwable join(@Nullable Throwable first, @Nullable Throwable next) {
        if (first == null) {
            return next;
        }
        if (next != null && next != first) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** One submitted run of the work. It either starts, and is waited for, or is revoked, and never starts. */
    private static final class Helper implements Runnable {

        private enum State {
            QUEUED,
            RUNNING,
            DONE
        }

        private final Thread caller;
        private @Nullable Runnable work;
        private @Nullable Throwable failure;
        private volatile State state = State.QUEUED;

        Helper(Runnable work, Thread caller) {
            this.work = work;
            this.caller = caller;
        }

        private synchronized @Nullable Runnable claim(State next) {
            if (state != State.QUEUED) {
                return null;
            }
            Runnable claimed = work;
            work = null; // a revoked task may stay queued for long: let it hold nothing
            state = next;
            return claimed;
        }

        @Override
        public void run() {
            Runnable claimed = claim(State.RUNNING);
            if (claimed == null) {
                return;
            }
            boolean elsewhere = Thread.currentThread() != caller; // a direct executor runs us on the caller
            Integer before = HELPING.get();
            try {
                if (elsewhere) {
                    HELPING.set(before == null ? 1 : before + 1);
                }
                claimed.run();
            } catch (Throwable t) {
                failure = t; // the caller throws it; published by the volatile write below
            } finally {
                if (before == null) {
                    HELPING.remove();
                } else {
                    HELPING.set(before);
                }
                state = State.DONE;
                LockSupport.unpark(caller);
            }
        }

        void revoke() {
            claim(State.DONE);
        }

        /** Waits for a running helper, without giving way to interrupts: its work must not outlive the call. */
        @Nullable
        Throwable await() {
            boolean interrupted = false;
            while (state != State.DONE) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return failure;
        }
    }
}
