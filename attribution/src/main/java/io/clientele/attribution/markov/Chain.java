package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import io.clientele.core.Execution;
import java.util.Arrays;

/**
 * A Markov chain counted from paths: states of up to {@code order} last channels, how often each transition was taken, how
 * often and to what value each state was left to a conversion, and how often to nothing.
 *
 * <p>A state equal to the one before it is not entered again, unless such transitions are kept; they change no removal effect,
 * because they only prolong the stay.
 */
final class Chain {

    private static final int BLOCK = 1 << 14;

    final StateTable states;
    final EdgeTable edges;
    final int channels;
    final int order;
    /** How often each edge was taken. */
    long[] counts = new long[64];
    /** How often each state was left, by any way. */
    long[] out = new long[64];

    long[] conversions = new long[64];
    double[] value = new double[64];
    /** How often a path ended in each state, either way. */
    long[] ends = new long[64];

    private int at;

    private Chain(int order, int channels) {
        this.states = new StateTable(order);
        this.edges = new EdgeTable(states, order, channels);
        this.channels = channels;
        this.order = order;
    }

    static Chain count(PathTable paths, int order, boolean nulls, boolean selfTransitions, Execution execution) {
        Chain chain = new Chain(order, paths.channels().size());
        int[] path = new int[paths.longest()];
        for (int from = 0; from < paths.paths(); from += BLOCK) {
            int to = Math.min(paths.paths(), from + BLOCK);
            execution.checkCancelled();
            for (int row = from; row < to; row++) {
                long weight = paths.conversions(row) + (nulls ? paths.nulls(row) : 0);
                if (weight > 0) {
                    chain.add(path, paths.copyPath(row, path), weight, selfTransitions);
                    chain.end(paths.conversions(row), paths.value(row), weight);
                }
            }
            execution.progress("transitions", to, paths.paths());
        }
        execution.checkCancelled();
        chain.leave(chain.states.size() - 1, 0);
        return chain;
    }

    private void add(int[] path, int n, long weight, boolean selfTransitions) {
        at = 0;
        for (int i = 0; i < n; i++) {
            int edge = edges.find(at, path[i]);
            int next = edges.to(edge);
            if (next == at && !selfTransitions) {
                continue;
            }
            if (edge >= counts.length) {
                counts = Arrays.copyOf(counts, 2 * Math.max(edge, counts.length));
            }
            counts[edge] += weight;
            leave(at, weight);
            at = next;
        }
    }

    private void end(long converted, double worth, long weight) {
        leave(at, weight);
        ends[at] += weight;
        conversions[at] += converted;
        value[at] += worth;
    }

    private void leave(int state, long weight) {
        if (state >= out.length) {
            int size = 2 * Math.max(state, out.length);
            out = Arrays.copyOf(out, size);
            conversions = Arrays.copyOf(conversions, size);
            value = Arrays.copyOf(value, size);
            ends = Arrays.copyOf(ends, size);
        }
        out[state] += weight;
    }

    /** States that were entered, the start not counted. */
    int entered() {
        return states.size() - 1;
    }

    /** Transitions between states that were taken, those from the start included, those to an end not. */
    int taken() {
        int taken = 0;
        for (int edge = 0; edge < edges.size(); edge++) {
            taken += count(edge) > 0 ? 1 : 0;
        }
        return taken;
    }

    /** Steps of a journey on average, the last one to an end included. */
    double length() {
        long steps = 0;
        for (long times : moves()) {
            steps += times;
        }
        return (double) steps / out[0];
    }

    long count(int edge) {
        return edge < counts.length ? counts[edge] : 0;
    }

    /** Share of the leavings of the edge's state that took it, stays in the same state left out; 0 for such a stay. */
    double probability(int edge, long[] moves) {
        int from = edges.from(edge);
        return edges.to(edge) == from ? 0 : (double) count(edge) / moves[from];
    }

    /** How often each state was left for another state or an end. */
    long[] moves() {
        long[] moves = Arrays.copyOf(out, states.size());
        for (int edge = 0; edge < edges.size(); edge++) {
            if (edges.from(edge) == edges.to(edge)) {
                moves[edges.from(edge)] -= count(edge);
            }
        }
        return moves;
    }
}
