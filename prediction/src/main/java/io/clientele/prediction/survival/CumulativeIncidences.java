package io.clientele.prediction.survival;

import io.clientele.core.FitReport;
import java.util.List;
import java.util.Objects;

/** The curves that {@link AalenJohansen} found, one per group and cause. Immutable and thread-safe; equal by value. */
public final class CumulativeIncidences {

    private final List<String> groups;
    private final List<Integer> causes;
    private final List<IncidenceCurve> curves;
    private final FitReport report;

    CumulativeIncidences(List<String> groups, List<Integer> causes, List<IncidenceCurve> curves, FitReport report) {
        this.groups = groups;
        this.causes = causes;
        this.curves = curves;
        this.report = report;
    }

    /** {@return the names of the groups; "all" when the table had none} */
    public List<String> groups() {
        return groups;
    }

    /** {@return the codes of the causes} */
    public List<Integer> causes() {
        return causes;
    }

    /**
     * The incidence of a cause in a group.
     *
     * @param group its name
     * @param cause its code
     * @return the curve
     */
    public IncidenceCurve curve(String group, int cause) {
        int g = groups.indexOf(Objects.requireNonNull(group, "group"));
        if (g < 0) {
            throw new IllegalArgumentException("no group '" + group + "'; groups are " + groups);
        }
        int c = causes.indexOf(cause);
        if (c < 0) {
            throw new IllegalArgumentException("no event has code " + cause + "; codes are " + causes);
        }
        return curves.get(g * causes.size() + c);
    }

    /** {@return how it went: a closed form, so always converged} */
    public FitReport report() {
        return report;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CumulativeIncidences that
                && groups.equals(that.groups)
                && causes.equals(that.causes)
                && curves.equals(that.curves)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return curves.hashCode();
    }

    @Override
    public String toString() {
        return "CumulativeIncidences[groups=" + groups + ", causes=" + causes + "]";
    }
}
