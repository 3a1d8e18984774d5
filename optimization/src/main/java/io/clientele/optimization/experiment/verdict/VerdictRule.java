package io.clientele.optimization.experiment.verdict;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What was agreed on before the start: which metric decides, which ones must not be harmed and by how much, how many units are needed.
 * From it and the variants' moments comes what to do with each variant.
 *
 * <ul>
 *   <li><b>No decision</b>: a health check failed. Nothing else is looked at.
 *   <li><b>Keep running</b>: fewer units than planned in some variant. Looking is harmless because it decides nothing, except that clear
 *       harm (p below 0.001) stops the variant (Haybittle 1971; Peto and others 1976). To stop early for a gain, plan the looks
 *       ({@link io.clientele.optimization.experiment.GroupSequential}). Also: better by the primary metric, but a guardrail is not decided.
 *   <li><b>Ship</b>: the whole interval of the primary metric is on the good side of 0, and that of each guardrail on the good side of
 *       its margin. Guardrails need no correction for their number, since all must hold; several variants do get one (Holm).
 *   <li><b>Stop</b>: worse, a guardrail broken, or not shown to be better with the units planned.
 * </ul>
 *
 * <p>Every effect has the confidence of the rule; a variant without any effect is shipped with half of the rest, 2.5 % at 95 %.
 *
 * <ul>
 *   <li>Weekdays differ: plan for whole weeks, and say how long it ran ({@link #withDays}).
 *   <li>Without planned units every report is taken for the last: ask once, or use a method that may be looked at
 *       ({@link io.clientele.optimization.experiment.sequential}).
 *   <li>One variant alone, a metric that is missing in a variant, or one that never varies: refused, with the name.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * VerdictRule rule = VerdictRule.of("spend")
 *         .withPlannedUnits(20_000)
 *         .withGuardrail("returned", Direction.LOWER, 0.005);
 * ExperimentReport report = rule.report(control, List.of(banner));
 * }</pre>
 */
public final class VerdictRule {

    private static final double HARM = Math.log(0.001);

    private record Options(
            String metric, Direction better, double confidence, long plannedUnits, List<Guardrail> guardrails) {}

    private final Options o;
    private final double[] shares;
    /** 0 if not known. */
    private final int days;

    private VerdictRule(Options o, double[] shares, int days) {
        this.o = o;
        this.shares = shares;
        this.days = days;
    }

    /**
     * A rule by which a metric decides that should be higher; at 95 %, without guardrails, whatever the number of units.
     *
     * @param metric name
     * @return the rule
     */
    public static VerdictRule of(String metric) {
        return new VerdictRule(
                new Options(Objects.requireNonNull(metric, "metric"), Direction.HIGHER, 0.95, 0, List.of()),
                new double[0],
                0);
    }

    /** {@return the same for a metric that should be lower} */
    public VerdictRule withLowerIsBetter() {
        return new VerdictRule(
                new Options(o.metric, Direction.LOWER, o.confidence, o.plannedUnits, o.guardrails), shares, days);
    }

    /**
     * The same with another confidence.
     *
     * @param confidence such as 0.95
     * @return the rule
     */
    public VerdictRule withConfidence(double confidence) {
        Check.confidence(confidence);
        return new VerdictRule(new Options(o.metric, o.better, confidence, o.plannedUnits, o.guardrails), shares, days);
    }

    /**
     * The same with the number of units that each variant was planned to get.
     *
     * @param units such as {@link io.clientele.optimization.experiment.SampleSize} gives
     * @return the rule
     */
    public VerdictRule withPlannedUnits(long units) {
        Check.atLeast("planned units", units, 1L);
        return new VerdictRule(new Options(o.metric, o.better, o.confidence, units, o.guardrails), shares, days);
    }

    /**
     * The same with a metric that must not get worse.
     *
     * @param metric name
     * @param better which way it is better
     * @param margin the largest loss that does not matter, in the metric's unit; at least 0
     * @return the rule
     */
    public VerdictRule withGuardrail(String metric, Direction better, double margin) {
        List<Guardrail> more = new ArrayList<>(o.guardrails);
        more.add(new Guardrail(metric, better, margin));
        return new VerdictRule(
                new Options(o.metric, o.better, o.confidence, o.plannedUnits, List.copyOf(more)), shares, days);
    }

    /**
     * The same with the shares of units that the variants were to get, for the sample ratio.
     *
     * @param intended the control's first; in any unit; above 0
     * @return the rule
     */
    public VerdictRule withShares(double... intended) {
        for (int i = 0; i < intended.length; i++) {
            Check.positive("shares[" + i + "]", intended[i]);
        }
        return new VerdictRule(o, intended.clone(), days);
    }

    /**
     * The same with the days that the experiment has run: if they are no whole weeks, some weekdays count more than others, and the
     * report says so.
     *
     * @param ran such as 14
     * @return the rule
     */
    public VerdictRule withDays(int ran) {
        return new VerdictRule(o, shares, Check.atLeast("days", ran, 1));
    }

    /**
     * Checks the experiment and judges every variant.
     *
     * @param control what there was before
     * @param variants what is new, at least one; all names differ
     * @return the report
     */
    public ExperimentReport report(VariantData control, List<VariantData> variants) {
        List<VariantData> all = new ArrayList<>(List.of(control));
        all.addAll(variants);
        Set<String> names = new HashSet<>();
        for (VariantData v : all) {
            if (!names.add(v.name())) {
                throw new IllegalArgumentException("variant '" + v.name() + "' is there twice; rename one");
            }
            if (v.units(o.metric).isEmpty()) {
                throw new IllegalArgumentException("variant '" + v.name() + "' has no metric '" + o.metric
                        + "', which decides; give it for every variant");
            }
            if (v.units(o.metric).getAsLong() == 0) {
                throw new IllegalArgumentException("variant '" + v.name() + "' has no units; leave it out");
            }
        }
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("an experiment needs a variant beside the control '" + control.name()
                    + "'; there is nothing to compare");
        }
        Health health = new Health(o.metric, all, shares, days);
        List<Effect> effects = Comparisons.primary(o.metric, control, variants, o.confidence);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            VariantData v = variants.get(i);
            List<GuardrailResult> guardrails = o.guardrails.stream()
                    .map(g -> g.judge(Comparisons.guardrail(g.metric(), control, v, o.confidence)))
                    .toList();
            long units = Math.min(
                    control.units(o.metric).getAsLong(), v.units(o.metric).getAsLong());
            verdicts.add(judge(effects.get(i), guardrails, health.checks(), units));
        }
        return new ExperimentReport(control.name(), o.better, verdicts, health.checks(), health.notChecked());
    }

    /**
     * Judges a variant from effects that were worked out elsewhere, such as by a group-sequential or always-valid method at the moment
     * its limit was crossed.
     *
     * @param effect on the primary metric
     * @param guardrailEffects on the guardrails, in their order
     * @param checks of the experiment's health
     * @param units in the smaller variant
     * @return the verdict
     */
    public Verdict decide(Effect effect, List<Effect> guardrailEffects, List<HealthCheck> checks, long units) {
        Check.length("guardrail effects", guardrailEffects.size(), o.guardrails.size(), "one for each guardrail");
        List<GuardrailResult> results = new ArrayList<>();
        for (int i = 0; i < guardrailEffects.size(); i++) {
            results.add(o.guardrails.get(i).judge(guardrailEffects.get(i)));
        }
        return judge(effect, results, checks, units);
    }

    private Verdict judge(Effect e, List<GuardrailResult> guardrails, List<HealthCheck> checks, long units) {
        return new Judgement(o.metric, o.better, o.plannedUnits, HARM, e, guardrails, checks, units).verdict();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerdictRule that
                && o.equals(that.o)
                && Arrays.equals(shares, that.shares)
                && days == that.days;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * o.hashCode() + Arrays.hashCode(shares)) + days;
    }

    @Override
    public String toString() {
        return "VerdictRule" + o.toString().substring("Options".length())
                + (shares.length == 0 ? "" : " with shares " + Arrays.toString(shares))
                + (days == 0 ? "" : " after " + days + " days");
    }
}
