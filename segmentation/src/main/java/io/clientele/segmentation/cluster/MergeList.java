package io.clientele.segmentation.cluster;

import java.util.Arrays;

/**
 * Merges as they are found, each between two clusters that are named by any of their rows, and the tree they make.
 *
 * <p>Nodes are numbered like this: row i is node i, and the i-th merge of n rows makes node n + i. Of the two nodes merged, the
 * lower-numbered is first.
 */
final class MergeList {

    private final int rows;
    private final int[] a;
    private final int[] b;
    private final double[] heights;
    private int size;

    MergeList(int rows) {
        this.rows = rows;
        this.a = new int[rows - 1];
        this.b = new int[rows - 1];
        this.heights = new double[rows - 1];
    }

    void add(int first, int second, double height) {
        a[size] = first;
        b[size] = second;
        heights[size++] = height;
    }

    /** Puts merges in ascending order of their heights; equal ones stay in the order in which they were found. */
    MergeList sorted() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(heights[i], heights[j])); // stable
        MergeList sorted = new MergeList(rows);
        for (int i : order) {
            sorted.add(a[i], b[i], heights[i]);
        }
        return sorted;
    }

    double[] heights() {
        return heights;
    }

    /** A row of the first of two clusters merged. */
    int first(int merge) {
        return a[merge];
    }

    /** A row of the second. */
    int second(int merge) {
        return b[merge];
    }

    /** First and second node of every merge. */
    int[][] nodes() {
        int[] parent = new int[rows];
        int[] node = new int[rows];
        Arrays.setAll(parent, i -> i);
        Arrays.setAll(node, i -> i);
        int[][] nodes = new int[2][size];
        for (int i = 0; i < size; i++) {
            int first = root(parent, a[i]);
            int second = root(parent, b[i]);
            nodes[0][i] = Math.min(node[first], node[second]);
            nodes[1][i] = Math.max(node[first], node[second]);
            parent[first] = second;
            node[second] = rows + i;
        }
        return nodes;
    }

    private static int root(int[] parent, int row) {
        int at = row;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MergeList that
                && Arrays.equals(a, that.a)
                && Arrays.equals(b, that.b)
                && Arrays.equals(heights, that.heights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(heights);
    }
}
