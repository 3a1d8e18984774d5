package io.clientele.attribution.markov;

import io.clientele.core.Execution;

/**
 * Order 1 from one factorisation: with N = (I - Q)<sup>-1</sup> over the channels, s the probabilities of the first touch, r
 * those of converting next, v = sN and b = Nr, a journey reaches channel c with probability v<sub>c</sub> / N<sub>cc</sub> and
 * converts from there with b<sub>c</sub>; without c that share of sNr is lost.
 *
 * <p>N comes from Gauss-Jordan elimination with the pivots of Grassmann, Taksar and Heyman (1985), "Regenerative Analysis and
 * Steady State Distributions for Markov Chains": a pivot is summed from what leaves the state. So nothing is ever subtracted,
 * and every entry is right to nearly all its digits, however long the chain stays in one place and however rare a channel is.
 * n<sup>3</sup> multiply-adds and 8 n<sup>2</sup> bytes for n channels.
 */
final class DirectSolution {

    private final int n;
    private final double[][] q;
    private final double[] start;
    private final double[] leave;
    private final double[] r;
    private final double[] rv;

    /** N: expected visits to the second channel from the first on. */
    double[][] inverse = new double[0][];
    /** Expected visits of a journey to each channel. */
    final double[] visits;
    /** Probability of conversion from each channel on. */
    final double[] b;
    /** Expected value from each channel on. */
    final double[] bv;

    double conversion;
    double value;

    private DirectSolution(Chain chain) {
        n = chain.channels;
        q = new double[n][n];
        start = new double[n];
        leave = new double[n];
        r = new double[n];
        rv = new double[n];
        visits = new double[n];
        b = new double[n];
        bv = new double[n];
        long[] moves = chain.moves();
        for (int s = 1; s < moves.length; s++) {
            int c = chain.states.last(s);
            leave[c] = (double) chain.ends[s] / moves[s];
            r[c] = (double) chain.conversions[s] / moves[s];
            rv[c] = chain.value[s] / moves[s];
        }
        for (int edge = 0; edge < chain.edges.size(); edge++) {
            int from = chain.edges.from(edge);
            double[] row = from == 0 ? start : q[chain.states.last(from)];
            row[chain.states.last(chain.edges.to(edge))] = chain.probability(edge, moves);
        }
    }

    static Effects solve(Chain chain, Execution execution) {
        return of(chain, execution).effects();
    }

    static DirectSolution of(Chain chain, Execution execution) {
        DirectSolution solution = new DirectSolution(chain);
        solution.invert(execution);
        return solution;
    }

    private void invert(Execution execution) {
        inverse = inverse(execution);
        for (int i = 0; i < n; i++) {
            double[] row = inverse[i];
            for (int j = 0; j < n; j++) {
                visits[j] += start[i] * row[j];
                b[i] += row[j] * r[j];
                bv[i] += row[j] * rv[j];
            }
            conversion += start[i] * b[i];
            value += start[i] * bv[i];
        }
    }

    private Effects effects() {
        double[] removal = new double[n];
        double[] removalValue = new double[n];
        for (int c = 0; c < n; c++) {
            if (visits[c] > 0) {
                double reached = visits[c] / inverse[c][c];
                removal[c] = reached * b[c] / conversion;
                removalValue[c] = value > 0 ? reached * bv[c] / value : 0;
            }
        }
        return new Effects(conversion, value, removal, removalValue, residual(), 0);
    }

    private double[][] inverse(Execution execution) {
        double[][] m = new double[n][];
        double[] absorbed = leave.clone();
        for (int i = 0; i < n; i++) {
            m[i] = q[i].clone();
        }
        for (int k = 0; k < n; k++) {
            execution.checkCancelled();
            double[] pivotRow = m[k];
            double pivot = absorbed[k];
            for (int j = k + 1; j < n; j++) {
                pivot += pivotRow[j];
            }
            if (pivot == 0) {
                continue; // a channel that no journey touches: its row and column are 0
            }
            for (int i = 0; i < n; i++) {
                double[] row = m[i];
                double f = row[k] / pivot;
                if (i == k || f == 0) {
                    continue;
                }
                for (int j = 0; j < n; j++) {
                    row[j] += f * pivotRow[j];
                }
                row[k] = f;
                if (i > k) {
                    absorbed[i] += f * absorbed[k];
                }
            }
            for (int j = 0; j < n; j++) {
                pivotRow[j] /= pivot;
            }
            pivotRow[k] = 1 / pivot;
        }
        return m;
    }

    /** Sum of what the visits are off by in v = s + vQ. */
    private double residual() {
        double[] next = start.clone();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                next[j] += visits[i] * q[i][j];
            }
        }
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += Math.abs(next[j] - visits[j]);
        }
        return sum;
    }
}
