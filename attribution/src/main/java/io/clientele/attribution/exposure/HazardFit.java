package io.clientele.attribution.exposure;

import io.clientele.attribution.exposure.HazardPass.Hazard;
import io.clientele.core.Execution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A fitted intensity and what it credits to each channel. */
final class HazardFit {

    private static final int CANDIDATES = 7;
    private static final int FIRST_STEPS = 5;
    /** Half-lives are tried on about so many journeys. */
    private static final int TRIED = 20_000;

    final HazardFunction function;
    final BoundedNewton climbed;
    final Hazard hazard;
    final Earned earned;
    final int passes;

    private HazardFit(HazardFunction function, BoundedNewton climbed, Hazard hazard, Earned earned, int passes) {
        this.function = function;
        this.climbed = climbed;
        this.hazard = hazard;
        this.earned = earned;
        this.passes = passes;
    }

    /**
     * Fits.
     *
     * @param times how often each customer counts
     * @param near parameters to start from; where there are none, decays are tried over their range first
     */
    static HazardFit of(
            Exposures data,
            int @Nullable [] times,
            AdditiveHazard.Options o,
            double @Nullable [] near,
            Execution execution) {
        HazardFunction f = o.halfLife() > 0
                ? HazardFunction.given(data, times, rate(o.halfLife()), execution)
                : HazardFunction.free(data, times, o.perChannel(), bounds(o), execution);
        double[] x = near == null ? start(f, data, times, o, execution) : near;
        int first = near == null ? FIRST_STEPS : 1;
        for (int i = 0; i < first; i++) {
            x = f.raised(x, f.sums(x, 0));
        }
        BoundedNewton climbed = BoundedNewton.climb(f, x, o.maxIterations(), o.tolerance(), execution);
        Hazard hazard = f.hazard(climbed.top.x);
        Earned earned = earned(data, times, hazard, f.sums(climbed.top.x, 0), execution);
        return new HazardFit(f, climbed, hazard, earned, first + climbed.iterations);
    }

    static double rate(double halfLife) {
        return Math.log(2) / halfLife;
    }

    private static double[] bounds(AdditiveHazard.Options o) {
        return new double[] {rate(o.longest()), rate(o.shortest())};
    }

    /** The best of some half-lives after a few steps each; of equals, the longest. */
    private static double[] start(
            HazardFunction f, Exposures data, int @Nullable [] times, AdditiveHazard.Options o, Execution execution) {
        if (o.halfLife() > 0) {
            return f.start(rate(o.halfLife()));
        }
        double[] bounds = bounds(o);
        Exposures some = data.every(Math.max(1, data.journeys / TRIED));
        some = some.any(true, times) ? some : data;
        double best = Double.NEGATIVE_INFINITY;
        double[] found = new double[0];
        for (int k = 0; k < CANDIDATES; k++) {
            double rate = bounds[0] * Math.pow(bounds[1] / bounds[0], k / (CANDIDATES - 1.0));
            HazardFunction given = HazardFunction.given(some, times, rate, execution);
            double[] x = given.start(rate);
            HazardSums s = given.sums(x, 0);
            for (int i = 0; i < FIRST_STEPS; i++) {
                x = given.raised(x, s);
                s = given.sums(x, 0);
            }
            if (given.value(x, s) > best) {
                best = given.value(x, s);
                found = Arrays.copyOf(x, f.lower().length);
                Arrays.fill(found, x.length, found.length, Math.log(rate));
            }
        }
        double mean = Arrays.stream(found, 1, 1 + data.channels).sum() / data.channels;
        for (int c = 1; c <= data.channels; c++) {
            found[c] = found[c] > 0 ? found[c] : mean; // a channel that is not among those tried
        }
        return found;
    }

    private static Earned earned(
            Exposures data, int @Nullable [] times, Hazard hazard, HazardSums s, Execution execution) {
        HazardSums worth = HazardPass.byValue(data, times, hazard, execution);
        double[] conversions = new double[data.channels];
        double[] value = new double[data.channels];
        for (int c = 0; c < data.channels; c++) {
            conversions[c] = hazard.effect()[c] * s.a[c];
            value[c] = hazard.effect()[c] * worth.a[c];
        }
        return new Earned(conversions, value, hazard.baseline() * s.one);
    }
}
