package io.clientele.attribution.markov;

import java.util.Arrays;

/**
 * Probabilities of the next step by orders 0, 1, …, each falling back on the one below as far as it has seen little (Witten and
 * Bell 1991, method C): {@code p_k(x) = (n(s, x) + t(s) p_{k-1}(x)) / (n(s) + t(s))}, with n counts after state s and t(s) how many
 * different steps were seen after it; below order 0 all steps are equally likely. A state that was seen exactly as often as the
 * shorter one it ends with says nothing more, and takes that one's probability: counting the same steps again would only look
 * like more evidence. So every step has a probability, seen or not.
 */
final class SmoothedChain {

    private final Contexts[] contexts;
    private final double floor;
    /** By order: counts of the transitions, of the states, and of the states' different steps. */
    final long[][] counts;

    final long[][] visits;
    final int[][] different;

    SmoothedChain(Contexts[] contexts, int symbols) {
        this.contexts = contexts;
        this.floor = 1.0 / symbols;
        this.counts = new long[contexts.length][];
        this.visits = new long[contexts.length][];
        this.different = new int[contexts.length][];
        for (int k = 0; k < contexts.length; k++) {
            counts[k] = new long[contexts[k].transitions];
        }
    }

    /** Counts the steps of some journeys on paths; {@code sign} -1 takes them away. */
    void count(int[] starts, long[] conversions, long[] nulls, int sign) {
        for (int k = 0; k < contexts.length; k++) {
            Contexts c = contexts[k];
            for (int row = 0; row < conversions.length; row++) {
                long times = sign * (conversions[row] + nulls[row]);
                if (times != 0) {
                    for (int i = starts[row]; i < starts[row + 1]; i++) {
                        counts[k][c.steps[i]] += times;
                    }
                    counts[k][c.converted[row]] += sign * conversions[row];
                    counts[k][c.lost[row]] += sign * nulls[row];
                }
            }
        }
    }

    /** To be called after counting. */
    void close() {
        for (int k = 0; k < contexts.length; k++) {
            visits[k] = new long[contexts[k].states];
            different[k] = new int[contexts[k].states];
            for (int e = 0; e < counts[k].length; e++) {
                if (counts[k][e] > 0) {
                    visits[k][contexts[k].from[e]] += counts[k][e];
                    different[k][contexts[k].from[e]]++;
                }
            }
        }
    }

    /** Fills in the probability of a step by each order; the step is transition {@code edges[k]} of order k. */
    void probabilities(int[] edges, double[] p) {
        double below = floor;
        long before = -1;
        for (int k = 0; k < p.length; k++) {
            int state = contexts[k].from[edges[k]];
            long n = visits[k][state];
            int t = different[k][state];
            p[k] = n == 0 || n == before ? below : (counts[k][edges[k]] + t * below) / ((double) n + t);
            below = p[k];
            before = n;
        }
    }

    /** Free parameters of an order without smoothing: different steps seen, less one a state. */
    long parameters(int order) {
        return Arrays.stream(different[order])
                .filter(t -> t > 0)
                .mapToLong(t -> t - 1L)
                .sum();
    }

    /** Plain log-likelihood of what was counted, of an order without smoothing. */
    double logLikelihood(int order) {
        double sum = 0;
        for (int e = 0; e < counts[order].length; e++) {
            long n = counts[order][e];
            if (n > 0) {
                sum += n * Math.log((double) n / visits[order][contexts[order].from[e]]);
            }
        }
        return sum;
    }
}
