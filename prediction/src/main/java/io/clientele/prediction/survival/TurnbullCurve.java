package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/**
 * The share of a group that is still there, as far as looks at intervals tell. Immutable and thread-safe; equal by value.
 */
public final class TurnbullCurve {

    private static final double SAME = 1e-9;

    private final String group;
    private final double total;
    private final List<TurnbullStep> steps;
    private final double logLikelihood;

    TurnbullCurve(String group, double total, List<TurnbullStep> steps, double logLikelihood) {
        this.group = group;
        this.total = total;
        this.steps = List.copyOf(steps);
        this.logLikelihood = logLikelihood;
    }

    /** {@return the name of the group; "all" when the table had none} */
    public String group() {
        return group;
    }

    /** {@return the sum of the weights of the rows} */
    public double total() {
        return total;
    }

    /** {@return the intervals that hold mass, in order of time; their masses add up to 1} */
    public List<TurnbullStep> steps() {
        return steps;
    }

    /** {@return the highest log-likelihood any distribution reaches} */
    public double logLikelihood() {
        return logLikelihood;
    }

    /**
     * The least share that is still there at a time: all mass of intervals that have begun is gone.
     *
     * @param time at least 0
     * @return between 0 and 1
     */
    public double lower(double time) {
        Check.atLeast("time", time, 0.0);
        double left = 1;
        for (TurnbullStep step : steps) {
            left -= step.to() <= time || step.from() < time ? step.mass() : 0;
        }
        return Math.max(0, left);
    }

    /**
     * The largest share that is still there at a time: only the mass of intervals that have ended is gone.
     *
     * @param time at least 0
     * @return between 0 and 1
     */
    public double upper(double time) {
        Check.atLeast("time", time, 0.0);
        double left = 1;
        for (TurnbullStep step : steps) {
            left -= step.to() <= time ? step.mass() : 0;
        }
        return Math.max(0, left);
    }

    /**
     * The interval within which a share of the customers has come to have left.
     *
     * @param p the share, above 0 and below 1; 0.5 for the median
     * @return the first interval at whose end at least p have left; without end if fewer ever do within the looks
     */
    public TurnbullStep quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must be above 0 and below 1, such as 0.5, got " + p);
        }
        double gone = 0;
        for (TurnbullStep step : steps) {
            gone += step.mass();
            if (gone >= p - SAME) {
                return step;
            }
        }
        return steps.get(steps.size() - 1);
    }

    void write(ModelOutput out) {
        out.field("group", group)
                .field("total", total)
                .field("from", steps.stream().mapToDouble(TurnbullStep::from).toArray())
                .field("to", steps.stream().mapToDouble(TurnbullStep::to).toArray())
                .field("mass", steps.stream().mapToDouble(TurnbullStep::mass).toArray())
                .field("logLikelihood", logLikelihood);
    }

    static TurnbullCurve read(ModelNode node) {
        double[] from = node.getDoubles("from");
        double[] to = node.getDoubles("to");
        double[] mass = node.getDoubles("mass");
        Check.atLeast("number of intervals", from.length, 1);
        Check.length("to", to.length, from.length, "one value per interval");
        Check.length("mass", mass.length, from.length, "one value per interval");
        TurnbullStep[] steps = new TurnbullStep[from.length];
        for (int j = 0; j < steps.length; j++) {
            Check.atLeast("from", from[j], 0.0);
            if (!(to[j] >= from[j]) || (j > 0 && from[j] < to[j - 1])) {
                throw new IllegalArgumentException("intervals must ascend, at interval " + j);
            }
            Check.between("mass", mass[j], 0, 1 + SAME);
            steps[j] = new TurnbullStep(from[j], to[j], mass[j]);
        }
        return new TurnbullCurve(
                node.getString("group"),
                Check.positive("total", node.getDouble("total")),
                List.of(steps),
                Check.finite("logLikelihood", node.getDouble("logLikelihood")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TurnbullCurve that
                && group.equals(that.group)
                && total == that.total
                && steps.equals(that.steps)
                && logLikelihood == that.logLikelihood;
    }

    @Override
    public int hashCode() {
        return 31 * group.hashCode() + steps.hashCode();
    }

    @Override
    public String toString() {
        return "TurnbullCurve[" + group + ", total=" + total + ", " + steps.size() + " intervals, logLikelihood="
                + logLikelihood + "]";
    }
}
