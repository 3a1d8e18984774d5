package io.clientele.segmentation.cluster;

import io.clientele.core.internal.kernel.Distances;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows summed up as they come: each goes down to the nearest summary and into it, if the variance within stays below a limit, and
 * else becomes a summary of its own. When there are too many, the limit is raised and the summaries go into a new tree.
 *
 * <p>Sources: Zhang, Ramakrishnan and Livny (1996), "BIRCH: an efficient data clustering method for very large databases"; with
 * means and squared distances to them instead of sums of squares, Lang and Schubert (2020), "BETULA: numerically stable CF-trees
 * for BIRCH clustering".
 */
final class CfTree {

    private final int columns;
    private final int most;
    private final double[] distances = new double[CfNode.MOST + 1];
    private CfNode root;
    private double limit;
    private int count;
    /** Of every summary there ever was: itself, or the one that it went into. */
    private int[] into = new int[1024];

    private int given;

    CfTree(int columns, int mostEntries) {
        this.columns = columns;
        this.most = mostEntries;
        this.root = new CfNode(columns, true);
    }

    /** The number of the summary that took the row; it can go into another one later, see {@link #find}. */
    int add(double[] point) {
        int id = insert(point, 1, 0, -1);
        if (count > most) {
            raise();
        }
        return id;
    }

    double limit() {
        return limit;
    }

    int count() {
        return count;
    }

    int find(int id) {
        int at = id;
        while (into[at] != at) {
            into[at] = into[into[at]];
            at = into[at];
        }
        return at;
    }

    private int insert(double[] point, double weight, double square, int id) {
        int[] taken = {id};
        CfNode other = insert(root, point, weight, square, taken);
        if (other != null) {
            CfNode above = new CfNode(columns, false);
            above.add(root);
            above.add(other);
            root = above;
        }
        return taken[0];
    }

    /** Gives the second half of the node if it had to be split, else null. */
    private @Nullable CfNode insert(CfNode node, double[] point, double weight, double square, int[] id) {
        if (node.count > 0) {
            int near = node.nearest(point, distances);
            double distance = distances[near];
            if (!node.leaf) {
                CfNode other = insert(node.children[near], point, weight, square, id);
                if (other == null) {
                    node.absorb(near, point, weight, square, distance);
                    return null;
                }
                node.setSummary(near, node.children[near]);
                node.add(other);
                return node.count > CfNode.MOST ? node.split() : null;
            }
            if (node.together(near, weight, square, distance) <= limit * (node.weights[near] + weight)) {
                node.absorb(near, point, weight, square, distance);
                if (id[0] >= 0) {
                    into[id[0]] = node.ids[near];
                }
                id[0] = node.ids[near];
                return null;
            }
        }
        if (id[0] < 0) {
            id[0] = next();
        }
        node.add(point, weight, square, id[0]);
        count++;
        return node.count > CfNode.MOST ? node.split() : null;
    }

    private int next() {
        if (given == into.length) {
            into = Arrays.copyOf(into, 2 * given);
        }
        into[given] = given;
        return given++;
    }

    /** The limit rises to what a tenth of the summaries need to take in the nearest one of their node, and by a tenth at least. */
    private void raise() {
        while (count > most) {
            double[] needs = needs();
            double tenth = needs[needs.length / 10];
            limit = Math.max(limit * 1.1, tenth > 0 ? tenth : needs[needs.length - 1]);
            CfNode old = root;
            root = new CfNode(columns, true);
            count = 0;
            double[] point = new double[columns];
            leaves(old, leaf -> {
                for (int e = 0; e < leaf.count; e++) {
                    leaf.copyMean(e, point);
                    insert(point, leaf.weights[e], leaf.squares[e], leaf.ids[e]);
                }
            });
        }
    }

    /** The variance that each summary would have together with the nearest one of its node, ascending. */
    private double[] needs() {
        double[] needs = new double[count];
        int[] at = {0};
        double[] point = new double[columns];
        leaves(root, leaf -> {
            for (int e = 0; e < leaf.count && leaf.count > 1; e++) {
                leaf.copyMean(e, point);
                Distances.squared(leaf.means, columns, point, distances, leaf.count);
                double least = Double.POSITIVE_INFINITY;
                for (int other = 0; other < leaf.count; other++) {
                    if (other != e) {
                        double weight = leaf.weights[other];
                        double square = leaf.together(e, weight, leaf.squares[other], distances[other]);
                        least = Math.min(least, square / (leaf.weights[e] + weight));
                    }
                }
                needs[at[0]++] = least;
            }
        });
        double[] sorted = Arrays.copyOf(needs, at[0]);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void leaves(CfNode node, Consumer<CfNode> action) {
        if (node.leaf) {
            action.accept(node);
        } else {
            for (int e = 0; e < node.count; e++) {
                leaves(node.children[e], action);
            }
        }
    }

    /** All leaves, from left to right. */
    List<CfNode> leaves() {
        List<CfNode> leaves = new ArrayList<>();
        leaves(root, leaves::add);
        return leaves;
    }
}
