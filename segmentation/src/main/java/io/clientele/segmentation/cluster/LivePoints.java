package io.clientele.segmentation.cluster;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * Points that disappear one by one, in tiles with an array per coordinate, in ascending order of their numbers.
 *
 * <p>A point that is gone lies at infinity until the rest is moved together, which happens whenever a quarter is gone, so that
 * scans go over few points that no longer count. Columns beyond the coordinates move along with their points.
 */
final class LivePoints {

    final int features;
    private final double[][][] x;
    private final int[] ids;
    private final int[] positions;
    private int length;
    private int live;

    LivePoints(FeatureTable rows, int extraColumns) {
        this.features = rows.columns();
        this.length = rows.rows();
        this.live = length;
        this.ids = new int[length];
        this.positions = new int[length];
        Arrays.setAll(ids, i -> i);
        Arrays.setAll(positions, i -> i);
        int tiles = (length + Chunks.TILE - 1) / Chunks.TILE;
        this.x = new double[tiles][features + extraColumns][Chunks.TILE];
        for (int t = 0; t < tiles; t++) {
            int from = t * Chunks.TILE;
            int n = Math.min(Chunks.TILE, length - from);
            for (int j = 0; j < features; j++) {
                rows.copyColumn(j, from, x[t][j], 0, n);
            }
        }
    }

    int live() {
        return live;
    }

    int tiles() {
        return (length + Chunks.TILE - 1) / Chunks.TILE;
    }

    double[][] tile(int t) {
        return x[t];
    }

    /** How many positions of a tile are in use. */
    int size(int tile) {
        return Math.min(Chunks.TILE, length - tile * Chunks.TILE);
    }

    int id(int position) {
        return ids[position];
    }

    int position(int id) {
        return positions[id];
    }

    double get(int id, int column) {
        int at = positions[id];
        return x[at / Chunks.TILE][column][at % Chunks.TILE];
    }

    void set(int id, int column, double value) {
        int at = positions[id];
        x[at / Chunks.TILE][column][at % Chunks.TILE] = value;
    }

    /** Copies the coordinates of a point. */
    void copy(int id, double[] into) {
        for (int j = 0; j < features; j++) {
            into[j] = get(id, j);
        }
    }

    boolean isLive(int id) {
        return positions[id] >= 0;
    }

    void remove(int id) {
        set(id, 0, Double.POSITIVE_INFINITY);
        ids[positions[id]] = -1;
        positions[id] = -1;
        live--;
        if (live < length - length / 4 - 1) {
            moveTogether();
        }
    }

    private void moveTogether() {
        int to = 0;
        for (int from = 0; from < length; from++) {
            if (ids[from] >= 0) {
                if (to != from) {
                    move(from, to);
                }
                to++;
            }
        }
        length = to;
    }

    private void move(int from, int to) {
        double[][] source = x[from / Chunks.TILE];
        double[][] target = x[to / Chunks.TILE];
        for (int j = 0; j < target.length; j++) {
            target[j][to % Chunks.TILE] = source[j][from % Chunks.TILE];
        }
        ids[to] = ids[from];
        positions[ids[to]] = to;
    }
}
