package io.clientele.segmentation.cluster;

import io.clientele.core.internal.kernel.Distances;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/** Squared distance in the numbers, and gamma for each category that differs, of a tile of rows to a prototype. Not thread-safe. */
final class PrototypeDistance {

    private final MixedData data;
    private final double gamma;
    final double[][] tile;
    private final int[][] codes;

    PrototypeDistance(MixedData data, double gamma) {
        this.data = data;
        this.gamma = gamma;
        this.tile = new double[data.numbers.columns()][Chunks.TILE];
        this.codes = new int[data.codes.length][Chunks.TILE];
    }

    void load(int at, int n) {
        for (int j = 0; j < tile.length; j++) {
            data.numbers.copyColumn(j, at, tile[j], 0, n);
        }
        for (int j = 0; j < codes.length; j++) {
            System.arraycopy(data.codes[j], at, codes[j], 0, n);
        }
    }

    /** Of the rows that were loaded. */
    void measure(Prototype from, double[] s, int n) {
        if (tile.length > 0) {
            Distances.squared(tile, tile.length, from.means, s, n);
        } else {
            Arrays.fill(s, 0, n, 0);
        }
        for (int j = 0; j < codes.length; j++) {
            addDifferent(codes[j], from.modes[j], gamma, s, n);
        }
    }

    private static void addDifferent(int[] codes, int mode, double gamma, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            s[i] += codes[i] == mode ? 0 : gamma;
        }
    }
}
