package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import io.clientele.core.Execution;
import java.util.Arrays;

/**
 * A chain in which every state leans on the shorter one that it ends with. With n counts of the steps after state s and t(s) how many different
 * ones were seen, {@code p_k(x|s) = (n(s,x) + w t(s) p_{k-1}(x|s')) / (n(s) + w t(s))}, where s' is s without its oldest channel
 * and p_0 the share of x among all steps; for w = 1 Witten and Bell's (1991) method C. Repeats of a channel are steps; those that do not
 * leave the state are taken out afterwards.
 *
 * <p>Every seen step may now follow every state, so that states come up that were never seen. Such a state has exactly the steps of the longest
 * seen one that it ends with, and so do all that follow it: it is that state. So no more states are needed than were seen, of all orders.
 */
final class BackOffChain {

    /** Above, memory and time would get out of hand: a step takes 40 bytes and some dozen visits for each eight channels. */
    static final int MOST_STEPS = 1 << 24;

    private final int order;
    private final int channels;
    private final double weight;
    private final Contexts[] contexts;
    private final SmoothedChain chain;
    /** By order: value of the conversions after each state. */
    private final double[][] values;
    /** By order: transitions of each state, from {@code first[k][s]} on in {@code listed[k]}. */
    private final int[][] first;

    private final int[][] listed;

    /** States as they come up: order, number in that order's table, the start first. */
    private int[] orders = new int[64];

    private int[] numbers = new int[64];
    private int[] latest = new int[64];
    private int states;
    private final int[][] known;

    private int[] firstOut = new int[64];
    private int[] to = new int[64];
    private double[] p = new double[64];
    private int steps;
    private double[] converts = new double[64];
    private double[] brings = new double[64];

    private BackOffChain(PathTable paths, int order, boolean nulls, double weight, Execution execution) {
        this.order = order;
        this.channels = paths.channels().size();
        this.weight = weight;
        int n = paths.paths();
        int[] starts = new int[n + 1];
        long[] conversions = new long[n];
        long[] lost = new long[n];
        for (int row = 0; row < n; row++) {
            starts[row + 1] = starts[row] + paths.length(row);
            conversions[row] = paths.conversions(row);
            lost[row] = nulls ? paths.nulls(row) : 0;
        }
        contexts = new Contexts[order + 1];
        for (int k = 0; k <= order; k++) {
            execution.checkCancelled();
            contexts[k] = new Contexts(paths, starts, k);
        }
        chain = new SmoothedChain(contexts, channels + 2);
        chain.count(starts, conversions, lost, 1);
        chain.close();
        values = new double[order + 1][];
        first = new int[order + 1][];
        listed = new int[order + 1][];
        known = new int[order + 1][];
        for (int k = 0; k <= order; k++) {
            values[k] = new double[contexts[k].states];
            for (int row = 0; row < n; row++) {
                values[k][contexts[k].from[contexts[k].converted[row]]] += paths.value(row);
            }
            list(k);
            known[k] = new int[contexts[k].states];
        }
    }

    static SparseSystem system(PathTable paths, int order, boolean nulls, double weight, Execution execution) {
        return new BackOffChain(paths, order, nulls, weight, execution).system(execution);
    }

    /** Sorts the transitions that were counted by state. */
    private void list(int k) {
        Contexts c = contexts[k];
        first[k] = new int[c.states + 1];
        for (int t = 0; t < c.transitions; t++) {
            first[k][c.from[t] + 1] += chain.counts[k][t] > 0 ? 1 : 0;
        }
        for (int s = 0; s < c.states; s++) {
            first[k][s + 1] += first[k][s];
        }
        listed[k] = new int[first[k][c.states]];
        int[] next = first[k].clone();
        for (int t = 0; t < c.transitions; t++) {
            if (chain.counts[k][t] > 0) {
                listed[k][next[c.from[t]]++] = t;
            }
        }
    }

    private SparseSystem system(Execution execution) {
        find(order, 0, -1);
        double[] probability = new double[channels + 2];
        for (int s = 0; s < states; s++) {
            if (s % 1024 == 0) {
                execution.checkCancelled();
            }
            leave(s, probability);
            requireFew();
        }
        return new SparseSystem(
                Arrays.copyOf(firstOut, states + 1),
                Arrays.copyOf(to, steps),
                Arrays.copyOf(p, steps),
                converts,
                brings,
                latest,
                channels,
                length());
    }

