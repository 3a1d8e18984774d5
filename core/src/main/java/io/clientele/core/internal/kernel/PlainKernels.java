package io.clientele.core.internal.kernel;

/** Loops in the shapes that the JIT turns into vector code by itself: every array indexed by the same i, no offsets. */
final class PlainKernels implements Kernels {

    static final double LOG2E = 1.4426950408889634;
    static final double LN2_HIGH = 0.6931471803691238;
    static final double LN2_LOW = 1.9082149292705877E-10;
    /** Adding and taking away 1.5 * 2^52 rounds to a whole number. */
    static final double ROUND = 6755399441055744.0;

    @Override
    public String name() {
        return "plain Java";
    }

    @Override
    public double sum(double[] x, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
            e += x[i + 4];
            f += x[i + 5];
            g += x[i + 6];
            h += x[i + 7];
        }
        double rest = 0;
        for (; i < to; i++) {
            rest += x[i];
        }
        return ((a + e) + (c + g)) + ((b + f) + (d + h)) + rest;
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int i = from;
        for (; i <= to - 8; i += 8) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
            e += x[i + 4] * y[i + 4];
            f += x[i + 5] * y[i + 5];
            g += x[i + 6] * y[i + 6];
            h += x[i + 7] * y[i + 7];
        }
        double rest = 0;
        for (; i < to; i++) {
            rest += x[i] * y[i];
        }
        return ((a + e) + (c + g)) + ((b + f) + (d + h)) + rest;
    }

    @Override
    public void squaredDistances(double[][] x, int features, double[] center, double[] s, int n) {
        int j = 0;
        if (features >= 4) {
            first4(s, x[0], center[0], x[1], center[1], x[2], center[2], x[3], center[3], n);
            j = 4;
        } else {
            zero(s, n);
        }
        for (; j <= features - 4; j += 4) {
            add4(s, x[j], center[j], x[j + 1], center[j + 1], x[j + 2], center[j + 2], x[j + 3], center[j + 3], n);
        }
        for (; j < features; j++) {
            add1(s, x[j], center[j], n);
        }
    }

    private static void zero(double[] s, int n) {
        for (int i = 0; i < n; i++) {
            s[i] = 0;
        }
    }

    private static void first4(
            double[] s,
            double[] x0,
            double c0,
            double[] x1,
            double c1,
            double[] x2,
            double c2,
            double[] x3,
            double c3,
            int n) {
        for (int i = 0; i < n; i++) {
            double t = x0[i] - c0;
            double u = x1[i] - c1;
            double v = x2[i] - c2;
            double w = x3[i] - c3;
            s[i] = t * t + u * u + (v * v + w * w);
        }
    }

    private static void add4(
            double[] s,
            double[] x0,
            double c0,
            double[] x1,
            double c1,
            double[] x2,
            double c2,
            double[] x3,
            double c3,
            int n) {
        for (int i = 0; i < n; i++) {
            double t = x0[i] - c0;
            double u = x1[i] - c1;
            double v = x2[i] - c2;
            double w = x3[i] - c3;
            s[i] += t * t + u * u + (v * v + w * w);
        }
    }

    private static void add1(double[] s, double[] x, double c, int n) {
        for (int i = 0; i < n; i++) {
            double t = x[i] - c;
            s[i] += t * t;
        }
    }

    @Override
    public void scores(double[][] x, int features, double[][] minus, double[] half, double[][] s, int n) {
        for (int c = 0; c < minus.length; c++) {
            double[] m = minus[c];
            fill(s[c], half[c], n);
            int j = 0;
            for (; j <= features - 4; j += 4) {
                multiplyAdd4(s[c], x[j], m[j], x[j + 1], m[j + 1], x[j + 2], m[j + 2], x[j + 3], m[j + 3], n);
            }
            for (; j < features; j++) {
                multiplyAdd(s[c], x[j], m[j], n);
            }
        }
    }

    private static void fill(double[] s, double value, int n) {
        for (int i = 0; i < n; i++) {
            s[i] = value;
        }
    }

    /** One array is written a loop: with two, JDK 17 no longer vectorises, being unsure whether they are the same. */
    private static void multiplyAdd4(
            double[] s,
            double[] x0,
            double m0,
            double[] x1,
            double m1,
            double[] x2,
            double m2,
            double[] x3,
            double m3,
            int n) {
        for (int i = 0; i < n; i++) {
            s[i] = Math.fma(m3, x3[i], Math.fma(m2, x2[i], Math.fma(m1, x1[i], Math.fma(m0, x0[i], s[i]))));
        }
    }

    private static void multiplyAdd(double[] s, double[] x, double m, int n) {
        for (int i = 0; i < n; i++) {
            s[i] = Math.fma(m, x[i], s[i]);
        }
    }

    /** The own number is taken away and put back, because a condition in the loop keeps it from being vectorised. */
    @Override
    public void leastOther(double[][] s, double[] label, double[] own, double[] least, int n) {
        takeAway(s, label, own, n);
        fill(least, Double.POSITIVE_INFINITY, n);
        int c = 0;
        for (; c <= s.length - 4; c += 4) {
            lower4(least, s[c], s[c + 1], s[c + 2], s[c + 3], n);
        }
        for (; c < s.length; c++) {
            lower(least, s[c], n);
        }
        putBack(s, label, own, n);
    }

    static void takeAway(double[][] s, double[] label, double[] own, int n) {
        for (int i = 0; i < n; i++) {
            own[i] = Double.POSITIVE_INFINITY;
            if (label[i] >= 0) {
                double[] mine = s[(int) label[i]];
                own[i] = mine[i];
                mine[i] = Double.POSITIVE_INFINITY;
            }
        }
    }

    static void putBack(double[][] s, double[] label, double[] own, int n) {
        for (int i = 0; i < n; i++) {
            if (label[i] >= 0) {
                s[(int) label[i]][i] = own[i];
            }
        }
    }

    private static void lower4(double[] least, double[] a, double[] b, double[] c, double[] d, int n) {
        for (int i = 0; i < n; i++) {
            least[i] = Math.min(least[i], Math.min(Math.min(a[i], b[i]), Math.min(c[i], d[i])));
        }
    }

    private static void lower(double[] least, double[] a, int n) {
        for (int i = 0; i < n; i++) {
            least[i] = Math.min(least[i], a[i]);
        }
    }

    @Override
    public void crossProducts(double[][] x, double[][] scaled, int n, double[] lanes) {
        int last = x.length - 1;
        for (int j = 0; j <= last; j += 2) {
            int next = Math.min(j + 1, last);
            for (int k = 0; k <= next; k += 4) {
                crossProducts(
                        scaled[j],
                        scaled[next],
                        x[k],
                        x[Math.min(k + 1, last)],
                        x[Math.min(k + 2, last)],
                        x[Math.min(k + 3, last)],
                        n,
                        lanes,
                        CrossProducts.index(j, k),
                        j - k,
                        CrossProducts.index(next, k),
                        next > j ? next - k : -1);
            }
        }
    }

    /**
     * Two columns by four; the products of either go to lanes from where its pair with the first of the four has them, as many of
     * the four as are wanted, less one.
     */
    private static void crossProducts(
            double[] a,
            double[] b,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            int n,
            double[] lanes,
            int atA,
            int wantedA,
            int atB,
            int wantedB) {
        for (int l = 0; l < 8; l++) {
            double a0 = 0;
            double a1 = 0;
            double a2 = 0;
            double a3 = 0;
            double b0 = 0;
            double b1 = 0;
            double b2 = 0;
            double b3 = 0;
            for (int i = l; i < n; i += 8) {
                double u = a[i];
                double v = b[i];
                double p = x0[i];
                double q = x1[i];
                double r = x2[i];
                double s = x3[i];
                a0 = Math.fma(u, p, a0);
                a1 = Math.fma(u, q, a1);
                a2 = Math.fma(u, r, a2);
                a3 = Math.fma(u, s, a3);
                b0 = Math.fma(v, p, b0);
                b1 = Math.fma(v, q, b1);
                b2 = Math.fma(v, r, b2);
                b3 = Math.fma(v, s, b3);
            }
            addWanted(lanes, atA + l, wantedA, a0, a1, a2, a3);
            addWanted(lanes, atB + l, wantedB, b0, b1, b2, b3);
        }
    }

    private static void addWanted(double[] lanes, int at, int wanted, double p, double q, double r, double s) {
        if (wanted >= 0) {
            lanes[at] += p;
        }
        if (wanted >= 1) {
            lanes[at + 8] += q;
        }
        if (wanted >= 2) {
            lanes[at + 16] += r;
        }
        if (wanted >= 3) {
            lanes[at + 24] += s;
        }
    }

    @Override
    public void innerProducts(double[][] x, double[] r, int n, double[] lanes) {
        int j = 0;
        for (; j <= x.length - 4; j += 4) {
            innerProducts(x[j], x[j + 1], x[j + 2], x[j + 3], r, n, lanes, 8 * j);
        }
        for (; j < x.length; j++) {
            double[] column = x[j];
            for (int l = 0; l < 8; l++) {
                double sum = 0;
                for (int i = l; i < n; i += 8) {
                    sum = Math.fma(r[i], column[i], sum);
                }
                lanes[8 * j + l] += sum;
            }
        }
    }

    /** Four columns, two lanes at a time. */
    private static void innerProducts(
            double[] x0, double[] x1, double[] x2, double[] x3, double[] r, int n, double[] lanes, int at) {
        for (int l = 0; l < 8; l += 2) {
            double a0 = 0;
            double a1 = 0;
            double a2 = 0;
            double a3 = 0;
            double b0 = 0;
            double b1 = 0;
            double b2 = 0;
            double b3 = 0;
            int i = l;
            for (; i < n - 1; i += 8) {
                double u = r[i];
                double v = r[i + 1];
                a0 = Math.fma(u, x0[i], a0);
                b0 = Math.fma(v, x0[i + 1], b0);
                a1 = Math.fma(u, x1[i], a1);
                b1 = Math.fma(v, x1[i + 1], b1);
                a2 = Math.fma(u, x2[i], a2);
                b2 = Math.fma(v, x2[i + 1], b2);
                a3 = Math.fma(u, x3[i], a3);
                b3 = Math.fma(v, x3[i + 1], b3);
            }
            if (i < n) { // the last row, in the first of the two lanes
                a0 = Math.fma(r[i], x0[i], a0);
                a1 = Math.fma(r[i], x1[i], a1);
                a2 = Math.fma(r[i], x2[i], a2);
                a3 = Math.fma(r[i], x3[i], a3);
            }
            lanes[at + l] += a0;
            lanes[at + l + 1] += b0;
            lanes[at + 8 + l] += a1;
            lanes[at + 8 + l + 1] += b1;
            lanes[at + 16 + l] += a2;
            lanes[at + 16 + l + 1] += b2;
            lanes[at + 24 + l] += a3;
            lanes[at + 24 + l + 1] += b3;
        }
    }

    @Override
    public void exp(double[] x, double[] y, int n) {
        exp(x, y, 0, n);
    }

    /** Two loops: one that converts numbers and shifts bits beside the polynomial is not vectorised. */
    static void exp(double[] x, double[] y, int from, int to) {
        for (int i = from; i < to; i++) {
            double v = Math.max(-800, Math.min(800, x[i]));
            double k = Math.fma(v, LOG2E, ROUND) - ROUND;
            double r = Math.fma(k, -LN2_LOW, Math.fma(k, -LN2_HIGH, v));
            double p = 1.6059043836821613E-10;
            p = Math.fma(p, r, 2.08767569878681E-9);
            p = Math.fma(p, r, 2.505210838544172E-8);
            p = Math.fma(p, r, 2.755731922398589E-7);
            p = Math.fma(p, r, 2.7557319223985893E-6);
            p = Math.fma(p, r, 2.48015873015873E-5);
            p = Math.fma(p, r, 1.984126984126984E-4);
            p = Math.fma(p, r, 0.001388888888888889);
            p = Math.fma(p, r, 0.008333333333333333);
            p = Math.fma(p, r, 0.041666666666666664);
            p = Math.fma(p, r, 0.16666666666666666);
            p = Math.fma(p, r, 0.5);
            y[i] = 1 + Math.fma(r * r, p, r);
            x[i] = k;
        }
        for (int i = from; i < to; i++) {
            // 2^k in two factors, so that results below the normal range and just below overflow come out right
            int k = (int) x[i];
            int half = k >> 1;
            double a = Double.longBitsToDouble((long) (half + 1023) << 52);
            double b = Double.longBitsToDouble((long) (k - half + 1023) << 52);
            y[i] = y[i] * a * b;
        }
    }
}
