package io.clientele.core.internal.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels by the Vector API, for vectors of four or eight numbers; what is left over at the end of an array goes through the
 * plain loops' expressions. Where a sum runs in eight lanes, narrower vectors go over the array twice.
 *
 * <p>Compiled by itself, because javac warns of the incubating module; instances are made by {@link KernelChoice} only.
 */
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();
    private static final int LANES = 8;
    private static final long ROUND_BITS = Double.doubleToRawLongBits(PlainKernels.ROUND);

    private final PlainKernels plain = new PlainKernels();

    VectorKernels() {
        if (WIDTH != 4 && WIDTH != 8) {
            throw new UnsupportedOperationException("vectors of " + WIDTH + " numbers");
        }
    }

    @Override
    public String name() {
        return "Vector API, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public double sum(double[] x, int from, int to) {
        int whole = from + (to - from) / LANES * LANES;
        DoubleVector low = DoubleVector.zero(SPECIES);
        DoubleVector high = low;
        if (WIDTH == LANES) {
            for (int i = from; i < whole; i += LANES) {
                low = low.add(DoubleVector.fromArray(SPECIES, x, i));
            }
        } else {
            for (int i = from; i < whole; i += LANES) {
                low = low.add(DoubleVector.fromArray(SPECIES, x, i));
                high = high.add(DoubleVector.fromArray(SPECIES, x, i + WIDTH));
            }
        }
        double rest = 0;
        for (int i = whole; i < to; i++) {
            rest += x[i];
        }
        return pairwise(low, high) + rest;
    }

    @Override
    public double dot(double[] x, double[] y, int from, int to) {
        int whole = from + (to - from) / LANES * LANES;
        DoubleVector low = DoubleVector.zero(SPECIES);
        DoubleVector high = low;
        if (WIDTH == LANES) {
            for (int i = from; i < whole; i += LANES) {
                low = low.add(DoubleVector.fromArray(SPECIES, x, i).mul(DoubleVector.fromArray(SPECIES, y, i)));
            }
        } else {
            for (int i = from; i < whole; i += LANES) {
                low = low.add(DoubleVector.fromArray(SPECIES, x, i).mul(DoubleVector.fromArray(SPECIES, y, i)));
                high = high.add(DoubleVector.fromArray(SPECIES, x, i + WIDTH)
                        .mul(DoubleVector.fromArray(SPECIES, y, i + WIDTH)));
            }
        }
        double rest = 0;
        for (int i = whole; i < to; i++) {
            rest += x[i] * y[i];
        }
        return pairwise(low, high) + rest;
    }

    /** The eight lanes in the order of {@link Reductions}. */
    private static double pairwise(DoubleVector low, DoubleVector high) {
        if (WIDTH == LANES) {
            double even = (low.lane(0) + low.lane(4)) + (low.lane(2) + low.lane(6));
            double odd = (low.lane(1) + low.lane(5)) + (low.lane(3) + low.lane(7));
            return even + odd;
        }
        DoubleVector half = low.add(high);
        return (half.lane(0) + half.lane(2)) + (half.lane(1) + half.lane(3));
    }

    @Override
    public void squaredDistances(double[][] x, int features, double[] center, double[] s, int n) {
        int whole = n / WIDTH * WIDTH;
        for (int i = 0; i < whole; i += WIDTH) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            int j = 0;
            for (; j <= features - 4; j += 4) {
                DoubleVector t = DoubleVector.fromArray(SPECIES, x[j], i).sub(center[j]);
                DoubleVector u = DoubleVector.fromArray(SPECIES, x[j + 1], i).sub(center[j + 1]);
                DoubleVector v = DoubleVector.fromArray(SPECIES, x[j + 2], i).sub(center[j + 2]);
                DoubleVector w = DoubleVector.fromArray(SPECIES, x[j + 3], i).sub(center[j + 3]);
                sum = sum.add(t.mul(t).add(u.mul(u)).add(v.mul(v).add(w.mul(w))));
            }
            for (; j < features; j++) {
                DoubleVector t = DoubleVector.fromArray(SPECIES, x[j], i).sub(center[j]);
                sum = sum.add(t.mul(t));
            }
            sum.intoArray(s, i);
        }
        for (int i = whole; i < n; i++) {
            s[i] = squaredDistance(x, features, center, i);
        }
    }

    private static double squaredDistance(double[][] x, int features, double[] center, int i) {
        double sum = 0;
        int j = 0;
        for (; j <= features - 4; j += 4) {
            double t = x[j][i] - center[j];
            double u = x[j + 1][i] - center[j + 1];
            double v = x[j + 2][i] - center[j + 2];
            double w = x[j + 3][i] - center[j + 3];
            sum += t * t + u * u + (v * v + w * w);
        }
        for (; j < features; j++) {
            double t = x[j][i] - center[j];
            sum += t * t;
        }
        return sum;
    }

    /** Four vectors of points by four centres where there are registers enough, else two: the chains share their loads. */
    @Override
    public void scores(double[][] x, int features, double[][] minus, double[] half, double[][] s, int n) {
        int k = minus.length;
        int fours = WIDTH == LANES ? n / (4 * WIDTH) * (4 * WIDTH) : 0;
        int pairs = n / (2 * WIDTH) * (2 * WIDTH);
        int whole = n / WIDTH * WIDTH;
        int c = 0;
        for (; c <= k - 4; c += 4) {
            for (int i = 0; i < fours; i += 4 * WIDTH) {
                scores4x4(x, features, minus, half, s, c, i);
            }
            for (int i = fours; i < pairs; i += 2 * WIDTH) {
                scores2x4(x, features, minus, half, s, c, i);
            }
        }
        for (int rest = c; rest < k; rest++) {
            for (int i = 0; i < pairs; i += WIDTH) {
                scores(x, features, minus[rest], half[rest], s[rest], i);
            }
        }
        for (c = 0; c < k; c++) {
            if (pairs < whole) {
                scores(x, features, minus[c], half[c], s[c], pairs);
            }
            for (int i = whole; i < n; i++) {
                double sum = half[c];
                for (int j = 0; j < features; j++) {
                    sum = Math.fma(minus[c][j], x[j][i], sum);
                }
                s[c][i] = sum;
            }
        }
    }

    private static void scores4x4(
            double[][] x, int features, double[][] minus, double[] half, double[][] s, int c, int i) {
        double[] m0 = minus[c];
        double[] m1 = minus[c + 1];
        double[] m2 = minus[c + 2];
        double[] m3 = minus[c + 3];
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, half[c]);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, half[c + 1]);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, half[c + 2]);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, half[c + 3]);
        DoubleVector b0 = a0;
        DoubleVector b1 = a1;
        DoubleVector b2 = a2;
        DoubleVector b3 = a3;
        DoubleVector d0 = a0;
        DoubleVector d1 = a1;
        DoubleVector d2 = a2;
        DoubleVector d3 = a3;
        DoubleVector e0 = a0;
        DoubleVector e1 = a1;
        DoubleVector e2 = a2;
        DoubleVector e3 = a3;
        for (int j = 0; j < features; j++) {
            double[] column = x[j];
            DoubleVector a = DoubleVector.fromArray(SPECIES, column, i);
            DoubleVector b = DoubleVector.fromArray(SPECIES, column, i + WIDTH);
            DoubleVector d = DoubleVector.fromArray(SPECIES, column, i + 2 * WIDTH);
            DoubleVector e = DoubleVector.fromArray(SPECIES, column, i + 3 * WIDTH);
            DoubleVector m = DoubleVector.broadcast(SPECIES, m0[j]);
            a0 = m.fma(a, a0);
            b0 = m.fma(b, b0);
            d0 = m.fma(d, d0);
            e0 = m.fma(e, e0);
            m = DoubleVector.broadcast(SPECIES, m1[j]);
            a1 = m.fma(a, a1);
            b1 = m.fma(b, b1);
            d1 = m.fma(d, d1);
            e1 = m.fma(e, e1);
            m = DoubleVector.broadcast(SPECIES, m2[j]);
            a2 = m.fma(a, a2);
            b2 = m.fma(b, b2);
            d2 = m.fma(d, d2);
            e2 = m.fma(e, e2);
            m = DoubleVector.broadcast(SPECIES, m3[j]);
            a3 = m.fma(a, a3);
            b3 = m.fma(b, b3);
            d3 = m.fma(d, d3);
            e3 = m.fma(e, e3);
        }
        a0.intoArray(s[c], i);
        b0.intoArray(s[c], i + WIDTH);
        d0.intoArray(s[c], i + 2 * WIDTH);
        e0.intoArray(s[c], i + 3 * WIDTH);
        a1.intoArray(s[c + 1], i);
        b1.intoArray(s[c + 1], i + WIDTH);
        d1.intoArray(s[c + 1], i + 2 * WIDTH);
        e1.intoArray(s[c + 1], i + 3 * WIDTH);
        a2.intoArray(s[c + 2], i);
        b2.intoArray(s[c + 2], i + WIDTH);
        d2.intoArray(s[c + 2], i + 2 * WIDTH);
        e2.intoArray(s[c + 2], i + 3 * WIDTH);
        a3.intoArray(s[c + 3], i);
        b3.intoArray(s[c + 3], i + WIDTH);
        d3.intoArray(s[c + 3], i + 2 * WIDTH);
        e3.intoArray(s[c + 3], i + 3 * WIDTH);
    }

    private static void scores2x4(
            double[][] x, int features, double[][] minus, double[] half, double[][] s, int c, int i) {
        double[] m0 = minus[c];
        double[] m1 = minus[c + 1];
        double[] m2 = minus[c + 2];
        double[] m3 = minus[c + 3];
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, half[c]);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, half[c + 1]);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, half[c + 2]);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, half[c + 3]);
        DoubleVector b0 = a0;
        DoubleVector b1 = a1;
        DoubleVector b2 = a2;
        DoubleVector b3 = a3;
        for (int j = 0; j < features; j++) {
            double[] column = x[j];
            DoubleVector a = DoubleVector.fromArray(SPECIES, column, i);
            DoubleVector b = DoubleVector.fromArray(SPECIES, column, i + WIDTH);
            DoubleVector m = DoubleVector.broadcast(SPECIES, m0[j]);
            a0 = m.fma(a, a0);
            b0 = m.fma(b, b0);
            m = DoubleVector.broadcast(SPECIES, m1[j]);
            a1 = m.fma(a, a1);
            b1 = m.fma(b, b1);
            m = DoubleVector.broadcast(SPECIES, m2[j]);
            a2 = m.fma(a, a2);
            b2 = m.fma(b, b2);
            m = DoubleVector.broadcast(SPECIES, m3[j]);
            a3 = m.fma(a, a3);
            b3 = m.fma(b, b3);
        }
        a0.intoArray(s[c], i);
        b0.intoArray(s[c], i + WIDTH);
        a1.intoArray(s[c + 1], i);
        b1.intoArray(s[c + 1], i + WIDTH);
        a2.intoArray(s[c + 2], i);
        b2.intoArray(s[c + 2], i + WIDTH);
        a3.intoArray(s[c + 3], i);
        b3.intoArray(s[c + 3], i + WIDTH);
    }

    private static void scores(double[][] x, int features, double[] minus, double half, double[] s, int i) {
        DoubleVector sum = DoubleVector.broadcast(SPECIES, half);
        for (int j = 0; j < features; j++) {
            sum = DoubleVector.broadcast(SPECIES, minus[j]).fma(DoubleVector.fromArray(SPECIES, x[j], i), sum);
        }
        sum.intoArray(s, i);
    }

    @Override
    public void leastOther(double[][] s, double[] label, double[] own, double[] least, int n) {
        PlainKernels.takeAway(s, label, own, n);
        int whole = n / WIDTH * WIDTH;
        for (int i = 0; i < whole; i += WIDTH) {
            DoubleVector a = DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY);
            DoubleVector b = a;
            DoubleVector d = a;
            DoubleVector e = a;
            int c = 0;
            for (; c <= s.length - 4; c += 4) {
                a = lower(a, DoubleVector.fromArray(SPECIES, s[c], i));
                b = lower(b, DoubleVector.fromArray(SPECIES, s[c + 1], i));
                d = lower(d, DoubleVector.fromArray(SPECIES, s[c + 2], i));
                e = lower(e, DoubleVector.fromArray(SPECIES, s[c + 3], i));
            }
            for (; c < s.length; c++) {
                a = lower(a, DoubleVector.fromArray(SPECIES, s[c], i));
            }
            lower(lower(a, b), lower(d, e)).intoArray(least, i);
        }
        for (int i = whole; i < n; i++) {
            double smallest = Double.POSITIVE_INFINITY;
            for (double[] one : s) {
                smallest = Math.min(smallest, one[i]);
            }
            least[i] = smallest;
        }
        PlainKernels.putBack(s, label, own, n);
    }

    /** A comparison and a blend are half the instructions of a minimum that looks for NaN and the sign of 0. */
    private static DoubleVector lower(DoubleVector a, DoubleVector b) {
        return a.blend(b, b.lt(a));
    }

    @Override
    public void crossProducts(double[][] x, double[][] scaled, int n, double[] lanes) {
        if (n % LANES != 0) {
            plain.crossProducts(x, scaled, n, lanes); // the last tile of all rows
            return;
        }
        int last = x.length - 1;
        for (int half = 0; half < LANES; half += WIDTH) {
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
                            half,
                            n,
                            lanes,
                            CrossProducts.index(j, k) + half,
                            j - k,
                            CrossProducts.index(next, k) + half,
                            next > j ? next - k : -1);
                }
            }
        }
    }

    private static void crossProducts(
            double[] a,
            double[] b,
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            int first,
            int n,
            double[] lanes,
            int atA,
            int wantedA,
            int atB,
            int wantedB) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        for (int i = first; i < n; i += LANES) {
            DoubleVector u = DoubleVector.fromArray(SPECIES, a, i);
            DoubleVector v = DoubleVector.fromArray(SPECIES, b, i);
            DoubleVector p = DoubleVector.fromArray(SPECIES, x0, i);
            DoubleVector q = DoubleVector.fromArray(SPECIES, x1, i);
            DoubleVector r = DoubleVector.fromArray(SPECIES, x2, i);
            DoubleVector s = DoubleVector.fromArray(SPECIES, x3, i);
            a0 = u.fma(p, a0);
            a1 = u.fma(q, a1);
            a2 = u.fma(r, a2);
            a3 = u.fma(s, a3);
            b0 = v.fma(p, b0);
            b1 = v.fma(q, b1);
            b2 = v.fma(r, b2);
            b3 = v.fma(s, b3);
        }
        addWanted(lanes, atA, wantedA, a0, a1, a2, a3);
        addWanted(lanes, atB, wantedB, b0, b1, b2, b3);
    }

    private static void addWanted(
            double[] lanes, int at, int wanted, DoubleVector p, DoubleVector q, DoubleVector r, DoubleVector s) {
        if (wanted >= 0) {
            add(lanes, at, p);
        }
        if (wanted >= 1) {
            add(lanes, at + LANES, q);
        }
        if (wanted >= 2) {
            add(lanes, at + 2 * LANES, r);
        }
        if (wanted >= 3) {
            add(lanes, at + 3 * LANES, s);
        }
    }

    private static void add(double[] lanes, int at, DoubleVector sums) {
        DoubleVector.fromArray(SPECIES, lanes, at).add(sums).intoArray(lanes, at);
    }

    @Override
    public void innerProducts(double[][] x, double[] r, int n, double[] lanes) {
        if (n % LANES != 0) {
            plain.innerProducts(x, r, n, lanes); // the last tile of all rows
            return;
        }
        int last = x.length - 1;
        for (int half = 0; half < LANES; half += WIDTH) {
            for (int j = 0; j <= last; j += 4) {
                innerProducts(
                        x[j],
                        x[Math.min(j + 1, last)],
                        x[Math.min(j + 2, last)],
                        x[Math.min(j + 3, last)],
                        r,
                        half,
                        n,
                        lanes,
                        LANES * j + half,
                        last - j);
            }
        }
    }

    private static void innerProducts(
            double[] x0,
            double[] x1,
            double[] x2,
            double[] x3,
            double[] r,
            int first,
            int n,
            double[] lanes,
            int at,
            int wanted) {
        DoubleVector a0 = DoubleVector.zero(SPECIES);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        for (int i = first; i < n; i += LANES) {
            DoubleVector u = DoubleVector.fromArray(SPECIES, r, i);
            a0 = u.fma(DoubleVector.fromArray(SPECIES, x0, i), a0);
            a1 = u.fma(DoubleVector.fromArray(SPECIES, x1, i), a1);
            a2 = u.fma(DoubleVector.fromArray(SPECIES, x2, i), a2);
            a3 = u.fma(DoubleVector.fromArray(SPECIES, x3, i), a3);
        }
        addWanted(lanes, at, wanted, a0, a1, a2, a3);
    }

    @Override
    public void exp(double[] x, double[] y, int n) {
        int whole = n / WIDTH * WIDTH;
        DoubleVector toPowerOfTwo = DoubleVector.broadcast(SPECIES, PlainKernels.LOG2E);
        DoubleVector high = DoubleVector.broadcast(SPECIES, -PlainKernels.LN2_HIGH);
        DoubleVector low = DoubleVector.broadcast(SPECIES, -PlainKernels.LN2_LOW);
        DoubleVector round = DoubleVector.broadcast(SPECIES, PlainKernels.ROUND);
        for (int i = 0; i < whole; i += WIDTH) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, i).min(800).max(-800);
            DoubleVector shifted = v.fma(toPowerOfTwo, round);
            DoubleVector k = shifted.sub(round);
            DoubleVector r = k.fma(low, k.fma(high, v));
            DoubleVector p = DoubleVector.broadcast(SPECIES, 1.6059043836821613E-10);
            p = step(p, r, 2.08767569878681E-9);
            p = step(p, r, 2.505210838544172E-8);
            p = step(p, r, 2.755731922398589E-7);
            p = step(p, r, 2.7557319223985893E-6);
            p = step(p, r, 2.48015873015873E-5);
            p = step(p, r, 1.984126984126984E-4);
            p = step(p, r, 0.001388888888888889);
            p = step(p, r, 0.008333333333333333);
            p = step(p, r, 0.041666666666666664);
            p = step(p, r, 0.16666666666666666);
            p = step(p, r, 0.5);
            DoubleVector z = r.mul(r).fma(p, r).add(1);
            // the bits of 1.5 * 2^52 + k are those of 1.5 * 2^52, plus k
            LongVector power = shifted.reinterpretAsLongs().sub(ROUND_BITS);
            LongVector half = power.lanewise(VectorOperators.ASHR, 1);
            z.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half))).intoArray(y, i);
        }
        PlainKernels.exp(x, y, whole, n);
    }

    private static DoubleVector step(DoubleVector p, DoubleVector r, double next) {
        return p.fma(r, DoubleVector.broadcast(SPECIES, next));
    }

    private static DoubleVector powerOfTwo(LongVector k) {
        return k.add(1023).lanewise(VectorOperators.LSHL, 52).reinterpretAsDoubles();
    }
}
