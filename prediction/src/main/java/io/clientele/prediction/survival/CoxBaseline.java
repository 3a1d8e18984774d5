package io.clientele.prediction.survival;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.Arrays;

/**
 * The cumulative hazard of one stratum for a customer with the model's centre as features, its variance, and its drift: the
 * integral of the risk set's mean features (less the centre), which the variance at other features needs.
 *
 * <p>Hazard and variance are kept at every event time, the drift at some of them ({@code kept}); between those it is
 * interpolated along the hazard, with which it runs nearly in proportion.
 */
final class CoxBaseline {

    final String stratum;
    final double[] times;
    final double[] hazard;
    final double[] variance;
    private final int[] kept;
    private final double[][] drift;
    /** When the last row of the stratum ends. */
    final double lastTime;

    CoxBaseline(
            String stratum,
            double[] times,
            double[] hazard,
            double[] variance,
            int[] kept,
            double[][] drift,
            double lastTime) {
        this.stratum = stratum;
        this.times = times;
        this.hazard = hazard;
        this.variance = variance;
        this.kept = kept;
        this.drift = drift;
        this.lastTime = lastTime;
    }

    /** The last event time at or before a time; -1 if there is none. */
    int at(double time) {
        int at = Arrays.binarySearch(times, time);
        return at >= 0 ? at : -at - 2;
    }

    double hazard(int at) {
        return at < 0 ? 0 : hazard[at];
    }

    double variance(int at) {
        return at < 0 ? 0 : variance[at];
    }

    double drift(int at, int feature) {
        if (at < 0) {
            return 0;
        }
        int above = Arrays.binarySearch(kept, at);
        if (above >= 0) {
            return drift[above][feature];
        }
        above = -above - 1;
        double lowHazard = above == 0 ? 0 : hazard[kept[above - 1]];
        double low = above == 0 ? 0 : drift[above - 1][feature];
        double span = hazard[kept[above]] - lowHazard;
        double share = span > 0 ? (hazard[at] - lowHazard) / span : 0;
        return low + share * (drift[above][feature] - low);
    }

    void write(ModelOutput out) {
        out.field("stratum", stratum)
                .field("lastTime", lastTime)
                .field("times", times)
                .field("hazard", hazard)
                .field("variance", variance)
                .field("kept", kept)
                .field("drift", drift);
    }

    static CoxBaseline read(ModelNode node, int features) {
        double[] times = node.getDoubles("times");
        double[] hazard = node.getDoubles("hazard");
        double[] variance = node.getDoubles("variance");
        Check.length("hazard", hazard.length, times.length, "one value per time");
        Check.length("variance", variance.length, times.length, "one value per time");
        for (int k = 0; k < times.length; k++) {
            Check.atLeast("time", times[k], 0.0);
            Check.atLeast("hazard", hazard[k], 0.0);
            Check.atLeast("variance", variance[k], 0.0);
            if (k > 0 && (!(times[k] > times[k - 1]) || hazard[k] < hazard[k - 1])) {
                throw new IllegalArgumentException(
                        "times must ascend and the hazard must not fall, got " + times[k] + ", " + hazard[k]);
            }
        }
        int[] kept = node.getInts("kept");
        double[][] drift = node.getDoubleRows("drift");
        Check.length("drift", drift.length, kept.length, "one row per kept time");
        for (int i = 0; i < kept.length; i++) {
            Check.length("drift", drift[i].length, features, "one value per feature");
            if (kept[i] < 0 || kept[i] >= times.length || (i > 0 && kept[i] <= kept[i - 1])) {
                throw new IllegalArgumentException("kept must ascend within the number of times, got " + kept[i]);
            }
        }
        if (times.length == 0 || kept.length == 0 || kept[kept.length - 1] != times.length - 1) {
            throw new IllegalArgumentException("a baseline needs its last time kept, got " + kept.length + " kept");
        }
        return new CoxBaseline(
                node.getString("stratum"),
                times,
                hazard,
                variance,
                kept,
                drift,
                Check.atLeast("lastTime", node.getDouble("lastTime"), times[times.length - 1]));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxBaseline that
                && stratum.equals(that.stratum)
                && Arrays.equals(times, that.times)
                && Arrays.equals(hazard, that.hazard)
                && Arrays.equals(variance, that.variance)
                && Arrays.equals(kept, that.kept)
                && Arrays.deepEquals(drift, that.drift)
                && lastTime == that.lastTime;
    }

    @Override
    public int hashCode() {
        return 31 * stratum.hashCode() + Arrays.hashCode(hazard);
    }
}
