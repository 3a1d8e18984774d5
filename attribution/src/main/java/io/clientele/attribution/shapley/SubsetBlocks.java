package io.clientele.attribution.shapley;

import java.util.Arrays;

/**
 * Shapley values of a game of rates on all subsets of n channels, a block of subsets at a time, so that memory stays small.
 *
 * <p>A subset has three parts: the channels of its block (the highest bits, fixed in a block), a row (middle bits) and a lane
 * (lowest bits). Sums over subsets are made row by row, all lanes of a row together (Yates 1937; "zeta transform"); a block
 * starts with what all sets within its own channels bring, so that blocks do not depend on each other. Then, with weights
 * w(s) = s!(n-s-1)!/n!, every value follows from one number a subset:
 * {@code phi_i = sum of u(S) over S with i - K}, where {@code u(S) = v(S) (w(|S|-1) + w(|S|))} and
 * {@code K = sum of w(|S|) v(S)}; the sums come from folding the highest bit away, again and again.
 *
 * <p>m 2<sup>n-1</sup> adds for m row bits and each of journeys, conversions and value.
 */
final class SubsetBlocks {

    private static final int LANE_BITS = 7;
    private static final int ROW_BITS = 9;
    /** Blocks whose sums one task adds up. */
    private static final int GROUP = 4;

    private final int n;
    private final int laneBits;
    private final int rowBits;
    private final int[] masks;
    private final double[][] columns;
    private final double support;
    private final double shrinkage;
    private final double[] prior;
    /** By size of block and row part together, for each lane. */
    private final double[][] both;

    private final double[][] without;

    SubsetBlocks(int n, int[] masks, double[][] columns, double support, double shrinkage, double[] prior) {
        this.n = n;
        this.laneBits = Math.min(n, LANE_BITS);
        this.rowBits = Math.min(n - laneBits, ROW_BITS);
        this.masks = masks;
        this.columns = columns;
        this.support = support;
        this.shrinkage = shrinkage;
        this.prior = prior;
        double[] w = ShapleyValues.weights(n);
        int lanes = 1 << laneBits;
        int rest = n - laneBits;
        this.both = new double[rest + 1][lanes];
        this.without = new double[rest + 1][lanes];
        for (int size = 0; size <= rest; size++) {
            for (int lane = 0; lane < lanes; lane++) {
                int all = size + Integer.bitCount(lane);
                without[size][lane] = w[all];
                both[size][lane] = all == 0 ? 0 : w[all - 1] + w[all];
            }
        }
    }

    private int blocks() {
        return 1 << (n - laneBits - rowBits);
    }

    int count() {
        return (blocks() + GROUP - 1) / GROUP;
    }

    /** What the blocks of one task add to the values of the conversions and of the value. */
    double[][] values(int task) {
        int games = columns.length - 1;
        double[][] phi = new double[games][n];
        int lanes = 1 << laneBits;
        int rows = 1 << rowBits;
        double[][][] sums = new double[columns.length][rows][lanes];
        for (int block = task * GROUP; block < Math.min(blocks(), (task + 1) * GROUP); block++) {
            for (int k = 0; k < sums.length; k++) {
                scatter(block, columns[k], sums[k]);
                sumOverSubsets(sums[k]);
            }
            for (int g = 0; g < games; g++) {
                double constant = weigh(block, sums[0], sums[g + 1], prior[g]);
                for (int c = 0; c < n; c++) {
                    phi[g][c] -= constant;
                }
                fold(block, sums[g + 1], phi[g]);
            }
        }
        return phi;
    }

    /** Every set within the block's channels goes to its row, and to all lanes that contain its own. */
    private void scatter(int block, double[] column, double[][] sums) {
        for (double[] row : sums) {
            Arrays.fill(row, 0);
        }
        int high = laneBits + rowBits;
        int allLanes = (1 << laneBits) - 1;
        for (int i = 0; i < masks.length; i++) {
            if (((masks[i] >>> high) & ~block) == 0) {
                double[] row = sums[(masks[i] >>> laneBits) & ((1 << rowBits) - 1)];
                int lane = masks[i] & allLanes;
                int free = allLanes & ~lane;
                double x = column[i];
                for (int more = free; ; more = (more - 1) & free) {
                    row[lane | more] += x;
                    if (more == 0) {
                        break;
                    }
                }
            }
        }
    }

    private static void sumOverSubsets(double[][] sums) {
        for (int bit = 1; bit < sums.length; bit <<= 1) {
            for (int r = 0; r < sums.length; r++) {
                if ((r & bit) != 0) {
                    add(sums[r], sums[r ^ bit]);
                }
            }
        }
    }

    private static void add(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += y[i];
        }
    }

    /** Turns sums into u(S), and returns the sum of w(|S|) v(S). */
    private double weigh(int block, double[][] journeys, double[][] x, double priorSuccesses) {
        double[] constant = new double[1 << laneBits];
        for (int r = 0; r < x.length; r++) {
            int size = Integer.bitCount(block) + Integer.bitCount(r);
            rates(x[r], journeys[r], priorSuccesses);
            if (r == 0 && block == 0) {
                x[0][0] = 0; // without channels there is nothing to be worth
            }
            double[] a = without[size];
            double[] b = both[size];
            double[] v = x[r];
            for (int i = 0; i < constant.length; i++) {
                constant[i] += a[i] * v[i];
            }
            for (int i = 0; i < constant.length; i++) {
                v[i] *= b[i];
            }
        }
        double sum = 0;
        for (double c : constant) {
            sum += c;
        }
        return sum;
    }

    private void rates(double[] x, double[] journeys, double priorSuccesses) {
        if (support <= 1 && shrinkage == 0) {
            for (int i = 0; i < x.length; i++) {
                x[i] /= Math.max(journeys[i], 1); // whole numbers: 0 journeys have 0 conversions
            }
        } else {
            for (int i = 0; i < x.length; i++) {
                x[i] = journeys[i] < support ? 0 : (x[i] + priorSuccesses) / (journeys[i] + shrinkage);
            }
        }
    }

    /** Adds the sums of u over the subsets with each channel. */
    private void fold(int block, double[][] u, double[] phi) {
        double[] with = new double[1 << laneBits];
        for (int half = u.length / 2, bit = rowBits - 1; half > 0; half /= 2, bit--) {
            Arrays.fill(with, 0);
            for (int r = 0; r < half; r++) {
                add(with, u[r + half]);
                add(u[r], u[r + half]);
            }
            phi[laneBits + bit] += sum(with, 0, with.length);
        }
        double[] lanes = u[0];
        double total = sum(lanes, 0, lanes.length);
        for (int c = laneBits + rowBits; c < n; c++) {
            if ((block >>> (c - laneBits - rowBits) & 1) != 0) {
                phi[c] += total;
            }
        }
        for (int half = lanes.length / 2, bit = laneBits - 1; half > 0; half /= 2, bit--) {
            phi[bit] += sum(lanes, half, 2 * half);
            for (int i = 0; i < half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
    }

    private static double sum(double[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum;
    }
}
