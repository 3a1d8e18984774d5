package io.clientele.optimization.experiment.verdict;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.verdict.GuardrailResult.Outcome;
import io.clientele.optimization.experiment.verdict.HealthCheck.Status;
import java.util.ArrayList;
import java.util.List;

/** How {@link VerdictRule} comes to its decision on one variant. */
record Judgement(
        String metric,
        Direction better,
        long planned,
        double harm,
        Effect effect,
        List<GuardrailResult> guardrails,
        List<HealthCheck> checks,
        long units) {

    private static final double POWER = 0.8;

    Verdict verdict() {
        List<HealthCheck> failed =
                checks.stream().filter(c -> c.status() == Status.FAILED).toList();
        if (!failed.isEmpty()) {
            return new Verdict(
                    Decision.NO_DECISION,
                    effect,
                    guardrails,
                    failed.stream().map(HealthCheck::words).toList(),
                    failed.stream()
                            .map(c -> "the cause of the failed check of the " + c.name()
                                    + " found and removed, and the experiment started again.")
                            .toList());
        }
        return units < planned ? early() : atTheEnd();
    }

    private Verdict early() {
        String some = Words.units(units) + " of the " + Words.units(planned) + " units planned for each variant are in";
        if (effect.best(better) < 0 && effect.logP() < harm) {
            return of(
                    Decision.STOP,
                    "Though only " + some + ", the harm to '" + metric + "' is clear (p below 0.001).",
                    "nothing short of a fault in the data; " + distance() + ".");
        }
        for (GuardrailResult g : guardrails) {
            if (g.outcome() == Outcome.BROKEN && g.effect().logP() < harm) {
                return of(
                        Decision.STOP,
                        "Though only " + some + ", the harm to guardrail '"
                                + g.guardrail().metric() + "' is clear (p below 0.001).",
                        "nothing short of a fault in the data, or a margin that allows for it.");
            }
        }
        return of(
                Decision.KEEP_RUNNING,
                "So far " + some + "; a gain seen earlier than planned is often none.",
                Words.units(planned - units) + " more units a variant.");
    }

    private Verdict atTheEnd() {
        for (GuardrailResult g : guardrails) {
            if (g.outcome() == Outcome.BROKEN) {
                return of(
                        Decision.STOP,
                        "Guardrail '" + g.guardrail().metric() + "' is broken, whatever happens to '" + metric + "'.",
                        "a variant that leaves '" + g.guardrail().metric() + "' alone.");
            }
        }
        // Holm's intervals end at 0 where no more than the sign is known
        if (effect.best(better) <= 0) {
            return of(
                    Decision.STOP,
                    "'" + metric + "' is worse.",
                    "nothing that more units could bring; " + distance() + ".");
        }
        if (effect.worst(better) < 0) {
            return of(
                    Decision.STOP,
                    "'" + metric + "' has not been shown to be better: no difference is one of the values that the data"
                            + " allow.",
                    unitsToShow());
        }
        for (GuardrailResult g : guardrails) {
            if (g.outcome() == Outcome.UNDECIDED) {
                return of(
                        Decision.KEEP_RUNNING,
                        "'" + metric + "' is better, but guardrail '"
                                + g.guardrail().metric() + "' is not decided.",
                        unitsToKeep(g));
            }
        }
        return of(
                Decision.SHIP,
                "'" + metric + "' is better" + (guardrails.isEmpty() ? "." : ", and no guardrail is harmed."),
                "a failed check, or an effect that wears off; " + distance() + ".");
    }

    private Verdict of(Decision decision, String reason, String change) {
        List<String> warnings = checks.stream()
                .filter(c -> c.status() == Status.WARNING)
                .map(c -> "Careful: " + c.words())
                .toList();
        List<String> reasons = new ArrayList<>(List.of(reason));
        reasons.addAll(warnings);
        return new Verdict(decision, effect, guardrails, reasons, List.of(change));
    }

    /** How far the nearer end of the interval is from 0, in half-widths of the interval. */
    private String distance() {
        double half = effect.interval().width() / 2;
        double near = Math.min(
                Math.abs(effect.interval().lower()), Math.abs(effect.interval().upper()));
        if (near == 0) {
            return "of its size no more than the sign is known";
        }
        return half == 0 || Double.isInfinite(half)
                ? "the interval ends " + Words.number(near) + " from 0"
                : "the interval ends " + Words.number(near) + " from 0, " + Words.number(near / half)
                        + " times its half-width";
    }

    private double error() {
        return effect.interval().width()
                / 2
                / Distributions.normalTwoSided(effect.interval().confidence());
    }

    private String unitsToShow() {
        double z = Distributions.normalTwoSided(effect.interval().confidence()) + Distributions.normalQuantile(POWER);
        double seen = better.sign() * effect.difference();
        double needed = units * Math.pow(z * error() / seen, 2);
        if (!(seen > 0) || !(needed < 1e15)) {
            return "another variant: nothing seen so far is on the good side.";
        }
        return "a new experiment with some " + Words.units(rounded(needed))
                + " units a variant, which would show an effect as large as the one seen four times out of five.";
    }

    private String unitsToKeep(GuardrailResult g) {
        double room = better(g) * g.effect().difference() + g.guardrail().margin();
        double half = g.effect().interval().width() / 2;
        double needed = units * Math.pow(half / room, 2);
        if (!(room > 0) || !(needed < 1e15)) {
            return "a larger margin: '" + g.guardrail().metric() + "' looks worse than its margin allows.";
        }
        return "some " + Words.units(rounded(Math.max(1, needed - units))) + " more units a variant, if '"
                + g.guardrail().metric() + "' stays as it is.";
    }

    private static int better(GuardrailResult g) {
        return g.guardrail().better().sign();
    }

    /** To two digits: more would be false precision. */
    private static long rounded(double count) {
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(count)) - 1));
        return (long) (Math.ceil(count / unit) * unit);
    }
}
