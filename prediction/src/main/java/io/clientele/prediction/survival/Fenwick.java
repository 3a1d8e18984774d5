package io.clientele.prediction.survival;

/** Sums over the first so many of a row of numbers that change, each in O(log) (Fenwick 1994). */
final class Fenwick {

    private final double[] tree;
    private final double[] value;
    private double total;

    Fenwick(int size) {
        tree = new double[size + 1];
        value = new double[size];
    }

    void add(int at, double x) {
        value[at] += x;
        total += x;
        for (int i = at + 1; i < tree.length; i += i & -i) {
            tree[i] += x;
        }
    }

    double at(int at) {
        return value[at];
    }

    /** Of all before a place. */
    double below(int at) {
        double sum = 0;
        for (int i = at; i > 0; i -= i & -i) {
            sum += tree[i];
        }
        return sum;
    }

    double total() {
        return total;
    }
}
