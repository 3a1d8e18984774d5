package io.clientele.attribution.markov;

import java.util.Arrays;

/**
 * A chain's equations, rows in an order in which most transitions lead forward: reverse postorder of a depth-first walk from
 * the start, the start first. Transitions are listed by the state they lead to, and those by the state they leave.
 */
final class SparseSystem {

    final int size;
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
    /** Channel of the latest touch at each place; -1 at the start. */
    final int[] last;

    final int channels;
    /** Steps of a journey on average. */
    final double length;

    static SparseSystem of(Chain chain) {
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
        int states = chain.states.size();
        int[] to = new int[size];
        double[] p = new double[size];
        for (int k = 0; k < size; k++) {
            to[k] = chain.edges.to(outEdges[k]);
            p[k] = chain.probability(outEdges[k], moves);
        }
        double[] converts = new double[states];
        double[] brings = new double[states];
        int[] latest = new int[states];
        for (int s = 0; s < states; s++) {
            converts[s] = (double) chain.conversions[s] / moves[s];
            brings[s] = chain.value[s] / moves[s];
            latest[s] = chain.states.last(s);
        }
        return new SparseSystem(firstOut, to, p, converts, brings, latest, chain.channels, chain.length());
    }

    /**
     * Equations from transitions by the state they leave, the start being state 0: none leads back to its own state. States that cannot be
     * reached are left out.
     */
    SparseSystem(
            int[] firstOut,
            int[] to,
            double[] p,
            double[] converts,
            double[] brings,
            int[] latest,
            int channels,
            double length) {
        int[] state = order(firstOut, to);
        this.size = state.length;
        this.channels = channels;
        this.length = length;
        int size = to.length;
        int[] place = new int[converts.length];
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
        this.last = new int[this.size];
        for (int i = 0; i < this.size; i++) {
            int s = state[i];
            conversion[i] = converts[s];
            value[i] = brings[s];
            last[i] = latest[s];
            awayStart[i + 1] = awayStart[i];
            for (int k = firstOut[s]; k < firstOut[s + 1]; k++) {
                int next = place[to[k]];
                away[awayStart[i + 1]] = p[k];
                target[awayStart[i + 1]++] = next;
                intoStart[next + 1]++;
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
    private static int[] order(int[] firstOut, int[] targets) {
        int states = firstOut.length - 1;
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
                int to = targets[next[s]++];
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
