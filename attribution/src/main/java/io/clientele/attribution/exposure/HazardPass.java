package io.clientele.attribution.exposure;

import io.clientele.core.Execution;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over journeys at given parameters. Cost: an exponential and some 25 flops a touch, 12 bytes read; k(k + 1)/2 products
 * for a conversion with k distinct channels and decays.
 */
final class HazardPass {

    private static final int BLOCK = 1024;

    private final Exposures data;
    private final int @Nullable [] times;
    private final double baseline;
    private final double[] effect;
    private final double[] rate;
    /** Number of each channel's decay among the parameters, from 0, or -1 where it is given. */
    private final int[] decay;
    /** Whether journeys without conversion are looked at too. */
    private final boolean all;
    /** Whether a conversion counts for its value rather than for 1. */
    private final boolean byValue;

    private final int parameters;

    private HazardPass(
            Exposures data, int @Nullable [] times, Hazard hazard, boolean all, boolean byValue, int parameters) {
        this.data = data;
        this.times = times;
        this.baseline = hazard.baseline();
        this.effect = hazard.effect();
        this.rate = hazard.rate();
        this.decay = hazard.decay();
        this.all = all;
        this.byValue = byValue;
        this.parameters = parameters;
    }

    /** Parameters of an intensity; arrays are shared, not copied. */
    static final class Hazard {

        private final double baseline;
        private final double[] effect;
        private final double[] rate;
        private final int[] decay;

        Hazard(double baseline, double[] effect, double[] rate, int[] decay) {
            this.baseline = baseline;
            this.effect = effect;
            this.rate = rate;
            this.decay = decay;
        }

        double baseline() {
            return baseline;
        }

        double[] effect() {
            return effect;
        }

        double[] rate() {
            return rate;
        }

        int[] decay() {
            return decay;
        }
    }

    /** The sums, with products if there are any parameters. */
    static HazardSums sums(
            Exposures data, int @Nullable [] times, Hazard hazard, boolean all, int parameters, Execution execution) {
        return new HazardPass(data, times, hazard, all, false, parameters).run(execution);
    }

    /** The sums over conversions, each counting for its value. */
    static HazardSums byValue(Exposures data, int @Nullable [] times, Hazard hazard, Execution execution) {
        return new HazardPass(data, times, hazard, false, true, 0).run(execution);
    }

    private HazardSums run(Execution execution) {
        return Chunks.reduce(
                data.journeys,
                execution,
                chunk -> new HazardSums(data.channels, parameters),
                (sums, from, to) -> new Worker(sums).add(from, to),
                HazardSums::merge);
    }

    /** Adds the journeys of one chunk. */
    private final class Worker {

        private final HazardSums sums;
        private double[] x = new double[BLOCK];
        private double[] e = new double[BLOCK];
        private final double[] a = new double[data.channels];
        private final double[] b = new double[data.channels];
        private final double[] c = new double[data.channels];
        private final boolean[] seen = new boolean[data.channels];
        private int[] distinct = new int[16];
        private double[] v = new double[Math.max(0, parameters - 1 - data.channels)];
        private int[] place = new int[16];
        private double[] factor = new double[16];

        Worker(HazardSums sums) {
            this.sums = sums;
        }

        void add(int from, int to) {
            int first = from;
            while (first < to) {
                int end = first;
                int n = 0;
                while (end < to && (n == 0 || n + length(end) <= BLOCK)) {
                    n = used(end) ? gather(end, n) : n;
                    end++;
                }
                VectorMath.exp(x, e, n);
                int at = 0;
                for (int j = first; j < end; j++) {
                    if (used(j)) {
                        addJourney(j, at);
                        at += length(j);
                    }
                }
                first = end;
            }
        }

        private int length(int j) {
            return data.starts[j + 1] - data.starts[j];
        }

        private boolean used(int j) {
            return (all || data.converted[j]) && data.times(times, j) > 0;
        }

