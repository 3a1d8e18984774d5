package io.clientele.segmentation.history;

import java.util.List;
import java.util.Optional;

/** How later customers compare with a baseline. Immutable; equal by value. */
public final class DriftReport {

    private final List<Comparison> all;
    private final double rate;

    DriftReport(List<Comparison> all, double rate) {
        this.all = all;
        this.rate = rate;
    }

    /**
     * One comparison.
     *
     * @param segment its name
     * @param feature within the segment; empty for the share of the segment
     * @param stabilityIndex population stability index over the bins: 0 for no change; says how much, not how sure
     * @param pValue of a chi-squared test
     * @param adjustedPValue for all comparisons of the check
     * @param alarm whether it is at most the false-alarm rate
     */
    public record Comparison(
            String segment,
            Optional<String> feature,
            double stabilityIndex,
            double pValue,
            double adjustedPValue,
            boolean alarm) {}

    /** {@return every comparison: shares of segments first, then feature by feature} */
    public List<Comparison> all() {
        return all;
    }

    /** {@return the comparisons that are alarms; none if nothing seems to have changed} */
    public List<Comparison> alarms() {
        return all.stream().filter(Comparison::alarm).toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DriftReport that && all.equals(that.all) && Double.compare(rate, that.rate) == 0;
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return "DriftReport[" + alarms().size() + " alarms in " + all.size() + " comparisons, falseAlarmRate=" + rate
                + "]";
    }
}
