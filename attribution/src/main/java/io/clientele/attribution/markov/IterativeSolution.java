package io.clientele.attribution.markov;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;

/**
 * Any order by Gauss-Seidel: the expected visits x of a journey that never enters a state with channel c solve x = e + xQ on
 * the other states; each of them leads into a state with c with a probability, and converts from there with h, the solution of
 * h = r + Qh. So the conversions that need c come out as a sum of positive terms; nothing is subtracted, and a rare channel's
 * effect has as many right digits as a frequent one's. Since h is at most 1, errors of the visits move no probability by more
 * than the sum of their residuals, and errors of h by no more than its largest residual times the length of a journey.
 *
 * <p>Eight channels go through the equations together. One sweep costs a multiply-add for every transition and channel;
 * equations are ordered along the paths, so that few sweeps are needed.
 */
final class IterativeSolution {

    private static final int LANES = 8;

    private final SparseSystem system;
    private final double[] h;
    private final double[] hv;
    private final double[] removed;
    private final double[] removedValue;
    private final double[] residual;
    private final int[] sweeps;

    private IterativeSolution(SparseSystem system) {
        this.system = system;
        this.h = new double[system.size];
        this.hv = new double[system.size];
        int blocks = (system.channels + LANES - 1) / LANES;
        this.removed = new double[blocks * LANES];
        this.removedValue = new double[blocks * LANES];
        this.residual = new double[blocks + 2];
        this.sweeps = new int[blocks + 2];
    }

    static Effects solve(Chain chain, Execution execution) {
        return solve(SparseSystem.of(chain), execution);
    }

    static Effects solve(SparseSystem system, Execution execution) {
        return new IterativeSolution(system).effects(execution);
    }

    private Effects effects(Execution execution) {
        int blocks = residual.length - 2;
        Chunks.tasks(
                2, execution, i -> backward(i, i == 0 ? system.conversion : system.value, i == 0 ? h : hv, execution));
        Chunks.tasks(blocks, execution, block -> forward(block, execution));
        double[] removal = new double[system.channels];
        double[] removalValue = new double[system.channels];
        for (int c = 0; c < removal.length; c++) {
            removal[c] = removed[c] / h[0];
            removalValue[c] = hv[0] > 0 ? removedValue[c] / hv[0] : 0;
        }
        double worst = 0;
        int most = 0;
        for (int i = 0; i < residual.length; i++) {
            worst = Math.max(worst, residual[i]);
            most = Math.max(most, sweeps[i]);
        }
        return new Effects(h[0], hv[0], removal, removalValue, worst, most);
    }

    /** Solves x = b + Qx, from the last state to the first. */
    private void backward(int slot, double[] b, double[] x, Execution execution) {
        double scale = Arrays.stream(b).max().orElse(0);
        if (scale == 0) {
            return;
        }
        Patience patience = new Patience();
        Extrapolation extrapolation = new Extrapolation(x.length, 1);
        double change;
        do {
            execution.checkCancelled();
            extrapolation.after(patience.sweeps(), x);
            change = 0;
            for (int s = system.size - 1; s >= 0; s--) {
                double sum = right(b, x, s);
                change = Math.max(change, Math.abs(sum - x[s]));
                x[s] = sum;
            }
        } while (patience.goOn(change, scale));
        double off = 0;
        for (int s = 0; s < system.size; s++) {
            off = Math.max(off, Math.abs(right(b, x, s) - x[s]));
        }
        // an error of one equation is met at every visit
        residual[slot] = off / scale * system.length;
        sweeps[slot] = patience.sweeps();
    }

    private double right(double[] b, double[] x, int s) {
        double sum = b[s];
        for (int k = system.awayStart[s]; k < system.awayStart[s + 1]; k++) {
            sum += system.away[k] * x[system.target[k]];
        }
        return sum;
    }

    private void forward(int block, Execution execution) {
        int first = block * LANES;
        double[] x = new double[system.size * LANES];
        double[] row = new double[LANES];
        byte[] open = open(first);
        Patience patience = new Patience();
        Extrapolation extrapolation = new Extrapolation(x.length, LANES);
        double change;
        double total;
        do {
            execution.checkCancelled();
            extrapolation.after(patience.sweeps(), x);
            change = 0;
            total = 0;
            for (int s = 0; s < system.size; s++) {
                visits(s, x, row, open[s]);
                int at = s * LANES;
                for (int l = 0; l < LANES; l++) {
                    change += Math.abs(row[l] - x[at + l]);
                    total += row[l];
                    x[at + l] = row[l];
                }
            }
        } while (patience.goOn(change, total));
        residual[block + 2] = residual(x, row, open);
        sweeps[block + 2] = patience.sweeps();
        collect(first, x);
    }

    /**
     * Bit l is set where the latest touch was not by channel {@code first + l}. States with an older touch by it are not visited
     * either, since every way to them leads through a closed one.
     */
    private byte[] open(int first) {
        byte[] open = new byte[system.size];
        Arrays.fill(open, (byte) -1);
        for (int s = 0; s < system.size; s++) {
            int lane = system.last[s] - first;
            if (lane >= 0 && lane < LANES) {
                open[s] &= (byte) ~(1 << lane);
            }
        }
        return open;
    }

    private void visits(int s, double[] x, double[] row, int open) {
        double begin = s == 0 ? 1 : 0;
        double a0 = begin;
        double a1 = begin;
        double a2 = begin;
        double a3 = begin;
        double a4 = begin;
        double a5 = begin;
        double a6 = begin;
        double a7 = begin;
        for (int k = system.intoStart[s]; k < system.intoStart[s + 1]; k++) {
            double p = system.into[k];
            int at = system.source[k] * LANES;
            a0 += p * x[at];
            a1 += p * x[at + 1];
            a2 += p * x[at + 2];
            a3 += p * x[at + 3];
            a4 += p * x[at + 4];
            a5 += p * x[at + 5];
            a6 += p * x[at + 6];
            a7 += p * x[at + 7];
        }
        row[0] = (open & 1) != 0 ? a0 : 0;
        row[1] = (open & 2) != 0 ? a1 : 0;
        row[2] = (open & 4) != 0 ? a2 : 0;
        row[3] = (open & 8) != 0 ? a3 : 0;
        row[4] = (open & 16) != 0 ? a4 : 0;
        row[5] = (open & 32) != 0 ? a5 : 0;
        row[6] = (open & 64) != 0 ? a6 : 0;
        row[7] = (open & 128) != 0 ? a7 : 0;
    }

    /** The largest sum of residuals of the eight systems. */
    private double residual(double[] x, double[] row, byte[] open) {
        double[] off = new double[LANES];
        for (int s = 0; s < system.size; s++) {
            visits(s, x, row, open[s]);
            for (int l = 0; l < LANES; l++) {
                off[l] += Math.abs(row[l] - x[s * LANES + l]);
            }
        }
        return Arrays.stream(off).max().orElse(0);
    }

    /** What goes into states with each channel for the first time, and converts from there. */
    private void collect(int first, double[] x) {
        for (int s = 0; s < system.size; s++) {
            int lane = system.last[s] - first;
            if (lane < 0 || lane >= LANES) {
                continue;
            }
            double arriving = 0;
            for (int k = system.intoStart[s]; k < system.intoStart[s + 1]; k++) {
                arriving += system.into[k] * x[system.source[k] * LANES + lane];
            }
            removed[first + lane] += arriving * h[s];
            removedValue[first + lane] += arriving * hv[s];
        }
    }
}
