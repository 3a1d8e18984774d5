package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a {@link CauseSpecificModel} says about one customer: the chance to have left for each cause by any time. At every time these
 * chances and the one to be still there add up to 1.
 *
 * <p>Between two times the hazards of all causes act together: of the share that leaves at a time, each cause has the part that it has in
 * the hazard (as the transition matrix of a multi-state model, and R's {@code survfit} of one). Standard errors are by the delta method
 * from the errors of every cause's hazard, causes being independent given the features; intervals are symmetric on the scale of
 * log(-log). With clustered errors the dependence between causes within a cluster is left out. Time O(event times · causes · features)
 * per question. Immutable and thread-safe.
 */
public final class CauseSpecificCurve {

    private final List<Integer> causes;
    private final List<CoxHazard> hazards;
    private final double[] times;
    private final double confidence;

    CauseSpecificCurve(List<Integer> causes, List<CoxHazard> hazards, double confidence) {
        this.causes = causes;
        this.hazards = hazards;
        this.confidence = confidence;
        times = hazards.stream()
                .flatMapToDouble(hazard -> DoubleStream.of(hazard.base.times))
                .sorted()
                .distinct()
                .toArray();
    }

    /** {@return the last time anybody was watched, or the end of the path if that is earlier; beyond it nothing is said} */
    public double lastTime() {
        return hazards.stream()
                .mapToDouble(h -> Math.min(h.base.lastTime, h.end))
                .min()
                .orElseThrow();
    }

    /** {@return the confidence of the intervals} */
    public double confidence() {
        return confidence;
    }

    /**
     * The chance to have left for a cause by a time.
     *
     * @param cause its code
     * @param time between 0 and {@link #lastTime}
     * @return between 0 and 1
     */
    public double incidence(int cause, double time) {
        return shares(checked(cause), begin(), checked(time)).last();
    }

    /**
     * How sure that is.
     *
     * @param cause its code
     * @param time between 0 and {@link #lastTime}
     * @return the pointwise interval; a single point where nobody has left for the cause yet
     */
    public Interval incidenceInterval(int cause, double time) {
        return shares(checked(cause), begin(), checked(time)).interval();
    }

    /**
     * The chance to be still there at a time.
     *
     * @param time between 0 and {@link #lastTime}
     * @return between 0 and 1
     */
    public double survival(double time) {
        return Math.exp(-hazards.stream()
                .mapToDouble(h -> h.between(h.first(), h.base.at(checked(time))))
                .sum());
    }

    /**
     * The risk of leaving for a cause within a span, for a customer who is still there at its beginning.
     *
     * @param cause its code
     * @param now how long the customer has been there, at least 0
     * @param within length of the span, above 0
     * @return between 0 and 1
     */
    public double risk(int cause, double now, double within) {
        Check.positive("within", within);
        return shares(checked(cause), checked(now), checked(now + within)).last();
    }

    /**
     * How sure that risk is.
     *
     * @param cause its code
     * @param now how long the customer has been there, at least 0
     * @param within length of the span, above 0
     * @return the interval
     */
    public Interval riskInterval(int cause, double now, double within) {
        Check.positive("within", within);
        return shares(checked(cause), checked(now), checked(now + within)).interval();
    }

    /** Before any event, those at time 0 too, unless the path starts later. */
    private double begin() {
        double start = hazards.get(0).start;
        return start > 0 ? start : -1;
    }

    private int checked(int cause) {
        int c = causes.indexOf(cause);
        if (c < 0) {
            throw new IllegalArgumentException("no event has code " + cause + "; codes are " + causes);
        }
        return c;
    }

    private double checked(double time) {
        hazards.forEach(h -> h.point(time));
        return time;
    }

    private Shares shares(int cause, double from, double to) {
        int first = 0;
        while (first < times.length && times[first] <= from) {
            first++;
        }
        int end = first;
        while (end < times.length && times[end] <= to) {
            end++;
        }
        return new Shares(cause, first, end);
    }

    /** The share that leaves for a cause at times of some range, of those who are there before it. */
    private final class Shares {

        private final int cause;
        private final int first;
        /** Of those there before the range: still there just before each time, and left for the cause by it. */
        private final double[] before;

        private final double[] left;
        /** Hazard of all causes, and of this one, at each time. */
        private final double[] all;

        private final double[] own;

        Shares(int cause, int first, int end) {
            this.cause = cause;
            this.first = first;
            int n = end - first;
            before = new double[n];
            left = new double[n];
            all = new double[n];
            own = new double[n];
            double stay = 1;
            double sum = 0;
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < hazards.size(); j++) {
                    double jump = jump(j, first + k);
                    all[k] += jump;
                    own[k] += j == cause ? jump : 0;
                }
                before[k] = stay;
                sum += stay * part(all[k]) * own[k];
                left[k] = sum;
                stay *= Math.exp(-all[k]);
            }
        }

        double last() {
            return left.length == 0 ? 0 : left[left.length - 1];
        }

        private double jump(int j, int k) {
            CoxHazard hazard = hazards.get(j);
            int point = hazard.base.at(times[k]);
            return point >= 0 && hazard.base.times[point] == times[k] ? hazard.jump(point) : 0;
        }

        /** What a rise of each cause's hazard at each time does to the share in the end. */
        double error() {
            double variance = 0;
            for (int j = 0; j < hazards.size(); j++) {
                CoxHazard hazard = hazards.get(j);
                double[] lever = hazard.lever();
                for (int k = 0; k < left.length; k++) {
                    int point = hazard.base.at(times[first + k]);
                    if (point < 0 || hazard.base.times[point] != times[first + k]) {
                        continue;
                    }
                    double direct = j == cause ? part(all[k]) : 0;
                    double effect = before[k] * (direct + own[k] * partSlope(all[k])) - (last() - left[k]);
                    variance += hazard.variance(point, effect);
                    hazard.addLever(lever, point, effect);
                }
                variance += hazard.form(lever);
            }
            return Math.sqrt(Math.max(0, variance));
        }

        Interval interval() {
            double p = last();
            if (p == 0 || p == 1) {
                return new Interval(p, p, confidence);
            }
            double spread = Distributions.normalTwoSided(confidence) * error() / (p * -Math.log(p));
            return new Interval(Math.pow(p, Math.exp(spread)), Math.pow(p, Math.exp(-spread)), confidence);
        }
    }

    /** (1 - exp(-d)) / d. */
    private static double part(double d) {
        return d < 1e-8 ? 1 - d / 2 : -Math.expm1(-d) / d;
    }

    /** Its derivative. */
    private static double partSlope(double d) {
        return d < 1e-4 ? -0.5 + d / 3 - d * d / 8 : (Math.exp(-d) - part(d)) / d;
    }

    @Override
    public String toString() {
        return "CauseSpecificCurve[causes=" + causes + ", until " + lastTime() + "]";
    }
}
