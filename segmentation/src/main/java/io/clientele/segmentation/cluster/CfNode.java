package io.clientele.segmentation.cluster;

import io.clientele.core.internal.kernel.Distances;

/**
 * A node of a {@link CfTree}: entries side by side, each a number of rows, their mean and the sum of their squared distances to
 * it. An entry of a leaf is a summary with a number of its own; an entry of another node sums up a child.
 */
final class CfNode {

    /** Most entries of a node. */
    static final int MOST = 32;

    final boolean leaf;
    /** An array per column, with room for one entry more than a node may keep. */
    final double[][] means;

    final double[] weights = new double[MOST + 1];
    final double[] squares = new double[MOST + 1];
    final CfNode[] children;
    final int[] ids;
    int count;

    CfNode(int columns, boolean leaf) {
        this.leaf = leaf;
        this.means = new double[columns][MOST + 1];
        this.children = new CfNode[leaf ? 0 : MOST + 1];
        this.ids = new int[leaf ? MOST + 1 : 0];
    }

    /** The first of the entries with the nearest mean; {@code distances} takes the squares. */
    int nearest(double[] point, double[] distances) {
        Distances.squared(means, means.length, point, distances, count);
        int near = 0;
        for (int e = 1; e < count; e++) {
            near = distances[e] < distances[near] ? e : near;
        }
        return near;
    }

    /** What the squares of an entry would be with another summary in it, at a squared distance of the means. */
    double together(int entry, double weight, double square, double distance) {
        return squares[entry] + square + weights[entry] * weight / (weights[entry] + weight) * distance;
    }

    /** Means move by differences, which keeps the digits that sums of squares lose (Lang and Schubert 2020). */
    void absorb(int entry, double[] point, double weight, double square, double distance) {
        squares[entry] = together(entry, weight, square, distance);
        weights[entry] += weight;
        double share = weight / weights[entry];
        for (int j = 0; j < point.length; j++) {
            means[j][entry] += share * (point[j] - means[j][entry]);
        }
    }

    void add(double[] point, double weight, double square, int id) {
        set(count, point, weight, square);
        ids[count++] = id;
    }

    void add(CfNode child) {
        setSummary(count, child);
        children[count++] = child;
    }

    /** An entry anew from the entries of its child. */
    void setSummary(int entry, CfNode child) {
        double[] point = new double[means.length];
        child.copyMean(0, point);
        set(entry, point, child.weights[0], child.squares[0]);
        for (int e = 1; e < child.count; e++) {
            double distance = 0;
            for (int j = 0; j < point.length; j++) {
                point[j] = child.means[j][e];
                distance += (point[j] - means[j][entry]) * (point[j] - means[j][entry]);
            }
            absorb(entry, point, child.weights[e], child.squares[e], distance);
        }
    }

    private void set(int entry, double[] point, double weight, double square) {
        for (int j = 0; j < point.length; j++) {
            means[j][entry] = point[j];
        }
        weights[entry] = weight;
        squares[entry] = square;
    }

    void copyMean(int entry, double[] into) {
        for (int j = 0; j < into.length; j++) {
            into[j] = means[j][entry];
        }
    }

    /** Keeps the entries nearer to one of the two that are farthest apart, and gives the others away. */
    CfNode split() {
        double[] point = new double[means.length];
        double[][] distances = new double[count][count];
        int first = 0;
        int second = 1;
        for (int a = 0; a < count; a++) {
            copyMean(a, point);
            Distances.squared(means, means.length, point, distances[a], count);
            for (int b = 0; b < a; b++) {
                if (distances[a][b] > distances[first][second]) {
                    first = a;
                    second = b;
                }
            }
        }
        CfNode other = new CfNode(means.length, leaf);
        int kept = 0;
        int all = count;
        for (int e = 0; e < all; e++) {
            if (distances[second][e] < distances[first][e]) {
                other.take(this, e, other.count++);
            } else {
                take(this, e, kept++);
            }
        }
        count = kept;
        return other;
    }

    private void take(CfNode from, int entry, int to) {
        for (int j = 0; j < means.length; j++) {
            means[j][to] = from.means[j][entry];
        }
        weights[to] = from.weights[entry];
        squares[to] = from.squares[entry];
        if (leaf) {
            ids[to] = from.ids[entry];
        } else {
            children[to] = from.children[entry];
        }
    }
}
