package io.clientele.attribution.shapley;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;

/**
 * The rate game along random orders of joining. A path is within the set of the channels that have joined from the moment its
 * last channel joins, so that one pass over the paths gives the rates of all sets along an order.
 */
final class RandomOrders {

    /** Sums of one task: values of conversions, their squares, values of money. */
    private static final int SUMS = 3;

    private static final int GROUP = 32;

    private final PathTable paths;
    private final int orders;
    private final long seed;
    private final int n;
    /** Distinct channels of each path, path after path. */
    private final int[] starts;

    private final int[] channels;

    RandomOrders(PathTable paths, int orders, long seed) {
        this.paths = paths;
        this.orders = orders;
        this.seed = seed;
        this.n = paths.channels().size();
        this.starts = new int[paths.paths() + 1];
        int[] all = new int[16];
        DistinctChannels distinct = new DistinctChannels(n, paths.longest());
        for (int row = 0; row < paths.paths(); row++) {
            int k = distinct.load(paths, row);
            starts[row + 1] = starts[row] + k;
            if (starts[row + 1] > all.length) {
                all = Arrays.copyOf(all, Math.max(starts[row + 1], 2 * all.length));
            }
            for (int i = 0; i < k; i++) {
                all[starts[row] + i] = distinct.channel(i);
            }
        }
        this.channels = all;
    }

    SampledCredits credits(Execution execution) {
        int tasks = (orders + GROUP - 1) / GROUP;
        double[][] sums = Chunks.fold(tasks, execution, this::sums, (first, later) -> {
            for (int k = 0; k < SUMS; k++) {
                for (int c = 0; c < n; c++) {
                    first[k][c] += later[k][c];
                }
            }
        });
        double rate = (double) paths.conversions() / paths.journeys();
        double perJourney = paths.value() / paths.journeys();
        double[] conversions = new double[n];
        double[] value = new double[n];
        double[] errors = new double[n];
        for (int c = 0; c < n; c++) {
            double mean = sums[0][c] / orders;
            double variance = Math.max(0, sums[1][c] / orders - mean * mean) * orders / (orders - 1.0);
            conversions[c] = paths.conversions() * (mean / rate);
            errors[c] = paths.conversions() / rate * Math.sqrt(variance / orders);
            value[c] = perJourney > 0 ? paths.value() * (sums[2][c] / orders / perJourney) : 0;
        }
        FitReport report =
                FitReport.builder().rows(paths.journeys()).iterations(orders).build();
        return new SampledCredits(Attribution.of("shapley-rate", paths.channels(), conversions, value, report), errors);
    }

    private double[][] sums(int task) {
        double[][] sums = new double[SUMS][n];
        int[] order = new int[n];
        int[] place = new int[n];
        double[] pair = new double[n];
        double[] pairValue = new double[n];
        double[][] along = new double[SUMS][n];
        for (int number = task * GROUP; number < Math.min(orders, (task + 1) * GROUP); number++) {
            Arrays.setAll(order, c -> c);
            Samplers.shuffle(RandomStreams.stream(seed, "shapley.orders", number), order);
            Arrays.fill(pair, 0);
            Arrays.fill(pairValue, 0);
            join(order, place, along, pair, pairValue);
            for (int i = 0; i < n / 2; i++) {
                int c = order[i];
                order[i] = order[n - 1 - i];
                order[n - 1 - i] = c;
            }
            join(order, place, along, pair, pairValue);
            for (int c = 0; c < n; c++) {
                sums[0][c] += pair[c] / 2;
                sums[1][c] += pair[c] / 2 * (pair[c] / 2);
                sums[2][c] += pairValue[c] / 2;
            }
        }
        return sums;
    }

    /** Adds what each channel adds when it joins. */
    private void join(int[] order, int[] place, double[][] along, double[] added, double[] addedValue) {
        for (int i = 0; i < n; i++) {
            place[order[i]] = i;
        }
        for (double[] column : along) {
            Arrays.fill(column, 0);
        }
        for (int row = 0; row < paths.paths(); row++) {
            int last = 0;
            for (int i = starts[row]; i < starts[row + 1]; i++) {
                last = Math.max(last, place[channels[i]]);
            }
            along[0][last] += paths.conversions(row);
            along[1][last] += paths.conversions(row) + paths.nulls(row);
            along[2][last] += paths.value(row);
        }
        double converted = 0;
        double journeys = 0;
        double money = 0;
        double before = 0;
        double beforeValue = 0;
        for (int i = 0; i < n; i++) {
            converted += along[0][i];
            journeys += along[1][i];
            money += along[2][i];
            double rate = journeys > 0 ? converted / journeys : 0;
            double perJourney = journeys > 0 ? money / journeys : 0;
            added[order[i]] += rate - before;
            addedValue[order[i]] += perJourney - beforeValue;
            before = rate;
            beforeValue = perJourney;
        }
    }
}
