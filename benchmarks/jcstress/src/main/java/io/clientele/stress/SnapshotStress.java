package io.clientele.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.clientele.optimization.bandit.ArmCounts;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.ThompsonSampling;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A snapshot that is handed over by a race, through a field that is not even volatile, is whole. */
@JCStressTest
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "not there yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "there and whole")
@Outcome(expect = FORBIDDEN, desc = "half built")
@State
public class SnapshotStress {

    private static final ThompsonSampling RECIPE = ThompsonSampling.of("a", "b").withPaused("a");
    private static final ArmCounts COUNTS = ArmCounts.of("b", 3, 10);
    private static final long VERSION = RECIPE.fit(COUNTS).version();

    private BanditSnapshot serving;

    @Actor
    public void publish() {
        serving = RECIPE.fit(COUNTS);
    }

    @Actor
    public void choose(II_Result r) {
        BanditSnapshot now = serving;
        r.r1 = now == null ? -1 : now.choose("customer-17");
        r.r2 = now != null && now.version() == VERSION ? 1 : 0;
    }
}
