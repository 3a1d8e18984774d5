package io.clientele.attribution.mediamix;

import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.solver.Cholesky;
import java.util.Arrays;

/**
 * Looks for the carry-over and saturation of all channels that, with the best coefficients for them, leave the least penalised sum of
 * squares: variable projection (Golub and Pereyra 1973), whose inner problem is solved exactly ({@link BoxSolver}) and whose
 * outer one by a pattern search (Hooke and Jeeves 1961) on each channel's grid: one channel at a time, one number at a time and
 * then two at a time, in steps halved from 16 to 1. It ends where no such step of any channel gains.
 *
 * <p>The penalty is {@code ridge * |m|^2 b^2} for each channel's column m beside the controls: a multiple of what the channel explains
 * by itself, which needs no unit. Not thread-safe.
 */
final class Search {

    private static final int FIRST_STEP = 16;
    private static final int MOST_SWEEPS = 60;
    private static final double GAIN = 1e-9;
    private static final double NOTHING = 1e-16;

    final int[][] points;
    final double[] sums;
    double objective;
    int sweeps;
    boolean settled = true;

    private final Problem p;
    private final double ridge;
    private double[] y = {};
    private double yy;

    private final double[][] columns;
    private final double[][] gram;
    private final double[] cy;
    private final double[] low;
    private final double[] high;
    private final BoxSolver solver;

    private double[] spare;
    private double[] spareRow;
    private final double[] work;
    private final double[] keptB;
    private final boolean[] keptFree;

    Search(Problem p, double ridge) {
        this.p = p;
        this.ridge = ridge;
        int k = p.channels;
        this.points = new int[k][];
        this.sums = new double[k];
        this.columns = new double[k][p.n];
        this.gram = new double[k][k];
        this.cy = new double[k];
        this.low = new double[k];
        this.high = new double[k];
        this.solver = new BoxSolver(k);
        this.spare = new double[p.n];
        this.spareRow = new double[k];
        this.work = new double[p.n];
        this.keptB = new double[k];
        this.keptFree = new boolean[k];
    }

    /** Starts at points for a target from which the controls are taken out. */
    Search start(int[][] from, double[] target) {
        y = target;
        yy = Reductions.dot(y, y, 0, p.n);
        for (int c = 0; c < p.channels; c++) {
            points[c] = from[c].clone();
            sums[c] = p.column(c, points[c], work, columns[c]);
            residual(columns[c]);
            solver.b[c] = 0;
            solver.free[c] = false;
        }
        for (int c = 0; c < p.channels; c++) {
            fillRow(c, columns[c], gram[c]);
            bound(c);
        }
        objective = solve();
        return this;
    }

    double[] coefficients() {
        return solver.b.clone();
    }

    /** A channel's column beside the controls. */
    double[] column(int c) {
        return columns[c];
    }

    /** Trace of the ridge projection on the channels that are not on a bound. */
    double effectiveChannels() {
        int k = p.channels;
        double[][] free = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                free[i][j] = solver.free[i] && solver.free[j] ? gram[i][j] : i == j ? 1 : 0;
            }
        }
        double[][] inverse = Cholesky.of(free, NOTHING).inverse();
        double trace = 0;
        for (int i = 0; i < k; i++) {
            if (solver.free[i]) {
                // tr(A^-1 G) with G = A less the penalty on its diagonal
                trace += 1 - inverse[i][i] * gram[i][i] * ridge / (1 + ridge);
            }
        }
        return trace;
    }

    boolean free(int c) {
        return solver.free[c];
    }

    Search run() {
        for (int step = FIRST_STEP; step >= 1; step /= 2) {
            boolean moved = true;
            for (int sweep = 0; moved && sweep < MOST_SWEEPS; sweep++) {
                moved = false;
                for (int c = 0; c < p.channels; c++) {
                    moved |= improve(c, step);
                }
                sweeps++;
            }
            settled = !moved;
        }
        return this;
    }

    private boolean improve(int c, int step) {
        int[] at = points[c];
        int[] best = at;
        int m = at.length;
        for (int d = 0; d < m; d++) {
            best = better(c, best, moved(c, at, d, -step));
            best = better(c, best, moved(c, at, d, step));
        }
        for (int d = 0; best == at && d < m; d++) {
            for (int e = d + 1; e < m; e++) {
                best = better(c, best, moved(c, moved(c, at, d, -step), e, -step));
                best = better(c, best, moved(c, moved(c, at, d, -step), e, step));
                best = better(c, best, moved(c, moved(c, at, d, step), e, -step));
                best = better(c, best, moved(c, moved(c, at, d, step), e, step));
            }
        }
        return best != at;
    }

    private int[] moved(int c, int[] at, int d, int step) {
        int to = Math.max(0, Math.min(p.spaces[c].last(d), at[d] + step));
        if (to == at[d]) {
            return at;
        }
        int[] next = at.clone();
        next[d] = to;
        return next;
    }

    /** Goes to a point if it gains; says where we are then. */
    private int[] better(int c, int[] best, int[] to) {
        if (Arrays.equals(to, best)) {
            return best;
        }
        System.arraycopy(solver.b, 0, keptB, 0, keptB.length);
        System.arraycopy(solver.free, 0, keptFree, 0, keptFree.length);
        double keptSum = sums[c];
        double keptCy = cy[c];
        sums[c] = p.column(c, to, work, spare);
        residual(spare);
        fillRow(c, spare, spareRow);
        swap(c);
        bound(c);
        double found = solve();
        if (found < objective - GAIN * yy) {
            objective = found;
            points[c] = to;
            return to;
        }
        swap(c);
        sums[c] = keptSum;
        cy[c] = keptCy;
        bound(c);
        System.arraycopy(keptB, 0, solver.b, 0, keptB.length);
        System.arraycopy(keptFree, 0, solver.free, 0, keptFree.length);
        return best;
    }

    private void swap(int c) {
        double[] column = columns[c];
        columns[c] = spare;
        spare = column;
        double[] row = gram[c];
        gram[c] = spareRow;
        spareRow = row;
        for (int j = 0; j < p.channels; j++) {
            gram[j][c] = gram[c][j];
        }
    }

    private void fillRow(int c, double[] column, double[] row) {
        for (int j = 0; j < p.channels; j++) {
            row[j] = j == c
                    ? (1 + ridge) * Reductions.dot(column, column, 0, p.n)
                    : Reductions.dot(column, columns[j], 0, p.n);
        }
        cy[c] = Reductions.dot(column, y, 0, p.n);
    }

    /** Takes the controls out; a column that they explain is nothing at all. */
    private void residual(double[] h) {
        double before = Reductions.dot(h, h, 0, p.n);
        p.basis.residual(h);
        if (!(Reductions.dot(h, h, 0, p.n) > NOTHING * before)) {
            Arrays.fill(h, 0);
        }
    }

    private void bound(int c) {
        low[c] = p.lowest(c, sums[c]);
        high[c] = p.highest(c, sums[c]);
    }

    private double solve() {
        solver.solve(gram, cy, low, high, yy);
        double value = yy;
        for (int c = 0; c < p.channels; c++) {
            if (solver.b[c] != 0) {
                value -= solver.b[c] * (cy[c] + solver.gradient(gram, cy, c));
            }
        }
        return value;
    }
}
