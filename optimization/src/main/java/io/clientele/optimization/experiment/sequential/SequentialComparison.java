package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Before the start: of the ways to look at this experiment at the planned looks, how often does each err, what does it find, and how
 * long does it take?
 *
 * <p>Everything is exact for normal estimates, by recursive integration over the looks; nothing is simulated. Effects are drifts: the
 * z-value expected when all planned information is in. A fixed experiment with 80 % power at 5 % has drift 2.80.
 *
 * <p>Time: a few designs' worth for each method and effect. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * SequentialComparison all = SequentialComparison.of(0.05, GroupSequential.looks(14).information(),
 *         List.of(SequentialMethod.recommended(true), SequentialMethod.alwaysValid(1)), 2.8, 4.2);
 * double power = all.power(0, 0);
 * }</pre>
 */
public final class SequentialComparison {

    private final double[] drifts;
    private final List<SequentialMethod> methods;
    private final List<GroupSequentialDesign> designs;
    private final double[] errors;
    private final double[][] powers;
    private final double[][] lengths;

    private SequentialComparison(List<SequentialMethod> methods, List<GroupSequentialDesign> designs, double[] drifts) {
        this.methods = methods;
        this.designs = designs;
        this.drifts = drifts;
        errors = new double[methods.size()];
        powers = new double[methods.size()][drifts.length];
        lengths = new double[methods.size()][drifts.length];
        for (int m = 0; m < errors.length; m++) {
            GroupSequentialDesign design = designs.get(m);
            errors[m] = design.error();
            for (int d = 0; d < drifts.length; d++) {
                powers[m][d] = design.power(drifts[d]);
                lengths[m][d] = design.expectedInformation(drifts[d]);
            }
        }
    }

    /**
     * Works out what each method does.
     *
     * @param alpha the error allowed, of both sides together
     * @param information share of the planned information at each look; rising, above 0, at most 1
     * @param methods one or more
     * @param drifts effects to be found
     * @return the comparison
     */
    public static SequentialComparison of(
            double alpha, double[] information, List<SequentialMethod> methods, double... drifts) {
        Check.atLeast("number of methods", methods.size(), 1);
        for (int d = 0; d < drifts.length; d++) {
            Check.finite("drifts[" + d + "]", drifts[d]);
        }
        List<SequentialMethod> copy = List.copyOf(methods);
        return new SequentialComparison(
                copy, copy.stream().map(m -> m.design(alpha, information)).toList(), drifts.clone());
    }

    /** {@return the methods, in the order given} */
    public List<SequentialMethod> methods() {
        return Collections.unmodifiableList(methods);
    }

    /**
     * A method's limits, and anything else about it.
     *
     * @param method from 0
     * @return its design
     */
    public GroupSequentialDesign design(int method) {
        return designs.get(method);
    }

    /**
     * The chance of a finding, on either side, where there is nothing, by the last look.
     *
     * @param method from 0
     * @return the error
     */
    public double error(int method) {
        return errors[method];
    }

    /**
     * The chance to find an effect by the last look.
     *
     * @param method from 0
     * @param effect from 0
     * @return the power
     */
    public double power(int method, int effect) {
        return powers[method][effect];
    }

    /**
     * How much of the information is in, on average, when the experiment ends.
     *
     * @param method from 0
     * @param effect from 0
     * @return from the first look's information to the last one's
     */
    public double expectedInformation(int method, int effect) {
        return lengths[method][effect];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequentialComparison that
                && methods.equals(that.methods)
                && designs.equals(that.designs)
                && Arrays.equals(drifts, that.drifts);
    }

    @Override
    public int hashCode() {
        return 31 * designs.hashCode() + Arrays.hashCode(drifts);
    }

    /** {@return a table: a line for each method, with its error, and power and length for each effect} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-45s %7s", "method", "error"));
        text.append(String.format(Locale.ROOT, " %8s %7s", "power", "length").repeat(drifts.length));
        text.append('\n').append(String.format(Locale.ROOT, "%-45s %7s", "drift", "0"));
        for (double drift : drifts) {
            text.append(String.format(Locale.ROOT, " %8.3g %7.3g", drift, drift));
        }
        for (int m = 0; m < errors.length; m++) {
            text.append('\n').append(String.format(Locale.ROOT, "%-45s %6.2f%%", methods.get(m), 100 * errors[m]));
            for (int d = 0; d < drifts.length; d++) {
                text.append(String.format(Locale.ROOT, " %8.3f %7.3f", powers[m][d], lengths[m][d]));
            }
        }
        return text.toString();
    }
}
