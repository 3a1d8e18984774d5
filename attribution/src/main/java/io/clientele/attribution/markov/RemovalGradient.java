package io.clientele.attribution.markov;

/**
 * What one more journey would change in a removal effect of a chain of order 1, as a sum over its steps and its end.
 *
 * <p>Let h be the conversion probability (or expected value) from each state on, h' the part of it that goes through channel c,
 * and u the share of a state's visits that come after c. With counts n of steps, p = n<sub>ij</sub>/n<sub>i</sub> and visits per journey n<sub>i</sub>/J,
 * a step from i to j changes what c takes part in by (h'<sub>j</sub> - h'<sub>i</sub> + u<sub>i</sub>((h - h')<sub>j</sub> - (h - h')<sub>i</sub>)) / J: the visits are the adjoint
 * solution, so no further system has to be solved. An end counts as a step to a state with h = 1 (or the value) or 0. What changes in h<sub>0</sub>, the
 * conversion probability itself, telescopes to (y - h<sub>0</sub>) / J for a journey that brought y.
 */
final class RemovalGradient {

    private final Chain chain;
    private final DirectSolution solution;
    private final boolean ofValue;
    private final Effects effects;

    /** By edge. */
    final double[] step;
    /** By state in which a journey ends. */
    final double[] end;
    /** By state in which a journey ends, per unit of what it brought. */
    final double[] slope;

    private final double[] through;
    private final double[] after;

    RemovalGradient(Chain chain, DirectSolution solution, Effects effects, boolean ofValue) {
        this.chain = chain;
        this.solution = solution;
        this.effects = effects;
        this.ofValue = ofValue;
        int states = chain.states.size();
        step = new double[chain.edges.size()];
        end = new double[states];
        slope = new double[states];
        through = new double[states];
        after = new double[states];
    }

    private double h(int state) {
        int k = chain.states.last(state);
        if (k < 0) {
            return ofValue ? solution.value : solution.conversion;
        }
        return ofValue ? solution.bv[k] : solution.b[k];
    }

    /** Adds what one more journey changes in the removal effect of a channel, times the number of journeys. */
    void add(int channel) {
        double[][] inverse = solution.inverse;
        double all = ofValue ? solution.value : solution.conversion;
        double visits = solution.visits[channel];
        if (visits == 0 || all == 0) {
            return;
        }
        double own = inverse[channel][channel];
        double from = ofValue ? solution.bv[channel] : solution.b[channel];
        double effect = ofValue ? effects.removalValue[channel] : effects.removal[channel];
        through[0] = visits / own * from;
        for (int s = 1; s < through.length; s++) {
            int k = chain.states.last(s);
            through[s] = k == channel ? from : inverse[k][channel] / own * from;
            after[s] = k == channel ? 1 : visits / own * inverse[channel][k] / solution.visits[k];
        }
        for (int e = 0; e < step.length; e++) {
            int i = chain.edges.from(e);
            int j = chain.edges.to(e);
            step[e] += (through[j] - through[i] + after[i] * (h(j) - through[j] - (h(i) - through[i]))) / all;
        }
        for (int s = 1; s < end.length; s++) {
            end[s] += (effect * all - through[s] - after[s] * (h(s) - through[s])) / all;
            slope[s] += (after[s] - effect) / all;
        }
    }
}
