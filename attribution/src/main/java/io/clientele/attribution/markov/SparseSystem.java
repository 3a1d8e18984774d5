package io.clientele.attribution.markov;

import java.util.Arrays;

/**
 * A chain's equations, rows in an order in which most transitions lead forward: reverse postorder of a depth-first walk from
 * the start, the start first. Transitions are listed by the state they lead to, and those by the state they leave.
 */
final class SparseSystem {

    final int size;
    /** State of the chain at each place of the order. */
    final int[] state;
    /** Transitions into the state at a place: first index in {@link #source} and {@link #into}. */
    final int[] intoStart;

    final int[] source;
    final double[] into;
    /** Transitions out of the state at a place: first index in {@link #target} and {@link #away}. */
    final int[] awayStart;

    final int[] target;
    final double[] away;
    final double[] conversion;
    final double[] value;

    SparseSystem(Chain chain) {
        long[] moves = chain.moves();
        int edges = chain.edges.size();
        int[] kept = new int[edges];
        int size = 0;
        int[] firstOut = new int[chain.states.size() + 1];
        for (int e = 0; e < edges; e++) {
            if (chain.probability(e, moves) > 0) {
                kept[size++] = e;
                firstOut[chain.edges.from(e) + 1]++;
            }
        }
        for (int s = 1; s < firstOut.length; s++) {
            firstOut[s] += firstOut[s - 1];
        }
        int[] outEdges = new int[size];
        int[] next = firstOut.clone();
        for (int k = 0; k < size; k++) {
            outEdges[next[chain.edges.from(kept[k])]++] = kept[k];
        }
        this.state = order(chain, firstOut, outEdges);
        this.size = state.length;
        int[] place = new int[chain.states.size()];
        for (int i = 0; i < this.size; i++) {
            place[state[i]] = i;
        }
        this.intoStart = new int[this.size + 1];
        this.awayStart = new int[this.size + 1];
        this.source = new int[size];
        this.into = new double[size];
        this.target = new int[size];
        this.away = new double[size];
        this.conversion = new double[this.size];
        this.value = new double[this.size];
        for (int i = 0; i < this.size; i++) {
            int s = state[i];
            conversion[i] = (double) chain.conversions[s] / moves[s];
            value[i] = chain.value[s] / moves[s];
            awayStart[i + 1] = awayStart[i];
            for (int k = firstOut[s]; k < firstOut[s + 1]; k++) {
                int to = place[chain.edges.to(outEdges[k])];
                away[awayStart[i + 1]] = chain.probability(outEdges[k], moves);
                target[awayStart[i + 1]++] = to;
                intoStart[to + 1]++;
            }
        }
        for (int i = 0; i < this.size; i++) {
            intoStart[i + 1] += intoStart[i];
        }
        int[] fill = Arrays.copyOf(intoStart, this.size);
        for (int i = 0; i < this.size; i++) {
            for (int k = awayStart[i]; k < awayStart[i + 1]; k++) {
                into[fill[target[k]]] = away[k];
                source[fill[target[k]]++] = i;
            }
        }
    }

    /** States that can be reached, in reverse postorder. */
    private static int[] order(Chain chain, int[] firstOut, int[] outEdges) {
        int states = chain.states.size();
        int[] postorder = new int[states];
        int done = 0;
        int[] stack = new int[states];
        int[] next = firstOut.clone();
        boolean[] seen = new boolean[states];
        int depth = 1;
        seen[0] = true;
        while (depth > 0) {
            int s = stack[depth - 1];
            if (next[s] < firstOut[s + 1]) {
                int to = chain.edges.to(outEdges[next[s]++]);
                if (!seen[to]) {
                    seen[to] = true;
                    stack[depth++] = to;
                }
            } else {
                postorder[done++] = s;
                depth--;
            }
        }
        int[] order = new int[done];
        for (int i = 0; i < done; i++) {
            order[i] = postorder[done - 1 - i];
        }
        return order;
    }
}
