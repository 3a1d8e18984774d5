package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import java.util.Arrays;

/** Standard errors of removal effects and credits of a chain of order 1, one channel after the other or several at once. */
final class StandardErrors {

    private final JourneyUnits units;
    private final Chain chain;
    private final DirectSolution solution;
    private final Effects effects;
    private final boolean ofValue;
    /** Whether journeys without conversion are in the chain. */
    private final boolean nulls;

    /** First step of each path in {@link #steps}: edges that were taken, stays left out. */
    private final int[] starts;

    private final int[] steps;
    private final int[] last;
    private final double chainJourneys;
    private final double journeys;
    private final double total;
    private final double effectSum;
    /** By unit: what one more such journey changes in the sum of all effects. */
    private final double[] allEffects;

    final double[] effect;
    final double[] credit;

    StandardErrors(
            JourneyUnits units,
            Chain chain,
            DirectSolution solution,
            MarkovModel model,
            boolean nulls,
            boolean ofValue) {
        this.units = units;
        this.chain = chain;
        this.solution = solution;
        this.effects = model.effects();
        this.nulls = nulls;
        this.ofValue = ofValue;
        PathTable paths = units.paths;
        starts = new int[paths.paths() + 1];
        last = new int[paths.paths()];
        steps = steps(paths);
        journeys = paths.journeys();
        chainJourneys = nulls ? paths.journeys() : paths.conversions();
        total = ofValue ? paths.value() : paths.conversions();
        effectSum =
                Arrays.stream(ofValue ? effects.removalValue : effects.removal).sum();
        int channels = paths.channels().size();
        effect = new double[channels];
        credit = new double[channels];
        RemovalGradient sum = new RemovalGradient(chain, solution, effects, ofValue);
        for (int c = 0; c < channels; c++) {
            sum.add(c);
        }
        allEffects = changes(sum);
    }

    private int[] steps(PathTable paths) {
        int[] edges = new int[64];
        int[] path = new int[paths.longest()];
        int size = 0;
        for (int row = 0; row < paths.paths(); row++) {
            boolean counted = paths.conversions(row) > 0 || (nulls && paths.nulls(row) > 0);
            int n = counted ? paths.copyPath(row, path) : 0;
            int state = 0;
            for (int i = 0; i < n; i++) {
                int edge = chain.edges.find(state, path[i]);
                if (chain.edges.to(edge) != state) {
                    if (size == edges.length) {
                        edges = Arrays.copyOf(edges, 2 * size);
                    }
                    edges[size++] = edge;
                    state = chain.edges.to(edge);
                }
            }
            last[row] = state;
            starts[row + 1] = size;
        }
        return edges;
    }

    private double brought(int unit) {
        return !units.converted[unit] ? 0 : ofValue ? units.value[unit] : 1;
    }

    /** What one more journey like each unit changes, times the number of journeys in the chain. */
    private double[] changes(RemovalGradient gradient) {
        double[] byPath = new double[last.length];
        for (int row = 0; row < byPath.length; row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                byPath[row] += gradient.step[steps[k]];
            }
            byPath[row] += gradient.end[last[row]];
        }
        double[] changes = new double[units.path.length];
        for (int u = 0; u < changes.length; u++) {
            if (units.converted[u] || nulls) {
                int row = units.path[u];
                changes[u] = byPath[row] + gradient.slope[last[row]] * brought(u);
            }
        }
        return changes;
    }

    /** Fills in the standard errors of a channel. */
    void of(int channel) {
        if (effectSum == 0) {
            return;
        }
        RemovalGradient gradient = new RemovalGradient(chain, solution, effects, ofValue);
        gradient.add(channel);
        double[] changes = changes(gradient);
        double share = (ofValue ? effects.removalValue : effects.removal)[channel] / effectSum;
        double[] ofEffect = new double[units.weight.length];
        double[] ofCredit = new double[units.weight.length];
        double scale = total / chainJourneys / effectSum;
        for (int u = 0; u < changes.length; u++) {
            int cluster = units.cluster[u];
            ofEffect[cluster] += changes[u] / chainJourneys;
            ofCredit[cluster] += (brought(u) - total / journeys) * share + scale * (changes[u] - share * allEffects[u]);
        }
        effect[channel] = Math.sqrt(units.squares(ofEffect));
        credit[channel] = Math.sqrt(units.squares(ofCredit));
    }
}
