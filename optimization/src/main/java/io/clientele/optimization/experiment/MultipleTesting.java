package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How can several p-values be read together? Each rule makes them larger, so that they can be compared with the usual level
 * again.
 *
 * <p>The first five bound the chance of any false alarm (family-wise error); the last two bound the expected share of false
 * alarms among the alarms (false discovery rate), which is less strict and suits scans of many segments or metrics. Adjusted
 * values keep the order of the p-values and are at most 1. Intervals to match are in {@link SimultaneousIntervals};
 * {@link SegmentTest} and factorial designs apply these rules themselves. Time O(m log m), Hommel's O(m²). Stateless and thread-safe.
 *
 * <pre>{@code
 * double[] adjusted = MultipleTesting.HOLM.adjust(0.01, 0.04, 0.03);
 * }</pre>
 */
public enum MultipleTesting {

    /** m times p. Valid for any dependence; Holm's is never worse. */
    BONFERRONI {
        @Override
        double[] of(double[] p) {
            return Arrays.stream(p).map(value -> Math.min(1, p.length * value)).toArray();
        }
    },

    /** Šidák's (1967) 1 - (1 - p)<sup>m</sup>, for independent tests. */
    SIDAK {
        @Override
        double[] of(double[] p) {
            return Arrays.stream(p)
                    .map(value -> -Math.expm1(p.length * Math.log1p(-value)))
                    .toArray();
        }
    },

    /** Holm's (1979) step-down rule. Valid for any dependence; the one to use when in doubt. */
    HOLM {
        @Override
        double[] of(double[] p) {
            return stepDown(p, i -> p.length - i);
        }
    },

    /** Hochberg's (1988) step-up rule, for independent or positively dependent tests. */
    HOCHBERG {
        @Override
        double[] of(double[] p) {
            return stepUp(p, i -> p.length - i);
        }
    },

    /** Hommel's (1988) rule, for independent or positively dependent tests; a little more power than Hochberg's. */
    HOMMEL {
        @Override
        double[] of(double[] p) {
            return hommel(p);
        }
    },

    /** Benjamini and Hochberg's (1995) false discovery rate, for independent or positively dependent tests. */
    BENJAMINI_HOCHBERG {
        @Override
        double[] of(double[] p) {
            return stepUp(p, i -> (double) p.length / (i + 1));
        }
    },

    /** Benjamini and Yekutieli's (2001) false discovery rate, for any dependence. */
    BENJAMINI_YEKUTIELI {
        @Override
        double[] of(double[] p) {
            double harmonic = 0;
            for (int i = p.length; i >= 1; i--) {
                harmonic += 1.0 / i;
            }
            double factor = harmonic * p.length;
            return stepUp(p, i -> factor / (i + 1));
        }
    };

    /**
     * Adjusts p-values.
     *
     * @param p from 0 to 1 each; not changed
     * @return adjusted values, in the same order
     */
    public double[] adjust(double... p) {
        for (int i = 0; i < p.length; i++) {
            Check.between("p[" + i + "]", p[i], 0, 1);
        }
        return p.length == 0 ? new double[0] : of(p);
    }

    abstract double[] of(double[] p);

    /** Positions by rising p-value, ties in given order. */
    private static int[] order(double[] p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] stepDown(double[] p, IntToDoubleFunction factor) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double least = 0;
        for (int i = 0; i < order.length; i++) {
            least = Math.max(least, Math.min(1, factor.applyAsDouble(i) * p[order[i]]));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }

    private static double[] stepUp(double[] p, IntToDoubleFunction factor) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double most = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            most = Math.min(most, factor.applyAsDouble(i) * p[order[i]]);
            adjusted[order[i]] = most;
        }
        return adjusted;
    }

    /** By the closed test with Simes' rule, group sizes falling (Wright 1992, "Adjusted P-Values for Simultaneous Inference"). */
    private static double[] hommel(double[] p) {
        int m = p.length;
        int[] order = order(p);
        double[] sorted = Arrays.stream(order).mapToDouble(i -> p[i]).toArray();
        double simes = Double.POSITIVE_INFINITY;
        for (int i = 0; i < m; i++) {
            simes = Math.min(simes, m * sorted[i] / (i + 1));
        }
        double[] q = new double[m];
        double[] most = new double[m];
        Arrays.fill(most, simes);
        Arrays.fill(q, simes);
        for (int size = m - 1; size > 1; size--) {
            int first = m - size + 1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = first; i < m; i++) {
                least = Math.min(least, size * sorted[i] / (i - first + 2));
            }
            for (int i = 0; i < first; i++) {
                q[i] = Math.min(size * sorted[i], least);
            }
            for (int i = first; i < m; i++) {
                q[i] = q[first - 1];
            }
            for (int i = 0; i < m; i++) {
                most[i] = Math.max(most[i], q[i]);
            }
        }
        double[] adjusted = new double[m];
        for (int i = 0; i < m; i++) {
            adjusted[order[i]] = Math.min(1, Math.max(most[i], sorted[i]));
        }
        return adjusted;
    }
}
