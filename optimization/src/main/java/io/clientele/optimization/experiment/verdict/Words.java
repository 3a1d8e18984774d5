package io.clientele.optimization.experiment.verdict;

import io.clientele.core.stats.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers and effects in plain words. */
final class Words {

    private Words() {}

    static String number(double x) {
        if (Double.isNaN(x) || Double.isInfinite(x)) {
            return x > 0 ? "infinity" : x < 0 ? "-infinity" : "unknown";
        }
        BigDecimal rounded = new BigDecimal(x).round(new MathContext(4));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal plain = rounded.stripTrailingZeros();
        return plain.scale() > 12 || plain.scale() < -12 ? plain.toString() : plain.toPlainString();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    static String level(double confidence) {
        return number(Math.rint(1e6 * confidence) / 1e4) + " %";
    }

    /** A p-value from its logarithm, so that none is ever 0. */
    static String p(double logP) {
        if (Double.isNaN(logP)) {
            return "no p-value";
        }
        if (logP > Math.log(1e-4)) {
            return "p "
                    + new BigDecimal(Math.exp(logP))
                            .round(new MathContext(3))
                            .stripTrailingZeros()
                            .toPlainString();
        }
        if (logP == Double.NEGATIVE_INFINITY) {
            return "p 0";
        }
        double ten = logP / Math.log(10);
        double whole = Math.floor(ten);
        return String.format(Locale.ROOT, "p %.1fe%.0f", Math.pow(10, ten - whole), whole);
    }

    static String units(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String range(Interval i) {
        return number(i.lower()) + " to " + number(i.upper());
    }

    static String effect(Effect e) {
        String verb = e.difference() > 0 ? "rises" : e.difference() < 0 ? "falls" : "stays the same";
        StringBuilder text = new StringBuilder("'" + e.metric() + "' " + verb);
        if (e.difference() != 0) {
            text.append(" by ").append(number(Math.abs(e.difference())));
        }
        text.append(", from ")
                .append(number(e.control()))
                .append(" to ")
                .append(number(e.treated()))
                .append("; ")
                .append(level(e.interval().confidence()))
                .append(" interval of the difference ")
                .append(range(e.interval()));
        if (e.control() > 0
                && Double.isFinite(e.lift().lower())
                && Double.isFinite(e.lift().upper())) {
            text.append("; in relation to the control ")
                    .append(percent(e.difference() / e.control()))
                    .append(" (")
                    .append(percent(e.lift().lower()))
                    .append(" to ")
                    .append(percent(e.lift().upper()))
                    .append(")");
        } else {
            text.append("; the relation to the control is not known well enough to state");
        }
        return text.append("; ")
                .append(p(e.logP()))
                .append(" (")
                .append(e.method())
                .append(").")
                .toString();
    }

    static String guardrail(GuardrailResult g) {
        Guardrail rail = g.guardrail();
        String worse = rail.better() == Direction.HIGHER ? "falls" : "rises";
        String margin = number(rail.margin());
        String start = "Guardrail '" + rail.metric() + "': ";
        String middle = switch (g.outcome()) {
            case KEPT -> "kept; it " + worse + " by less than " + margin;
            case BROKEN -> "broken; it " + worse + " by more than " + margin;
            case UNDECIDED ->
                "not decided; it may " + worse.substring(0, worse.length() - 1) + " by more than " + margin;
        };
        return start + middle + " (" + level(g.effect().interval().confidence()) + " interval of the difference "
                + range(g.effect().interval()) + ").";
    }

    static List<String> of(Verdict v) {
        List<String> lines = new ArrayList<>();
        lines.add(v.decision().words() + ": '" + v.variant() + "'.");
        lines.addAll(v.reasons());
        lines.add(effect(v.effect()));
        v.guardrails().forEach(g -> lines.add(guardrail(g)));
        v.changes().forEach(change -> lines.add("What would change this: " + change));
        return List.copyOf(lines);
    }
}
