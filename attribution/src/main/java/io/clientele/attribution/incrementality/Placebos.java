package io.clientele.attribution.incrementality;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What the difference would have been, had other geos been drawn for treatment.
 *
 * <p>Were the true effect {@code e}, taking it away from the treated geos would leave changes that do not depend on the draw. Under another
 * draw the difference in means of what is left is {@code a - e b}, where {@code a} is that of the changes as they are, and {@code b}
 * that of the treated's indicator; under the draw that was made it is {@code d - e}. The other draw is at least as extreme for
 * those e for which {@code |a - e b| >= |d - e|}: an interval around d, since b lies within -1 and 1. So the p-value of every e is a share of intervals that
 * hold e, and the effects that are not rejected lie between two order statistics of their ends.
 */
final class Placebos {

    /** Up to this many draws there are, all are gone through. */
    private static final double MOST = 20_000;

    private static final double ROUNDING = 1e-12;

    private final double[] change;
    private final boolean[] treated;
    private final int taken;
    private final double total;
    private final double slack;
    private final double difference;

    private final double[] lower;
    private final double[] upper;
    private int size;
    private int extreme;

    private final boolean exact;

    private Placebos(double[] change, boolean[] treated, int taken, int draws) {
        double mean = Arrays.stream(change).sum() / change.length;
        this.change = Arrays.stream(change).map(x -> x - mean).toArray();
        this.treated = treated;
        this.taken = taken;
        this.total = Arrays.stream(this.change).sum();
        this.slack = ROUNDING * Arrays.stream(this.change).map(Math::abs).sum();
        double all = 1;
        for (int i = 1; i <= taken; i++) {
            all = all * (change.length - taken + i) / i;
        }
        this.exact = Math.rint(all) <= MOST;
        int capacity = exact ? (int) Math.rint(all) : draws + 1;
        this.lower = new double[capacity];
        this.upper = new double[capacity];
        int[] own = new int[taken];
        int at = 0;
        for (int g = 0; g < treated.length; g++) {
            if (treated[g]) {
                own[at++] = g;
            }
        }
        this.difference = difference(own);
        if (!exact) {
            add(own);
        }
    }

    static Placebos of(double[] change, boolean[] treated, int draws, long seed) {
        int taken = 0;
        for (boolean t : treated) {
            taken += t ? 1 : 0;
        }
        Placebos placebos = new Placebos(change, treated, taken, draws);
        if (placebos.exact) {
            placebos.all();
        } else {
            placebos.some(draws, RandomStreams.stream(seed, "attribution.geo", 0));
        }
        Arrays.sort(placebos.lower);
        Arrays.sort(placebos.upper);
        return placebos;
    }

    /** Every set of so many geos, in lexicographic order. */
    private void all() {
        int n = change.length;
        int[] set = new int[taken];
        Arrays.setAll(set, i -> i);
        while (true) {
            add(set);
            int i = taken - 1;
            while (i >= 0 && set[i] == n - taken + i) {
                i--;
            }
            if (i < 0) {
                return;
            }
            set[i]++;
            for (int j = i + 1; j < taken; j++) {
                set[j] = set[j - 1] + 1;
            }
        }
    }

    private void some(int draws, RandomGenerator random) {
        int n = change.length;
        int[] geos = new int[n];
        Arrays.setAll(geos, i -> i);
        int[] set = new int[taken];
        for (int d = 0; d < draws; d++) {
            for (int i = 0; i < taken; i++) {
                int other = i + random.nextInt(n - i);
                int geo = geos[other];
                geos[other] = geos[i];
                geos[i] = geo;
                set[i] = geo;
            }
            add(set);
        }
    }

    private double difference(int[] set) {
        double sum = 0;
        for (int g : set) {
            sum += change[g];
        }
        return sum / taken - (total - sum) / (change.length - taken);
    }

    private void add(int[] set) {
        int common = 0;
        for (int g : set) {
            common += treated[g] ? 1 : 0;
        }
        double a = difference(set);
        double b = (double) common / taken - (double) (taken - common) / (change.length - taken);
        extreme += Math.abs(a) >= Math.abs(difference) - slack ? 1 : 0;
        // b is 1 for the draw that was made, and -1 for its opposite where both groups are equally large
        double one = common == taken ? Double.NEGATIVE_INFINITY : (difference - a) / (1 - b);
        double two = b <= -1 + ROUNDING || common == taken ? Double.POSITIVE_INFINITY : (difference + a) / (1 + b);
        if (b <= -1 + ROUNDING) {
            one = Double.NEGATIVE_INFINITY;
        }
        lower[size] = Math.min(one, two);
        upper[size++] = Math.max(one, two);
    }

    /** Share of the draws that are at least as extreme; the draw that was made is one of them. */
    double p() {
        return (double) extreme / size;
    }

    int size() {
        return size;
    }

    boolean exact() {
        return exact;
    }

    /** The effects that are not rejected; empty where there are too few draws to reject any. */
    Optional<Interval> interval(double confidence) {
        int rejected = (int) Math.floor((1 - confidence) * size + 1e-9);
        double low = lower[rejected];
        double high = upper[size - 1 - rejected];
        return Double.isInfinite(low) || Double.isInfinite(high)
                ? Optional.empty()
                : Optional.of(new Interval(low, high, confidence));
    }
}
