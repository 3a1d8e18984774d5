package io.clientele.optimization.experiment.verdict;

import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code clientele.experiment-report}: the verdicts with their effects, and the checks. */
final class ExperimentReportCodec implements ModelCodec<ExperimentReport> {

    @Override
    public String format() {
        return "clientele.experiment-report";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(ExperimentReport model, ModelOutput out) {
        out.field("control", model.control())
                .field("better", model.better().name())
                .objects("verdicts", model.verdicts(), ExperimentReportCodec::write)
                .objects(
                        "checks",
                        model.checks(),
                        (check, fields) -> fields.field("name", check.name())
                                .field("status", check.status().name())
                                .field("p", check.p())
                                .field("words", check.words()))
                .field("notChecked", model.notChecked());
    }

    private static void write(Verdict v, ModelOutput out) {
        out.field("decision", v.decision().name())
                .object("effect", fields -> write(v.effect(), fields))
                .objects(
                        "guardrails",
                        v.guardrails(),
                        (g, fields) -> fields.field(
                                        "better", g.guardrail().better().name())
                                .field("margin", g.guardrail().margin())
                                .field("outcome", g.outcome().name())
                                .object("effect", inner -> write(g.effect(), inner)))
                .field("reasons", v.reasons())
                .field("changes", v.changes());
    }

    private static void write(Effect e, ModelOutput out) {
        out.field("metric", e.metric())
                .field("variant", e.variant())
                .field("control", e.control())
                .field("treated", e.treated())
                .field("confidence", e.interval().confidence())
                .field("interval", ends(e.interval()))
                .field("liftConfidence", e.lift().confidence())
                .field("lift", ends(e.lift()))
                .field("logP", e.logP())
                .field("method", e.method());
    }

    private static double[] ends(Interval interval) {
        return new double[] {interval.lower(), interval.upper()};
    }

    @Override
    public ExperimentReport read(ModelNode node, int version) {
        List<HealthCheck> checks = new ArrayList<>();
        for (ModelNode check : node.objects("checks")) {
            checks.add(new HealthCheck(
                    check.getString("name"),
                    one(check, "status", HealthCheck.Status::valueOf),
                    check.getDouble("p"),
                    check.getString("words")));
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (ModelNode verdict : node.objects("verdicts")) {
            verdicts.add(verdict(verdict));
        }
        return new ExperimentReport(
                node.getString("control"),
                one(node, "better", Direction::valueOf),
                verdicts,
                checks,
                node.getStrings("notChecked"));
    }

    private static Verdict verdict(ModelNode node) {
        List<GuardrailResult> guardrails = new ArrayList<>();
        for (ModelNode g : node.objects("guardrails")) {
            Effect effect = effect(g.object("effect"));
            guardrails.add(new GuardrailResult(
                    new Guardrail(effect.metric(), one(g, "better", Direction::valueOf), g.getDouble("margin")),
                    effect,
                    one(g, "outcome", GuardrailResult.Outcome::valueOf)));
        }
        return new Verdict(
                one(node, "decision", Decision::valueOf),
                effect(node.object("effect")),
                guardrails,
                node.getStrings("reasons"),
                node.getStrings("changes"));
    }

    private static Effect effect(ModelNode node) {
        return new Effect(
                node.getString("metric"),
                node.getString("variant"),
                node.getDouble("control"),
                node.getDouble("treated"),
                interval(node, "interval", node.getDouble("confidence")),
                interval(node, "lift", node.getDouble("liftConfidence")),
                node.getDouble("logP"),
                node.getString("method"));
    }

    private static Interval interval(ModelNode node, String name, double confidence) {
        double[] ends = node.getDoubles(name);
        if (ends.length != 2) {
            throw new IllegalArgumentException(name + " must have two ends, got " + ends.length);
        }
        return new Interval(ends[0], ends[1], confidence);
    }

    private static <E> E one(ModelNode node, String name, Function<String, E> constant) {
        String text = node.getString(name);
        try {
            return constant.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " is unknown: '" + text + "'", e);
        }
    }
}
