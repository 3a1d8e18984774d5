package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Distributions;

/**
 * How the allowed errors are laid out over the looks of an experiment. Immutable and thread-safe; equal by value.
 *
 * <p>Spending rules (Lan and DeMets 1983) need no plan of the looks: what may be spent by a look depends on the share of the
 * information that is in by then, and looks can be added, moved and left out. The two classical ones fix the looks beforehand.
 */
public final class StoppingRule {

    private enum Kind {
        CLASSIC_OBRIEN_FLEMING("classic-obrien-fleming"),
        CLASSIC_POCOCK("classic-pocock"),
        SPEND_OBRIEN_FLEMING("obrien-fleming"),
        SPEND_POCOCK("pocock"),
        SPEND_HWANG_SHIH_DECANI("hwang-shih-decani"),
        SPEND_POWER("power");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    private record Content(Kind kind, double parameter) {}

    private final Content c;

    private StoppingRule(Kind kind, double parameter) {
        c = new Content(kind, parameter);
    }

    /**
     * Hardly anything at first, nearly all at the end: stops early for large effects only and costs almost no power. The default.
     *
     * @return the spending 2 (1 - Φ(z<sub>1 - α/2</sub> / √t)) a side
     */
    public static StoppingRule obrienFleming() {
        return new StoppingRule(Kind.SPEND_OBRIEN_FLEMING, 0);
    }

    /**
     * About as much at each look: stops early more often and needs a larger experiment for the same power.
     *
     * @return the spending α log(1 + (e - 1) t) a side
     */
    public static StoppingRule pocock() {
        return new StoppingRule(Kind.SPEND_POCOCK, 0);
    }

    /**
     * Hwang, Shih and DeCani's (1990) family: -4 is much like O'Brien-Fleming, 1 like Pocock.
     *
     * @param gamma finite; 0 spends evenly
     * @return the spending α (1 - e<sup>-γt</sup>) / (1 - e<sup>-γ</sup>) a side
     */
    public static StoppingRule hwangShihDeCani(double gamma) {
        return new StoppingRule(Kind.SPEND_HWANG_SHIH_DECANI, Check.between("gamma", gamma, -50, 50));
    }

    /**
     * Kim and DeMets' (1987) family.
     *
     * @param exponent above 0; 3 is much like O'Brien-Fleming
     * @return the spending α t<sup>exponent</sup> a side
     */
    public static StoppingRule power(double exponent) {
        return new StoppingRule(Kind.SPEND_POWER, Check.positive("exponent", exponent));
    }

    /**
     * O'Brien and Fleming's (1979) own limits, C / √t, for looks that are planned.
     *
     * @return the rule
     */
    public static StoppingRule classicObrienFleming() {
        return new StoppingRule(Kind.CLASSIC_OBRIEN_FLEMING, 0);
    }

    /**
     * Pocock's (1977) own limits, the same at each look, for looks that are planned.
     *
     * @return the rule
     */
    public static StoppingRule classicPocock() {
        return new StoppingRule(Kind.CLASSIC_POCOCK, 0);
    }

    /**
     * The rule that {@link #text} gave.
     *
     * @param text obrien-fleming, pocock, hwang-shih-decani:-4, power:3, classic-obrien-fleming or classic-pocock
     * @return the rule
     */
    public static StoppingRule parse(String text) {
        String[] parts = text.split(":", 2);
        for (Kind kind : Kind.values()) {
            boolean wants = kind == Kind.SPEND_HWANG_SHIH_DECANI || kind == Kind.SPEND_POWER;
            if (kind.word.equals(parts[0]) && wants == (parts.length == 2)) {
                try {
                    double number = wants ? Double.parseDouble(parts[1]) : 0;
                    return switch (kind) {
                        case SPEND_HWANG_SHIH_DECANI -> hwangShihDeCani(number);
                        case SPEND_POWER -> power(number);
                        default -> new StoppingRule(kind, 0);
                    };
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "the number of the rule '" + text + "' must be one such as 3, got '" + parts[1] + "'", e);
                }
            }
        }
        throw new IllegalArgumentException("there is no rule '" + text + "'; rules are obrien-fleming, pocock, "
                + "hwang-shih-decani:GAMMA, power:EXPONENT, classic-obrien-fleming, classic-pocock");
    }

    /** {@return the rule as {@link #parse} reads it} */
    public String text() {
        boolean wants = c.kind == Kind.SPEND_HWANG_SHIH_DECANI || c.kind == Kind.SPEND_POWER;
        return wants ? c.kind.word + ":" + c.parameter : c.kind.word;
    }

    /** {@return true if looks may come unplanned; false for the classical rules, which fix them beforehand} */
    public boolean spends() {
        return c.kind != Kind.CLASSIC_OBRIEN_FLEMING && c.kind != Kind.CLASSIC_POCOCK;
    }

    /**
     * What may be spent on one side by the time that a share of the information is in.
     *
     * @param alpha all that may be spent on that side, above 0 and below 1
     * @param share of the planned information, above 0; beyond 1 everything is spent
     * @return the part of {@code alpha}
     * @throws IllegalStateException if the rule fixes the looks beforehand
     */
    public double spent(double alpha, double share) {
        if (!spends()) {
            throw new IllegalStateException(
                    c.kind + " fixes its looks beforehand and spends nothing look by look; take a spending rule");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be above 0 and below 1, got " + alpha);
        }
        double t = Math.min(1, Check.positive("share", share));
        double g = c.parameter;
        return switch (c.kind) {
            case SPEND_OBRIEN_FLEMING ->
                2 * Distributions.normalSurvival(-Distributions.normalQuantile(alpha / 2) / Math.sqrt(t));
            case SPEND_POCOCK -> alpha * Math.log1p((Math.E - 1) * t);
            case SPEND_HWANG_SHIH_DECANI -> g == 0 ? alpha * t : alpha * (Math.expm1(-g * t) / Math.expm1(-g));
            default -> alpha * Math.pow(t, g);
        };
    }

    /** The limit of a classical rule at a look, by a constant. */
    double limit(double constant, double t, double last) {
        return c.kind == Kind.CLASSIC_POCOCK ? constant : constant * Math.sqrt(last / t);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoppingRule that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return c.kind + (c.parameter == 0 ? "" : "(" + c.parameter + ")");
    }
}
