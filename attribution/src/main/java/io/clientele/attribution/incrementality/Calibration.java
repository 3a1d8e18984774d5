package io.clientele.attribution.incrementality;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.ChannelCredit;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What do credits mean once some channels have been measured?
 *
 * <p>A measured channel gets what it added, by {@link HoldOut} or another experiment. All others keep their credit times the ratio
 * of what was measured to what was credited over the measured channels together. What is then left of the conversions
 * is the baseline: orders that would have come anyway.
 *
 * <ul>
 *   <li>Measures must be of the same customers, period and unit as the credits.
 *   <li>A measure may be negative; the ratio of the others is not below 0.
 *   <li>The baseline is negative where more was measured than converted.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * Calibration scaled = Calibration.of(credits, Map.of("display", added.total()));
 * double anyway = scaled.baseline();
 * }</pre>
 */
public final class Calibration {

    private final String method;
    private final List<CalibratedCredit> credits;
    private final double baseline;

    private Calibration(String method, List<CalibratedCredit> credits, double baseline) {
        this.method = method;
        this.credits = credits;
        this.baseline = baseline;
    }

    /**
     * Scales credits.
     *
     * @param credits by any method
     * @param added conversions that channels were measured to add, by name; at least one
     * @return what is left
     * @throws FitException if channels were not measured and those that were have no credit to compare with
     */
    public static Calibration of(Attribution credits, Map<String, Double> added) {
        if (added.isEmpty()) {
            throw new IllegalArgumentException("at least one channel must have been measured");
        }
        double measured = 0;
        double credited = 0;
        for (Map.Entry<String, Double> entry : added.entrySet()) {
            measured += Check.finite("what channel '" + entry.getKey() + "' added", entry.getValue());
            credited += credits.credit(entry.getKey()).conversions();
        }
        boolean all = added.size() == credits.channels().size();
        if (!all && !(credited > 0)) {
            throw new FitException("the measured channels have no credit under '" + credits.method()
                    + "', so that nothing says how to scale the others; measure a channel with credit");
        }
        double ratio = all ? 0 : Math.max(0, measured / credited);
        List<CalibratedCredit> scaled = new ArrayList<>();
        double baseline = 0;
        for (ChannelCredit credit : credits.credits()) {
            Double own = added.get(credit.channel());
            double left = own != null ? own : ratio * credit.conversions();
            scaled.add(new CalibratedCredit(credit.channel(), credit.conversions(), left, own != null));
            baseline += credit.conversions() - left;
        }
        return new Calibration(credits.method(), List.copyOf(scaled), baseline);
    }

    /** {@return the method whose credits were scaled} */
    public String method() {
        return method;
    }

    /** {@return what each channel was credited with and what is left, in the order of the channels} */
    public List<CalibratedCredit> credits() {
        return credits;
    }

    /** {@return conversions that no channel caused} */
    public double baseline() {
        return baseline;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that
                && method.equals(that.method)
                && credits.equals(that.credits)
                && baseline == that.baseline;
    }

    @Override
    public int hashCode() {
        return credits.hashCode();
    }

    @Override
    public String toString() {
        return "Calibration[" + method + ", baseline " + baseline + ", " + credits + "]";
    }
}
