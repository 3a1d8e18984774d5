package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.GroupSequential;
import io.clientele.optimization.experiment.StoppingRule;
import io.clientele.optimization.internal.CrossingRecursion;
import io.clientele.optimization.internal.Crossings;
import io.clientele.optimization.internal.RisingRoot;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When is an experiment not worth going on with? A recipe for lower limits beside the upper one: below them, stop, no success is in
 * sight.
 *
 * <p>By default the limits spend the error of the second kind, the chance to miss an effect worth finding, over the looks as a
 * {@link StoppingRule} spends the first kind's (Pampallona, Tsiatis and Kim 2001). They can also be stated as conditional power, or as z-values.
 *
 * <ul>
 *   <li>Non-binding (the default): the upper limits are those without futility, so that one may go on below a lower limit and the
 *       error is still at most the stated one.
 *   <li>Binding: the upper limits make use of the stops and are a little lower; who goes on below a lower limit errs more often than
 *       stated.
 *   <li>Unplanned looks: {@link #withDrift}.
 *   <li>For one-sided designs: "better or not". A two-sided question at 5 % is the one-sided one at 2.5 % with a guard against harm
 *       beside it ({@link HarmGuard}).
 * </ul>
 *
 * <p>Time: about ten designs' worth. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * FutilityDesign design = Futility.of(GroupSequential.looks(5).withTwoSided(false).withAlpha(0.025))
 *         .withPower(0.9)
 *         .withSpending(StoppingRule.hwangShihDeCani(-2))
 *         .design();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1177/009286150103500408">Pampallona, Tsiatis and Kim (2001), Interim monitoring of group sequential
 *     trials using spending functions for the type I and type II error probabilities</a>
 */
public final class Futility {

    private record Options(
            GroupSequential efficacy,
            double power,
            boolean binding,
            StoppingRule rule,
            double conditionalPower,
            double drift,
            @Nullable Limits limits) {}

    private record Limits(String text) {
        static Limits of(double[] values) {
            return new Limits(Arrays.toString(values));
        }
    }

    private final Options o;
    private final double[] stated;

    private Futility(Options o, double[] stated) {
        this.o = o;
        this.stated = stated;
    }

    /**
     * Lower limits for a design.
     *
     * @param efficacy one-sided
     * @return non-binding, for 80 % power, spending by {@link StoppingRule#hwangShihDeCani} with -2
     */
    public static Futility of(GroupSequential efficacy) {
        if (Objects.requireNonNull(efficacy, "efficacy").twoSided()) {
            throw new IllegalArgumentException("the design must be one-sided, got a two-sided one; "
                    + "take withTwoSided(false) with half of alpha (" + efficacy.alpha() / 2 + ")");
        }
        return new Futility(
                new Options(efficacy, 0.8, false, StoppingRule.hwangShihDeCani(-2), Double.NaN, Double.NaN, null),
                new double[0]);
    }

    /**
     * The same with another power.
     *
     * @param power above alpha and below 1, with the lower limits kept
     * @return the recipe
     */
    public Futility withPower(double power) {
        if (!(power > o.efficacy.alpha() && power < 1)) {
            throw new IllegalArgumentException(
                    "power must be above alpha (" + o.efficacy.alpha() + ") and below 1, got " + power);
        }
        return new Futility(
                new Options(o.efficacy, power, o.binding, o.rule, o.conditionalPower, o.drift, o.limits), stated);
    }

    /**
     * The same, with lower limits that are always kept, or that may be passed over.
     *
     * @param binding true if they are always kept; needs a rule that spends
     * @return the recipe
     */
    public Futility withBinding(boolean binding) {
        if (binding && !o.efficacy.rule().spends()) {
            throw new IllegalArgumentException("binding limits need a design whose rule spends, got "
                    + o.efficacy.rule() + "; take StoppingRule.obrienFleming() or pocock()");
        }
        if (binding && !Double.isNaN(o.conditionalPower)) {
            throw new IllegalArgumentException(
                    "limits by conditional power can't be binding: they depend on the upper ones");
        }
        return new Futility(
                new Options(o.efficacy, o.power, binding, o.rule, o.conditionalPower, o.drift, o.limits), stated);
    }

    /**
     * The same, with the missed effects laid out over the looks in another way.
     *
     * @param rule that spends
     * @return the recipe
     */
    public Futility withSpending(StoppingRule rule) {
        if (!Objects.requireNonNull(rule, "rule").spends()) {
            throw new IllegalArgumentException("rule must spend look by look, got " + rule);
        }
        return new Futility(
                new Options(o.efficacy, o.power, o.binding, rule, Double.NaN, o.drift, null), new double[0]);
    }

    /**
     * Spend the misses of a fixed effect, so that looks may come unplanned: with the looks so far as the design's information, the limits of the
     * past ones do not change. The power is then what it comes to; at a look at the share 1 both limits meet.
     *
     * @param drift of the effect worth finding, above 0: that of the design planned, {@link FutilityDesign#drift}
     * @return the recipe, spending
     */
    public Futility withDrift(double drift) {
        return new Futility(
                new Options(o.efficacy, o.power, o.binding, o.rule, Double.NaN, Check.positive("drift", drift), null),
                new double[0]);
    }

    /**
     * Stop when the conditional power at the trend of the data so far falls below a share.
     *
     * @param least above 0 and below 1, such as 0.1
     * @return the recipe, non-binding
     */
    public Futility withConditionalPower(double least) {
        if (!(least > 0 && least < 1)) {
            throw new IllegalArgumentException("conditional power must be above 0 and below 1, got " + least);
        }
        return new Futility(new Options(o.efficacy, o.power, false, o.rule, least, Double.NaN, null), new double[0]);
    }

    /**
     * Stop below z-values of one's own.
     *
     * @param z one for each look but the last; minus infinity where the look can't stop
     * @return the recipe
     */
    public Futility withLimits(double... z) {
        Check.length("z", z.length, o.efficacy.information().length - 1, "one value per look but the last");
        for (int k = 0; k < z.length; k++) {
            if (!(z[k] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("look " + k + ": limit must be a number, got " + z[k]);
            }
        }
        return new Futility(
                new Options(o.efficacy, o.power, o.binding, o.rule, Double.NaN, Double.NaN, Limits.of(z)), z.clone());
    }

    /** {@return the limits, and what they mean} */
    public FutilityDesign design() {
        double[] information = o.efficacy.information();
        double[] plain = o.efficacy.design().criticalValues();
        if (Double.isNaN(o.conditionalPower) && o.limits == null) {
            return Double.isNaN(o.drift) ? spending(information, plain) : spendingAt(information, plain);
        }
        double[] lower =
                Double.isNaN(o.conditionalPower) ? Arrays.copyOf(stated, plain.length) : byPower(information, plain);
        double[] upper = plain.clone();
        if (o.binding) {
            bind(information, lower, upper, upper.length);
        }
        lower[upper.length - 1] = upper[upper.length - 1];
        for (int k = 0; k < upper.length - 1; k++) {
            if (lower[k] >= upper[k]) {
                throw new IllegalArgumentException("look " + k + ": the lower limit (" + lower[k]
                        + ") must be below the upper one (" + upper[k] + ")");
            }
        }
        double drift =
                RisingRoot.near(d -> Crossings.of(information, lower, upper, d).upper() - o.power, fixedDrift(), 0.3);
        return new FutilityDesign(information, lower, upper, o.efficacy.alpha(), o.power, drift, o.binding);
    }

    /** The drift that a fixed experiment finds with the stated power. */
    private double fixedDrift() {
        return Distributions.normalQuantile(o.power) - Distributions.normalQuantile(o.efficacy.alpha());
    }

    private double[] byPower(double[] information, double[] upper) {
        double[] none = new double[upper.length];
        Arrays.fill(none, Double.NEGATIVE_INFINITY);
        double[] lower = none.clone();
        double target = Distributions.normalQuantile(o.conditionalPower);
        for (int k = 0; k < upper.length - 1; k++) {
            int look = k;
            double top = Math.min(upper[k], 9);
            double at = RisingRoot.near(
                    z -> Distributions.normalQuantile(new ConditionalPower(
                                            information, none, upper, look, Math.min(z, Math.nextDown(top)))
                                    .atTrend())
                            - target,
                    0.5,
                    0.5);
            lower[k] = at;
        }
        return lower;
    }

    /** The first upper limits, that count on the lower ones before them being kept. */
    private void bind(double[] information, double[] lower, double[] upper, int looks) {
        CrossingRecursion none = new CrossingRecursion(0);
        double before = 0;
        for (int k = 0; k < looks; k++) {
            double spent = o.efficacy.rule().spent(o.efficacy.alpha(), information[k]);
            none.advance(information[k]);
            upper[k] = none.limitFor(spent - before);
            none.stay(lower[k], upper[k]);
            before = spent;
        }
    }

    private FutilityDesign spending(double[] information, double[] plain) {
        double[] lower = new double[plain.length];
        double[] upper = plain.clone();
        double drift = RisingRoot.near(d -> spend(information, lower, upper, d), fixedDrift(), 0.1);
        spend(information, lower, upper, drift);
        lower[upper.length - 1] = upper[upper.length - 1];
        return new FutilityDesign(information, lower, upper, o.efficacy.alpha(), o.power, drift, o.binding);
    }

    private FutilityDesign spendingAt(double[] information, double[] plain) {
        double[] lower = new double[plain.length];
        double[] upper = plain.clone();
        CrossingRecursion effect = new CrossingRecursion(o.drift);
        double missed = 0;
        for (int k = 0; k < upper.length; k++) {
            if (o.binding) {
                bind(information, lower, upper, k + 1);
            }
            effect.advance(information[k]);
            double may = o.rule.spent(1 - o.power, information[k]);
            lower[k] = information[k] >= 1 ? upper[k] : Math.min(upper[k], effect.lowerLimitFor(may - missed));
            effect.stay(lower[k], upper[k]);
            missed = may;
        }
        return new FutilityDesign(information, lower, upper, o.efficacy.alpha(), o.power, o.drift, o.binding);
    }

    /**
     * Limits for a drift: the lower ones spend the misses under it, binding upper ones the error without it. Returns what may be missed
     * at the last look, less what is: rising with the drift, 0 where both limits meet there.
     */
    private double spend(double[] information, double[] lower, double[] upper, double drift) {
        CrossingRecursion effect = new CrossingRecursion(drift);
        CrossingRecursion none = new CrossingRecursion(0);
        double miss = 1 - o.power;
        double missed = 0;
        double erred = 0;
        int last = upper.length - 1;
        for (int k = 0; k <= last; k++) {
            if (o.binding) {
                double spent = o.efficacy.rule().spent(o.efficacy.alpha(), information[k]);
                none.advance(information[k]);
                upper[k] = none.limitFor(spent - erred);
                erred = spent;
            }
            effect.advance(information[k]);
            if (k == last) {
                return miss - missed - effect.below(upper[k]);
            }
            double may = o.rule.spent(miss, information[k]);
            lower[k] = effect.lowerLimitFor(may - missed);
            missed = may;
            if (lower[k] >= upper[k]) {
                return miss; // so strong a drift that the limits meet before the end
            }
            none.stay(lower[k], upper[k]);
            effect.stay(lower[k], upper[k]);
        }
        throw new AssertionError("the loop ends at the last look");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Futility that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        String how = !Double.isNaN(o.conditionalPower)
                ? "conditionalPower=" + o.conditionalPower
                : o.limits != null
                        ? "limits=" + o.limits.text
                        : "rule=" + o.rule + (Double.isNaN(o.drift) ? "" : ", drift=" + o.drift);
        return "Futility[power=" + o.power + ", binding=" + o.binding + ", " + how + ", " + o.efficacy + "]";
    }
}
