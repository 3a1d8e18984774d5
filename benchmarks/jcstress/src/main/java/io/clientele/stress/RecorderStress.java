package io.clientele.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.RewardRecorder;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Two threads on one recorder. */
public class RecorderStress {

    private static void look(RewardRecorder recorder, JJ_Result r) {
        ArmCounts counts = recorder.counts();
        r.r1 = counts.successes("a");
        r.r2 = counts.trials("a");
    }

    /** Both count. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "both counted")
    @Outcome(expect = FORBIDDEN, desc = "a lost count")
    @State
    public static class Writers {
        private final RewardRecorder recorder = RewardRecorder.of("a");

        @Actor
        public void one() {
            recorder.record("a", true);
        }

        @Actor
        public void two() {
            recorder.record("a", true);
        }

        @Arbiter
        public void after(JJ_Result r) {
            look(recorder, r);
        }
    }

    /** One counts, one reads. */
    @JCStressTest
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the trial alone")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "after")
    @Outcome(expect = FORBIDDEN, desc = "a success without its trial")
    @State
    public static class Reader {
        private final RewardRecorder recorder = RewardRecorder.of("a");

        @Actor
        public void write() {
            recorder.record("a", true);
        }

        @Actor
        public void read(JJ_Result r) {
            look(recorder, r);
        }
    }

    /** One counts, one takes back what was counted before. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "one came, one went")
    @Outcome(expect = FORBIDDEN, desc = "a lost count")
    @State
    public static class Forgets {
        private final RewardRecorder recorder = RewardRecorder.of("a");

        public Forgets() {
            recorder.record("a", true);
        }

        @Actor
        public void write() {
            recorder.record("a", true);
        }

        @Actor
        public void forget() {
            recorder.forget("a", true);
        }

        @Arbiter
        public void after(JJ_Result r) {
            look(recorder, r);
        }
    }
}
