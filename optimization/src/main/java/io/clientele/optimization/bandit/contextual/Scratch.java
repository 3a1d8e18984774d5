package io.clientele.optimization.bandit.contextual;

import io.clientele.optimization.internal.UnitHash;
import java.util.random.RandomGenerator;

/**
 * Room to work in, so that choosing allocates nothing. One for each thread serves all snapshots, old and new; it grows to the largest.
 *
 * <p>Holds no result. Not thread-safe.
 *
 * <pre>{@code
 * Scratch scratch = new Scratch();
 * int arm = snapshot.choose(customerId, context, scratch);
 * double propensity = snapshot.share(arm, context, scratch);
 * }</pre>
 */
public final class Scratch {

    double[] means = {};
    double[] spreads = {};
    double[] products = {};
    double[] shares = {};
    final Stream stream = new Stream();

    /** Makes room that is still empty. */
    public Scratch() {}

    void room(int arms, int width) {
        if (means.length < arms) {
            means = new double[arms];
            spreads = new double[arms];
            shares = new double[arms];
        }
        if (products.length < arms * width) {
            products = new double[arms * width];
        }
    }

    @Override
    public String toString() {
        return "Scratch[" + means.length + " arms]";
    }

    /** SplitMix64 (Steele, Lea and Flood 2014) that can be started anew. */
    static final class Stream implements RandomGenerator {

        private long state;

        void start(long seed) {
            state = seed;
        }

        @Override
        public long nextLong() {
            state += 0x9E3779B97F4A7C15L;
            return UnitHash.mix(state);
        }
    }
}
