package io.clientele.prediction.survival;

/**
 * Sums over the first so many of a row of numbers that change (Fenwick 1994), the tree over blocks of 64 numbers: it stays in the
 * second cache, and what is left to add lies side by side.
 */
final class Fenwick {

    private static final int SHIFT = 6;

    private final double[] tree;
    private final double[] value;
    private double total;

    Fenwick(int size) {
        value = new double[size];
        tree = new double[(size >> SHIFT) + 2];
    }

    void add(int at, double x) {
        value[at] += x;
        total += x;
        for (int i = (at >> SHIFT) + 1; i < tree.length; i += i & -i) {
            tree[i] += x;
        }
    }

    double at(int at) {
        return value[at];
    }

    /** Of all before a place. */
    double below(int at) {
        double sum = 0;
        for (int i = at >> SHIFT; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        for (int i = at >> SHIFT << SHIFT; i < at; i++) {
            sum += value[i];
        }
        return sum;
    }

    double total() {
        return total;
    }
}