    /** Number of a state among those that came up. */
    private int find(int k, int number, int channel) {
        if (known[k][number] == 0) {
            if (states == orders.length) {
                orders = Arrays.copyOf(orders, 2 * states);
                numbers = Arrays.copyOf(numbers, 2 * states);
                latest = Arrays.copyOf(latest, 2 * states);
                converts = Arrays.copyOf(converts, 2 * states);
                brings = Arrays.copyOf(brings, 2 * states);
            }
            orders[states] = k;
            numbers[states] = number;
            latest[states] = channel;
            known[k][number] = ++states;
        }
        return known[k][number] - 1;
    }

    /** Fills in the steps that leave a state. */
    private void leave(int s, double[] probability) {
        int[] tuple = new int[orders[s]];
        for (int i = 0; i < tuple.length; i++) {
            tuple[i] = contexts[orders[s]].table.channel(numbers[s], i);
        }
        brings[s] = probabilities(tuple, s == 0, probability);
        int begin = steps;
        int[] longer = Arrays.copyOf(tuple, tuple.length + 1);
        for (int x = 0; x < channels; x++) {
            if (probability[x] > 0) {
                longer[tuple.length] = x;
                int next = after(longer);
                if (next != s) {
                    add(next, probability[x]);
                }
            }
        }
        // what leaves, summed up: a difference from 1 would lose digits where nearly all stays
        double leaving = probability[channels] + probability[channels + 1];
        for (int k = begin; k < steps; k++) {
            leaving += p[k];
        }
        for (int k = begin; k < steps; k++) {
            p[k] /= leaving;
        }
        brings[s] /= leaving;
        converts[s] = probability[channels] / leaving;
        if (states + 1 >= firstOut.length) {
            firstOut = Arrays.copyOf(firstOut, 2 * (states + 1));
        }
        firstOut[s + 1] = steps;
    }

    /** Every state but the start is left by every channel that was seen, so that it is known early what there will be. */
    private void requireFew() {
        long seen = first[0][1] - 2L;
        if (states * Math.max(0, seen) > MOST_STEPS) {
            throw new IllegalArgumentException("with back-off every step may follow every state, more than "
                    + MOST_STEPS + " at order " + order + "; choose a lower order, or pool rare channels");
        }
    }

    private void add(int next, double probability) {
        if (steps == to.length) {
            to = Arrays.copyOf(to, 2 * steps);
            p = Arrays.copyOf(p, 2 * steps);
        }
        to[steps] = next;
        p[steps++] = probability;
    }

    /** The longest seen state that a row of channels ends with. */
    private int after(int[] channelsSoFar) {
        int n = channelsSoFar.length;
        for (int k = Math.min(n, order); k >= 1; k--) {
            int number = contexts[k].table.find(Arrays.copyOfRange(channelsSoFar, n - k, n));
            if (number >= 0 && chain.visits[k][number] > 0) {
                return find(k, number, channelsSoFar[n - 1]);
            }
        }
        throw new IllegalStateException("a channel that was counted has a state");
    }

    /** Fills in the probabilities of all steps after a state, and returns the value that its end by conversion is expected to bring. */
    private double probabilities(int[] tuple, boolean start, double[] probability) {
        Arrays.fill(probability, 0);
        double value = 0;
        long before = -1;
        // the first touch is left as it was seen: nothing else is known of starts, and no journey ends there
        for (int k = start ? order : 0; k <= tuple.length; k++) {
            int number = k == 0 ? 0 : contexts[k].table.find(Arrays.copyOfRange(tuple, tuple.length - k, tuple.length));
            long n = chain.visits[k][number];
            if (n == before) {
                continue;
            }
            before = n;
            double back = k == 0 || start ? 0 : weight * chain.different[k][number];
            for (int x = 0; x < probability.length; x++) {
                probability[x] *= back / (n + back);
            }
            for (int i = first[k][number]; i < first[k][number + 1]; i++) {
                int t = listed[k][i];
                probability[contexts[k].symbol[t]] += chain.counts[k][t] / (n + back);
            }
            value = (values[k][number] + back * value) / (n + back);
        }
        return value;
    }

    /** Steps of a journey on average, to four digits: how often an error of one equation is met. */
    private double length() {
        double[] visits = new double[states];
        double before = 0;
        double total = 1;
        for (int sweep = 0; sweep < 10_000 && Math.abs(total - before) > 1e-5 * total; sweep++) {
            before = total;
            total = 0;
            double[] next = new double[states];
            next[0] = 1;
            for (int s = 0; s < states; s++) {
                total += visits[s];
                for (int k = firstOut[s]; k < firstOut[s + 1]; k++) {
                    next[to[k]] += p[k] * visits[s];
                }
            }
            visits = next;
        }
        return total;
    }
}
