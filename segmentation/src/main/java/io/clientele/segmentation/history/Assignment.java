package io.clientele.segmentation.history;

import java.util.Arrays;

/**
 * One column for each row so that the total is largest: the Hungarian method by shortest augmenting paths (Jonker and Volgenant 1987,
 * "A shortest augmenting path algorithm for dense and sparse linear assignment problems"), O(rows² · columns).
 */
final class Assignment {

    private Assignment() {}

    /** The column of each row, or -1 where rows are more than columns and this one is left over. */
    static int[] best(double[][] gain) {
        int rows = gain.length;
        int columns = rows == 0 ? 0 : gain[0].length;
        if (rows <= columns) {
            return wide(gain, rows, columns);
        }
        double[][] turned = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j][i] = gain[i][j];
            }
        }
        int[] rowOf = wide(turned, columns, rows);
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, -1);
        for (int j = 0; j < columns; j++) {
            columnOf[rowOf[j]] = j;
        }
        return columnOf;
    }

    private static int[] wide(double[][] gain, int rows, int columns) {
        double[] u = new double[rows + 1];
        double[] v = new double[columns + 1];
        int[] rowOf = new int[columns + 1]; // from 1; 0 is free
        for (int i = 1; i <= rows; i++) {
            augment(gain, i, u, v, rowOf);
        }
        int[] columnOf = new int[rows];
        for (int j = 1; j <= columns; j++) {
            if (rowOf[j] > 0) {
                columnOf[rowOf[j] - 1] = j - 1;
            }
        }
        return columnOf;
    }

    private static void augment(double[][] gain, int row, double[] u, double[] v, int[] rowOf) {
        int columns = v.length - 1;
        double[] least = new double[columns + 1];
        int[] way = new int[columns + 1];
        boolean[] used = new boolean[columns + 1];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        rowOf[0] = row;
        int at = 0;
        do {
            used[at] = true;
            int i = rowOf[at];
            double step = Double.POSITIVE_INFINITY;
            int next = 0;
            for (int j = 1; j <= columns; j++) {
                if (!used[j]) {
                    double reduced = -gain[i - 1][j - 1] - u[i] - v[j];
                    if (reduced < least[j]) {
                        least[j] = reduced;
                        way[j] = at;
                    }
                    if (least[j] < step) {
                        step = least[j];
                        next = j;
                    }
                }
            }
            for (int j = 0; j <= columns; j++) {
                if (used[j]) {
                    u[rowOf[j]] += step;
                    v[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            at = next;
        } while (rowOf[at] != 0);
        while (at != 0) {
            rowOf[at] = rowOf[way[at]];
            at = way[at];
        }
    }
}
