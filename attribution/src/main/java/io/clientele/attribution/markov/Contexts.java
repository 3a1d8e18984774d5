package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import java.util.Arrays;

/**
 * The steps of all paths as seen by a chain of one order, repeats included: for every touch, and for both ends of a path, which
 * transition it is. Symbols are the channels, then conversion, then null.
 */
final class Contexts {

    /** Transition of each touch, path after path. */
    final int[] steps;
    /** Transition of a path's end by conversion, and by null. */
    final int[] converted;

    final int[] lost;
    /** State that each transition leaves. */
    final int[] from;
    /** Symbol of each transition. */
    final int[] symbol;
    /** The states; at order 0 not used. */
    final StateTable table;

    final int transitions;
    final int states;

    Contexts(PathTable paths, int[] starts, int order) {
        int channels = paths.channels().size();
        table = new StateTable(Math.max(1, order));
        Symbols symbols = new Symbols(channels + 2);
        int n = paths.paths();
        steps = new int[starts[n]];
        converted = new int[n];
        lost = new int[n];
        int[] path = new int[paths.longest()];
        int[] scratch = new int[Math.max(1, order)];
        for (int row = 0; row < n; row++) {
            int length = paths.copyPath(row, path);
            int state = 0;
            for (int i = 0; i < length; i++) {
                steps[starts[row] + i] = symbols.find(state, path[i]);
                state = order == 0 ? 0 : table.after(state, path[i], scratch);
            }
            converted[row] = symbols.find(state, channels);
            lost[row] = symbols.find(state, channels + 1);
        }
        from = Arrays.copyOf(symbols.from, symbols.size);
        symbol = new int[symbols.size];
        Arrays.setAll(symbol, t -> (int) (symbols.keys[t] % (channels + 2)));
        transitions = symbols.size;
        states = order == 0 ? 1 : table.size();
    }

    /** (state, symbol) to a number, by hash. */
    private static final class Symbols {

        private final long symbols;
        private long[] keys = new long[64];
        private int[] from = new int[64];
        private int[] slots = new int[128];
        private int size;

        Symbols(int symbols) {
            this.symbols = symbols;
        }

        int find(int state, int symbol) {
            long key = state * symbols + symbol;
            int mask = slots.length - 1;
            int at = hash(key) & mask;
            while (slots[at] != 0) {
                if (keys[slots[at] - 1] == key) {
                    return slots[at] - 1;
                }
                at = (at + 1) & mask;
            }
            if (size == keys.length) {
                keys = Arrays.copyOf(keys, 2 * size);
                from = Arrays.copyOf(from, 2 * size);
            }
            keys[size] = key;
            from[size] = state;
            slots[at] = ++size;
            if (size > slots.length / 2) {
                grow();
            }
            return size - 1;
        }

        private void grow() {
            slots = new int[2 * slots.length];
            int mask = slots.length - 1;
            for (int i = 0; i < size; i++) {
                int at = hash(keys[i]) & mask;
                while (slots[at] != 0) {
                    at = (at + 1) & mask;
                }
                slots[at] = i + 1;
            }
        }

        private static int hash(long key) {
            return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32);
        }
    }
}
