package io.clientele.prediction.survival;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Made-up tables with a known truth: exponential times with hazard exp(b'x), exponential censoring. */
final class RandomTables {

    private RandomTables() {}

    static RandomGenerator random(String purpose, long index) {
        return RandomStreams.stream(20261125, purpose, index);
    }

    /**
     * Right-censored rows with standard normal features.
     *
     * @param unit times are rounded up to multiples of this; 0 for no rounding
     */
    static SurvivalTable cox(RandomGenerator random, int n, double[] beta, double censoring, double unit) {
        double[][] x = new double[beta.length][n];
        double[] times = new double[n];
        int[] events = new int[n];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < beta.length; j++) {
            names.add("x" + j);
        }
        for (int i = 0; i < n; i++) {
            double eta = 0;
            for (int j = 0; j < beta.length; j++) {
                x[j][i] = Samplers.gaussian(random);
                eta += beta[j] * x[j][i];
            }
            double leave = Samplers.exponential(random) * Math.exp(-eta);
            double stop = censoring == 0 ? Double.MAX_VALUE : Samplers.exponential(random) / censoring;
            events[i] = leave <= stop ? 1 : 0;
            double time = Math.min(leave, stop);
            times[i] = unit == 0 ? time : Math.ceil(time / unit) * unit;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(names, x));
    }

    /** Late entries: each start uniform in [0, time). */
    static SurvivalTable entering(RandomGenerator random, SurvivalTable table) {
        double[] starts = new double[table.rows()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = table.time(i) * random.nextDouble() * 0.999;
        }
        return table.withStarts(starts);
    }

    static List<String> labels(RandomGenerator random, int n, int kinds) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            labels.add("g" + random.nextInt(kinds));
        }
        return labels;
    }

    static int[] shuffled(RandomGenerator random, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Samplers.shuffle(random, order);
        return order;
    }
}
