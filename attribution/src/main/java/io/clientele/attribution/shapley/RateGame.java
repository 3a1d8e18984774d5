package io.clientele.attribution.shapley;

import io.clientele.attribution.PathTable;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The game of rates: conversions, and value, per journey among the journeys within a set of channels. */
final class RateGame {

    static final int MOST_CHANNELS = 28;

    private RateGame() {}

    static double[][] credits(PathTable paths, long minimumSupport, double shrinkage, Execution execution) {
        int n = paths.channels().size();
        if (n > MOST_CHANNELS) {
            throw new IllegalArgumentException("the exact rate game takes at most " + MOST_CHANNELS + " channels, got "
                    + n + "; group rare channels first, use SampledShapley, or use the count game");
        }
        Sets sets = Sets.of(paths);
        double journeys = paths.journeys();
        double[] prior = {shrinkage * (paths.conversions() / journeys), shrinkage * (paths.value() / journeys)};
        double[][] columns = paths.value() > 0 ? sets.columns : Arrays.copyOf(sets.columns, 2);
        SubsetBlocks blocks = new SubsetBlocks(n, sets.masks, columns, minimumSupport, shrinkage, prior);
        double[][] phi = Chunks.fold(blocks.count(), execution, blocks::values, RateGame::merge);
        return new double[][] {
            scaled((double) paths.conversions(), phi[0], "conversions"),
            paths.value() > 0 ? scaled(paths.value(), phi[1], "value") : new double[n]
        };
    }

    private static double[] scaled(double total, double[] phi, String what) {
        double sum = 0;
        for (double x : phi) {
            sum += x;
        }
        if (!(sum > 0)) {
            throw new FitException("all sets of channels have fewer journeys than the minimum support, so that no "
                    + what + " can be credited; lower it");
        }
        double[] credits = new double[phi.length];
        for (int c = 0; c < credits.length; c++) {
            credits[c] = total * (phi[c] / sum);
        }
        return credits;
    }

    private static void merge(double[][] first, double[][] later) {
        for (int k = 0; k < first.length; k++) {
            for (int c = 0; c < first[k].length; c++) {
                first[k][c] += later[k][c];
            }
        }
    }

    /** Distinct sets of channels, with journeys, conversions and value of the paths on exactly these channels. */
    private static final class Sets {

        final int[] masks;
        final double[][] columns;

        private Sets(int[] masks, double[][] columns) {
            this.masks = masks;
            this.columns = columns;
        }

        static Sets of(PathTable paths) {
            Map<Integer, double[]> sums = new TreeMap<>();
            for (int row = 0; row < paths.paths(); row++) {
                int mask = 0;
                for (int i = 0; i < paths.length(row); i++) {
                    mask |= 1 << paths.channel(row, i);
                }
                double[] sum = sums.computeIfAbsent(mask, m -> new double[3]);
                sum[0] += paths.conversions(row) + paths.nulls(row);
                sum[1] += paths.conversions(row);
                sum[2] += paths.value(row);
            }
            List<double[]> values = new ArrayList<>(sums.values());
            int[] masks = sums.keySet().stream().mapToInt(Integer::intValue).toArray();
            double[][] columns = new double[3][masks.length];
            for (int i = 0; i < masks.length; i++) {
                for (int k = 0; k < 3; k++) {
                    columns[k][i] = values.get(i)[k];
                }
            }
            return new Sets(masks, columns);
        }
    }
}
