package io.clientele.attribution.mediamix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the user should know before believing the figures. */
final class MixWarnings {

    private static final double MUCH_INFLATION = 10;
    private static final double LITTLE_VARIATION = 0.2;
    private static final double MUCH_AUTOCORRELATION = 0.3;
    private static final int PLENTY = 4;

    private MixWarnings() {}

    static List<String> of(
            MediaWeeks weeks,
            MixOptions o,
            Problem p,
            Search best,
            MixDiagnostics d,
            List<MediaEffect> effects,
            double[] before) {
        List<String> warnings = new ArrayList<>();
        if (!best.settled) {
            warnings.add("the search was still moving when it was stopped; fix or bound some numbers by withBounds");
        }
        if (d.weeks() < PLENTY * d.effectiveParameters()) {
            warnings.add(text(
                    "%d weeks for %.1f effective parameters: intervals from so few weeks tend to be too narrow",
                    d.weeks(), d.effectiveParameters()));
        }
        if (d.residualAutocorrelation() > MUCH_AUTOCORRELATION) {
            warnings.add(text(
                    "residuals of weeks next to each other correlate (%.2f): a driver of sales is missing; add it as a control",
                    d.residualAutocorrelation()));
        }
        for (int c = 0; c < p.channels; c++) {
            MediaEffect effect = effects.get(c);
            double[] spend = Arrays.copyOfRange(weeks.spend(effect.channel()), o.lags(), weeks.weeks());
            double together = Math.max(before[c], effect.inflation());
            channel(effect, spend, together, p.spaces[c].half(best.points[c]), warnings);
        }
        return warnings;
    }

    private static void channel(MediaEffect e, double[] spend, double inflation, double half, List<String> warnings) {
        String name = "channel '" + e.channel() + "'";
        double mean = Arrays.stream(spend).average().orElse(0);
        double variance = Arrays.stream(spend).map(x -> (x - mean) * (x - mean)).sum() / spend.length;
        double variation = Math.sqrt(variance) / mean;
        if (variation < LITTLE_VARIATION) {
            warnings.add(text(
                    "%s varies little (standard deviation %.1f %% of the mean): what it would do at another spend is a guess",
                    name, 100 * variation));
        }
        double lowest = Arrays.stream(spend).min().orElse(0);
        if (lowest > 0) {
            warnings.add(text(
                    "%s is never without spend (at least %.6g a week): what sales would be without it follows from the shape of the"
                            + " curve, not from weeks that were seen",
                    name, lowest));
        }
        if (inflation > MUCH_INFLATION) {
            warnings.add(text(
                    "%s moves with the other columns (variance inflation %.1f): its effect is hard to tell from theirs",
                    name, inflation));
        }
        if (e.contribution() == 0) {
            warnings.add(name + " shows no effect: the best coefficient is 0, the lowest allowed");
        } else if (half > 1) {
            warnings.add(name + " was never near saturation: beyond the largest spend seen its curve is a guess");
        }
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