        private int gather(int j, int n) {
            int length = length(j);
            if (n + length > x.length) {
                x = Arrays.copyOf(x, n + length);
                e = new double[x.length];
            }
            int start = data.starts[j];
            for (int i = 0; i < length; i++) {
                x[n + i] = -rate[data.channel[start + i]] * data.age[start + i];
            }
            return n + length;
        }

        private void addJourney(int j, int at) {
            double weight = data.times(times, j);
            if (all) {
                exposed(j, at, weight);
            }
            if (data.converted[j]) {
                converted(j, at, byValue ? weight * data.value[j] : weight);
            }
        }

        private void exposed(int j, int at, double weight) {
            sums.span += weight * data.span[j];
            int start = data.starts[j];
            int n = length(j);
            for (int i = 0; i < n; i++) {
                int k = data.channel[start + i];
                double z = rate[k] * data.age[start + i];
                double decayed = weight * e[at + i];
                sums.g[k] += z < SMALL ? weight * lost(z) : weight - decayed;
                sums.g1[k] += z * decayed;
                sums.g2[k] += (z - z * z) * decayed;
            }
        }

        private void converted(int j, int at, double weight) {
            int start = data.starts[j];
            int n = length(j);
            int size = 0;
            for (int i = 0; i < n; i++) {
                int k = data.channel[start + i];
                double z = rate[k] * data.age[start + i];
                double density = rate[k] * e[at + i];
                if (!seen[k]) {
                    seen[k] = true;
                    a[k] = 0;
                    b[k] = 0;
                    c[k] = 0;
                    distinct = size == distinct.length ? Arrays.copyOf(distinct, 2 * size) : distinct;
                    distinct[size++] = k;
                }
                a[k] += density;
                b[k] += (1 - z) * density;
                c[k] += (1 - 3 * z + z * z) * density;
            }
            double intensity = baseline;
            for (int i = 0; i < size; i++) {
                seen[distinct[i]] = false;
                intensity += effect[distinct[i]] * a[distinct[i]];
            }
            sums.conversions += weight;
            if (!(intensity > 0)) {
                sums.log = Double.NEGATIVE_INFINITY;
                return;
            }
            sums.log += weight * Math.log(intensity);
            double per = weight / intensity;
            sums.one += per;
            for (int i = 0; i < size; i++) {
                int k = distinct[i];
                sums.a[k] += per * a[k];
                sums.b[k] += per * b[k];
                sums.c[k] += per * c[k];
            }
            if (parameters > 0) {
                products(size, per / intensity);
            }
        }

        private void products(int size, double per) {
            int most = 1 + 2 * size;
            if (place.length < most) {
                place = new int[2 * most];
                factor = new double[2 * most];
            }
            int n = 0;
            place[n] = 0;
            factor[n++] = 1;
            for (int i = 0; i < size; i++) {
                place[n] = 1 + distinct[i];
                factor[n++] = a[distinct[i]];
            }
            for (int i = 0; i < size; i++) {
                int k = distinct[i];
                if (decay[k] >= 0) {
                    v[decay[k]] += effect[k] * b[k];
                }
            }
            for (int i = 0; i < size; i++) {
                int group = decay[distinct[i]];
                if (group >= 0 && v[group] != 0) {
                    place[n] = 1 + data.channels + group;
                    factor[n++] = v[group];
                    v[group] = 0;
                }
            }
            for (int i = 0; i < n; i++) {
                double f = per * factor[i];
                for (int j = 0; j <= i; j++) {
                    int row = Math.max(place[i], place[j]);
                    sums.products[row][Math.min(place[i], place[j])] += f * factor[j];
                }
            }
        }
    }

    private static final double SMALL = 0.01;

    /** 1 - exp(-z) for small z, where the difference would lose digits. */
    private static double lost(double z) {
        return z * (1 - z / 2 * (1 - z / 3 * (1 - z / 4 * (1 - z / 5 * (1 - z / 6 * (1 - z / 7))))));
    }
}
