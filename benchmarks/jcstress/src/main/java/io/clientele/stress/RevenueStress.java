package io.clientele.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.clientele.optimization.bandit.RevenueCounts;
import io.clientele.optimization.bandit.RevenueRecorder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJD_Result;

/** Two threads on one recorder of orders. */
public class RevenueStress {

    private static void look(RevenueRecorder recorder, JJD_Result r) {
        RevenueCounts counts = recorder.counts();
        r.r1 = counts.orders("a").count();
        r.r2 = counts.trials("a");
        r.r3 = counts.orders("a").sum().value();
    }

    /** Both count. */
    @JCStressTest
    @Outcome(id = "2, 2, 12.5", expect = ACCEPTABLE, desc = "both counted")
    @Outcome(expect = FORBIDDEN, desc = "a lost or torn sum")
    @State
    public static class Writers {
        private final RevenueRecorder recorder = RevenueRecorder.of("a");

        @Actor
        public void one() {
            recorder.record("a", 5);
        }

        @Actor
        public void two() {
            recorder.record("a", 7.5);
        }

        @Arbiter
        public void after(JJD_Result r) {
            look(recorder, r);
        }
    }

    /** One counts, one reads. */
    @JCStressTest
    @Outcome(id = "0, 0, 0.0", expect = ACCEPTABLE, desc = "before")
    @Outcome(id = "0, 1, 0.0", expect = ACCEPTABLE, desc = "the trial alone")
    @Outcome(id = "1, 1, 5.0", expect = ACCEPTABLE, desc = "after")
    @Outcome(expect = FORBIDDEN, desc = "an order without its trial")
    @State
    public static class Reader {
        private final RevenueRecorder recorder = RevenueRecorder.of("a");

        @Actor
        public void write() {
            recorder.record("a", 5);
        }

        @Actor
        public void read(JJD_Result r) {
            look(recorder, r);
        }
    }
}
