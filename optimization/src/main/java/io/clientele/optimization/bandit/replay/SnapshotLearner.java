package io.clientele.optimization.bandit.replay;

import io.clientele.optimization.bandit.contextual.ContextualSnapshot;
import io.clientele.optimization.bandit.contextual.Scratch;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A contextual policy: what serves, and how it learns. */
final class SnapshotLearner implements ContextualRule.Learner {

    /** Takes in a trial. */
    interface Taker {
        void take(int arm, double[] context, double reward);
    }

    private final Supplier<ContextualSnapshot> fresh;
    private final Taker taker;
    private final Scratch scratch = new Scratch();
    private ContextualSnapshot serving;

    SnapshotLearner(Supplier<ContextualSnapshot> fresh, Taker taker) {
        this.fresh = fresh;
        this.taker = taker;
        serving = fresh.get();
    }

    @Override
    public void refresh() {
        serving = fresh.get();
    }

    @Override
    public double[] shares(double[] context) {
        return serving.shares(context);
    }

    /** Each trial is another unit. */
    @Override
    public int choose(double[] context, RandomGenerator random) {
        return serving.choose(random.nextLong(), context, scratch);
    }

    @Override
    public void record(int arm, double[] context, double reward) {
        taker.take(arm, context, reward);
    }
}
