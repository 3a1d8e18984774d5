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
 * double[] logarithms = MultipleTesting.HOLM.adjustLogs(-900, -3.2, -3.5);
 * }</pre>
 */
public enum MultipleTesting {

    /** m times p. Valid for any dependence; Holm's is never worse. */
    BONFERRONI {
        @Override
        double[] of(double[] p, Scale scale) {
            return Arrays.stream(p)
                    .map(value -> Math.min(scale.one, scale.times(p.length, value)))
                    .toArray();
        }
    },

    /** Šidák's (1967) 1 - (1 - p)<sup>m</sup>, for independent tests. */
    SIDAK {
        @Override
        double[] of(double[] p, Scale scale) {
            return Arrays.stream(p).map(value -> scale.orAnyOf(p.length, value)).toArray();
        }
    },

    /** Holm's (1979) step-down rule. Valid for any dependence; the one to use when in doubt. */
    HOLM {
        @Override
        double[] of(double[] p, Scale scale) {
            return stepDown(p, scale, i -> p.length - i);
        }
    },

    /** Hochberg's (1988) step-up rule, for independent or positively dependent tests. */
    HOCHBERG {
        @Override
        double[] of(double[] p, Scale scale) {
            return stepUp(p, scale, i -> p.length - i);
        }
    },

    /** Hommel's (1988) rule, for independent or positively dependent tests; a little more power than Hochberg's. */
    HOMMEL {
        @Override
        double[] of(double[] p, Scale scale) {
            return hommel(p, scale);
        }
    },

    /** Benjamini and Hochberg's (1995) false discovery rate, for independent or positively dependent tests. */
    BENJAMINI_HOCHBERG {
        @Override
        double[] of(double[] p, Scale scale) {
            return stepUp(p, scale, i -> (double) p.length / (i + 1));
        }
    },

    /** Benjamini and Yekutieli's (2001) false discovery rate, for any dependence. */
    BENJAMINI_YEKUTIELI {
        @Override
        double[] of(double[] p, Scale scale) {
            double harmonic = 0;
            for (int i = p.length; i >= 1; i--) {
                harmonic += 1.0 / i;
            }
            double factor = harmonic * p.length;
            return stepUp(p, scale, i -> factor / (i + 1));
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
        return p.length == 0 ? new double[0] : of(p, Scale.PLAIN);
    }

    /**
     * Adjusts p-values that are too small for a double.
     *
     * @param logP natural logarithms of p-values, 0 or below each, minus infinity for a p of 0; not changed
     * @return natural logarithms of the adjusted values, in the same order
     */
    public double[] adjustLogs(double... logP) {
        for (int i = 0; i < logP.length; i++) {
            if (!(logP[i] <= 0)) {
                throw new IllegalArgumentException(
                        "logP[" + i + "] must be at most 0, got " + logP[i] + "; give natural logarithms of p-values");
            }
        }
        return logP.length == 0 ? new double[0] : of(logP, Scale.LOGARITHM);
    }

    abstract double[] of(double[] p, Scale scale);

    /** What p-values are written as. All else that the rules do, comparing, is the same for both. */
    private enum Scale {
        PLAIN(1, 0) {
            @Override
            double times(double factor, double p) {
                return factor * p;
            }

            @Override
            double orAnyOf(int m, double p) {
                return -Math.expm1(m * Math.log1p(-p));
            }
        },
        LOGARITHM(0, Double.NEGATIVE_INFINITY) {
            @Override
            double times(double factor, double p) {
                return Math.log(factor) + p;
            }

            @Override
            double orAnyOf(int m, double p) {
                // 1 - (1 - p)^m is m p where m p is below the rounding of 1
                return p < -600 ? times(m, p) : Math.log(PLAIN.orAnyOf(m, Math.exp(p)));
            }
        };

        /** How a p of 1 and of 0 are written. */
        final double one;

        final double zero;

        Scale(double one, double zero) {
            this.one = one;
            this.zero = zero;
        }

        abstract double times(double factor, double p);

        /** The chance that any of m independent events happens. */
        abstract double orAnyOf(int m, double p);
    }

    /** Positions by rising p-value, ties in given order. */
    private static int[] order(double[] p) {
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] stepDown(double[] p, Scale scale, IntToDoubleFunction factor) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double least = scale.zero;
        for (int i = 0; i < order.length; i++) {
            least = Math.max(least, Math.min(scale.one, scale.times(factor.applyAsDouble(i), p[order[i]])));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }

    private static double[] stepUp(double[] p, Scale scale, IntToDoubleFunction factor) {
        int[] order = order(p);
        double[] adjusted = new double[p.length];
        double most = scale.one;
        for (int i = order.length - 1; i >= 0; i--) {
            most = Math.min(most, scale.times(factor.applyAsDouble(i), p[order[i]]));
            adjusted[order[i]] = most;
        }
        return adjusted;
    }

    /** By the closed test with Simes' rule, group sizes falling (Wright 1992, "Adjusted P-Values for Simultaneous Inference"). */
    private static double[] hommel(double[] p, Scale scale) {
        int m = p.length;
        int[] order = order(p);
        double[] sorted = Arrays.stream(order).mapToDouble(i -> p[i]).toArray();
        double simes = Double.POSITIVE_INFINITY;
        for (int i = 0; i < m; i++) {
            simes = Math.min(simes, scale.times((double) m / (i + 1), sorted[i]));
        }
        double[] q = new double[m];
        double[] most = new double[m];
        Arrays.fill(most, simes);
        Arrays.fill(q, simes);
        for (int size = m - 1; size > 1; size--) {
            int first = m - size + 1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = first; i < m; i++) {
                least = Math.min(least, scale.times((double) size / (i - first + 2), sorted[i]));
            }
            for (int i = 0; i < first; i++) {
                q[i] = Math.min(scale.times(size, sorted[i]), least);
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
            adjusted[order[i]] = Math.min(scale.one, Math.max(most[i], sorted[i]));
        }
        return adjusted;
    }
}
