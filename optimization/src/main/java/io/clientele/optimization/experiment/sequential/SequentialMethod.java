package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.GroupSequentialDesign;
import io.clientele.optimization.experiment.StoppingRule;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A way to look at an experiment several times. Each becomes limits at given looks, so that their exact error, power and length can be
 * compared before the start: {@link SequentialComparison}.
 *
 * <p>All are two-sided. Immutable and thread-safe; equal by value.
 */
public final class SequentialMethod {

    private enum Kind {
        FIXED,
        PEEKING,
        BONFERRONI,
        GROUP_SEQUENTIAL,
        ALWAYS_VALID
    }

    private record Content(Kind kind, @Nullable StoppingRule rule, double share) {}

    private final Content c;

    private SequentialMethod(Kind kind, @Nullable StoppingRule rule, double share) {
        c = new Content(kind, rule, share);
    }

    /** {@return one test at the last look; the others decide nothing} */
    public static SequentialMethod fixed() {
        return new SequentialMethod(Kind.FIXED, null, Double.NaN);
    }

    /** {@return the fixed test at every look, as if it were the only one: what not to do, and how wrong it is} */
    public static SequentialMethod peeking() {
        return new SequentialMethod(Kind.PEEKING, null, Double.NaN);
    }

    /** {@return the fixed test at every look, each with its part of the error} */
    public static SequentialMethod bonferroni() {
        return new SequentialMethod(Kind.BONFERRONI, null, Double.NaN);
    }

    /**
     * A group-sequential test.
     *
     * @param rule of stopping
     * @return the method
     */
    public static SequentialMethod groupSequential(StoppingRule rule) {
        return new SequentialMethod(Kind.GROUP_SEQUENTIAL, Objects.requireNonNull(rule, "rule"), Double.NaN);
    }

    /**
     * The always-valid test (mixture sequential probability ratio test, asymptotic confidence sequence), which may go on for ever.
     *
     * @param tightestShare the share of the planned information at which its intervals are narrowest, above 0
     * @return the method
     */
    public static SequentialMethod alwaysValid(double tightestShare) {
        return new SequentialMethod(Kind.ALWAYS_VALID, null, Check.positive("tightestShare", tightestShare));
    }

    /**
     * What to take, unless one knows better: with a known end, spending as O'Brien and Fleming, which costs almost no power; without
     * one, the always-valid test, tightest at the information one guesses at.
     *
     * @param horizonKnown true if it is known when the experiment ends at the latest
     * @return the method
     */
    public static SequentialMethod recommended(boolean horizonKnown) {
        return horizonKnown ? groupSequential(StoppingRule.obrienFleming()) : alwaysValid(1);
    }

    /**
     * The limits at given looks.
     *
     * @param alpha above 0 and below 0.5, of both sides together
     * @param information share of the planned information at each look; rising, above 0, at most 1
     * @return the design, whose {@code error()} is the real one
     */
    public GroupSequentialDesign design(double alpha, double... information) {
        GroupSequential looks = GroupSequential.at(information).withAlpha(alpha);
        if (c.rule != null) {
            return looks.withRule(c.rule).design();
        }
        double[] limits = new double[information.length];
        switch (c.kind) {
            case FIXED -> {
                Arrays.fill(limits, Double.POSITIVE_INFINITY);
                limits[limits.length - 1] = -Distributions.normalQuantile(alpha / 2);
            }
            case PEEKING -> Arrays.fill(limits, -Distributions.normalQuantile(alpha / 2));
            case BONFERRONI -> Arrays.fill(limits, -Distributions.normalQuantile(alpha / 2 / limits.length));
            default -> Arrays.setAll(limits, k -> alwaysValidLimit(alpha, information[k] / c.share));
        }
        return GroupSequentialDesign.ofLimits(information, limits, true, alpha);
    }

    /** The limit of the mixture at a multiple of the information where it is tightest (Howard et al. 2021, eq. 14). */
    private static double alwaysValidLimit(double alpha, double multiple) {
        double errors = -2 * Math.log(alpha);
        double ratio = multiple * (errors + Math.log1p(errors));
        return Math.sqrt((1 + 1 / ratio) * (errors + Math.log1p(ratio)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequentialMethod that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return switch (c.kind) {
            case FIXED -> "fixed, last look alone";
            case PEEKING -> "fixed, at every look";
            case BONFERRONI -> "Bonferroni";
            case GROUP_SEQUENTIAL -> "group-sequential " + c.rule;
            case ALWAYS_VALID -> "always valid, tightest at " + c.share;
        };
    }
}
