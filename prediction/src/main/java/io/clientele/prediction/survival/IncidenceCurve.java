package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;

/**
 * The share of a group that has left for one cause, as a step function of time; one point per time with an event of any cause.
 * Immutable and thread-safe; equal by value.
 */
public final class IncidenceCurve {

    private final String group;
    private final int cause;
    private final double[] times;
    private final double[] incidence;
    private final double[] error;
    private final double lastTime;
    private final boolean complete;
    private final double confidence;

    /**
     * The arrays are the curve's own from here on.
     *
     * @param complete whether nobody is left at the end
     */
    IncidenceCurve(
            String group,
            int cause,
            double[] times,
            double[] incidence,
            double[] error,
            double lastTime,
            boolean complete,
            double confidence) {
        this.group = group;
        this.cause = cause;
        this.times = times;
        this.incidence = incidence;
        this.error = error;
        this.lastTime = lastTime;
        this.complete = complete;
        this.confidence = confidence;
    }

    /** {@return the name of the group} */
    public String group() {
        return group;
    }

    /** {@return the code of the cause} */
    public int cause() {
        return cause;
    }

    /** {@return the times of the points; a copy} */
    public double[] times() {
        return times.clone();
    }

    /** {@return the share that has left for this cause at each point; a copy} */
    public double[] incidence() {
        return incidence.clone();
    }

    /** {@return the standard error of the share at each point; a copy} */
    public double[] standardErrors() {
        return error.clone();
    }

    /** {@return the last time anybody was watched} */
    public double lastTime() {
        return lastTime;
    }

    /**
     * The share that has left for this cause by a time.
     *
     * @param time at least 0 and, unless everybody has left by then, at most {@link #lastTime}
     * @return between 0 and 1
     */
    public double incidence(double time) {
        int at = point(time);
        return at < 0 ? 0 : incidence[at];
    }

    /**
     * How sure that share is: an interval symmetric on the scale of log(-log), so that it stays within 0 and 1.
     *
     * @param time at least 0 and, unless everybody has left by then, at most {@link #lastTime}
     * @return the pointwise interval; a single point where nobody has left for this cause yet
     */
    public Interval interval(double time) {
        int at = point(time);
        double p = at < 0 ? 0 : incidence[at];
        if (p == 0 || p == 1) {
            return new Interval(p, p, confidence);
        }
        double spread = Distributions.normalTwoSided(confidence) * error[at] / (p * -Math.log(p));
        return new Interval(Math.pow(p, Math.exp(spread)), Math.pow(p, Math.exp(-spread)), confidence);
    }

    private int point(double time) {
        Check.atLeast("time", time, 0.0);
        if (time > lastTime && !complete) {
            throw new IllegalArgumentException("time " + time + " is " + (time - lastTime)
                    + " beyond the last observed time (" + lastTime + ") of group '" + group
                    + "', and the data say nothing there; ask for an earlier time");
        }
        int at = Arrays.binarySearch(times, time);
        return at >= 0 ? at : -at - 2;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IncidenceCurve that
                && group.equals(that.group)
                && cause == that.cause
                && Arrays.equals(times, that.times)
                && Arrays.equals(incidence, that.incidence)
                && Arrays.equals(error, that.error)
                && lastTime == that.lastTime
                && complete == that.complete
                && confidence == that.confidence;
    }

    @Override
    public int hashCode() {
        return 31 * group.hashCode() + Arrays.hashCode(incidence);
    }

    @Override
    public String toString() {
        return "IncidenceCurve[" + group + ", cause=" + cause + ", at the end "
                + (incidence.length == 0 ? 0 : incidence[incidence.length - 1]) + "]";
    }
}
