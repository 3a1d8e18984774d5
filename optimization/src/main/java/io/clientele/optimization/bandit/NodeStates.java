package io.clientele.optimization.bandit;

import java.util.SortedMap;
import java.util.TreeMap;

/** The latest state of each server, by its sequence number: joining is commutative, associative and idempotent. */
record NodeStates<C>(SortedMap<String, State<C>> nodes) {

    /** What a server has counted, as of a number. */
    record State<C>(long sequence, C counts) {}

    static <C> NodeStates<C> empty() {
        return new NodeStates<>(new TreeMap<>());
    }

    NodeStates<C> with(String node, State<C> state) {
        TreeMap<String, State<C>> all = new TreeMap<>(nodes);
        take(all, node, state);
        return new NodeStates<>(all);
    }

    NodeStates<C> join(NodeStates<C> other) {
        TreeMap<String, State<C>> all = new TreeMap<>(nodes);
        other.nodes.forEach((node, state) -> take(all, node, state));
        return new NodeStates<>(all);
    }

    private static <C> void take(SortedMap<String, State<C>> all, String node, State<C> state) {
        all.merge(node, state, (old, fresh) -> {
            if (old.sequence == fresh.sequence && !old.counts.equals(fresh.counts)) {
                throw new IllegalArgumentException("node '" + node + "', sequence " + old.sequence
                        + ": two different counts; give each server, and each start of it, a name of its own");
            }
            return fresh.sequence > old.sequence ? fresh : old;
        });
    }
}
