package io.clientele.optimization.bandit.replay;

import io.clientele.core.stats.Moments;
import java.util.ArrayList;
import java.util.List;

/** What a rule lost over time while it learned. Immutable and thread-safe; equal by value. */
public final class SimulationResult {

    private final int runs;
    private final List<RegretPoint> curve;

    SimulationResult(int runs, int[] trials, Moments[] regret, Moments[] best) {
        this.runs = runs;
        List<RegretPoint> points = new ArrayList<>();
        double root = Math.sqrt(runs);
        for (int i = 0; i < trials.length; i++) {
            points.add(new RegretPoint(
                    trials[i],
                    regret[i].mean(),
                    runs < 2 ? Double.NaN : regret[i].standardDeviation() / root,
                    best[i].mean(),
                    runs < 2 ? Double.NaN : best[i].standardDeviation() / root));
        }
        curve = List.copyOf(points);
    }

    /** {@return how many runs there were} */
    public int runs() {
        return runs;
    }

    /** {@return the checkpoints, in order of trials; the last one is the end} */
    public List<RegretPoint> curve() {
        return curve;
    }

    /** {@return where the runs ended} */
    public RegretPoint end() {
        return curve.get(curve.size() - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SimulationResult that && runs == that.runs && curve.equals(that.curve);
    }

    @Override
    public int hashCode() {
        return 31 * runs + curve.hashCode();
    }

    @Override
    public String toString() {
        return "SimulationResult[runs=" + runs + ", end=" + end() + "]";
    }
}
