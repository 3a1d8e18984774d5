package io.clientele.attribution.shapley;

import io.clientele.attribution.PathTable;
import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;

/** An even split among the distinct channels of a path: the Shapley value of the game of counts, which is a sum of unanimity games. */
final class CountGame {

    private CountGame() {}

    static double[][] credits(PathTable paths, Execution execution) {
        int n = paths.channels().size();
        int longest = paths.longest();
        return Chunks.reduce(
                paths.paths(),
                execution,
                chunk -> new double[2][n],
                (part, from, to) -> add(paths, from, to, new DistinctChannels(n, longest), part),
                CountGame::merge);
    }

    private static void add(PathTable paths, int from, int to, DistinctChannels distinct, double[][] sums) {
        for (int row = from; row < to; row++) {
            long conversions = paths.conversions(row);
            if (conversions > 0) {
                int k = distinct.load(paths, row);
                double value = paths.value(row);
                for (int i = 0; i < k; i++) {
                    sums[0][distinct.channel(i)] += (double) conversions / k;
                    sums[1][distinct.channel(i)] += value / k;
                }
            }
        }
    }

    private static void merge(double[][] first, double[][] later) {
        for (int k = 0; k < first.length; k++) {
            for (int c = 0; c < first[k].length; c++) {
                first[k][c] += later[k][c];
            }
        }
    }

    static double[][] byPosition(PathTable paths, int positions) {
        int n = paths.channels().size();
        double[][] sums = new double[n][positions + 1];
        DistinctChannels distinct = new DistinctChannels(n, paths.longest());
        for (int row = 0; row < paths.paths(); row++) {
            long conversions = paths.conversions(row);
            if (conversions > 0) {
                int k = distinct.load(paths, row);
                for (int i = 0; i < paths.length(row); i++) {
                    int c = paths.channel(row, i);
                    sums[c][Math.min(i, positions)] += (double) conversions / k / distinct.count(c);
                }
            }
        }
        return sums;
    }
}
