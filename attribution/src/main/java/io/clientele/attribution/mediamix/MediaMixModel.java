package io.clientele.attribution.mediamix;

import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A fitted media mix: what each channel contributed and how sure that is, curves for budgets, expected sales of weeks to come.
 *
 * <p>{@link #report}: rows are the weeks fitted, iterations the sweeps of the best search over all channels, converged says that
 * no step on any channel's grid gains any more, change is 0. Keeps no weeks. Immutable, thread-safe, equal by value.
 */
public final class MediaMixModel {

    private final ControlDesign design;
    private final double[] controls;
    private final List<MediaEffect> effects;
    private final List<ResponseCurve> curves;
    private final MixDiagnostics diagnostics;
    private final FitReport report;

    MediaMixModel(
            ControlDesign design,
            double[] controls,
            List<MediaEffect> effects,
            List<ResponseCurve> curves,
            MixDiagnostics diagnostics,
            FitReport report) {
        this.design = design;
        this.controls = controls;
        this.effects = List.copyOf(effects);
        this.curves = List.copyOf(curves);
        this.diagnostics = diagnostics;
        this.report = report;
        Check.length("controls", controls.length, design.names().size(), "one coefficient per control");
        Check.length("curves", curves.size(), effects.size(), "one curve per channel");
    }

    /** {@return how models are written and read} */
    public static ModelCodec<MediaMixModel> codec() {
        return new MediaMixCodec();
    }

    ControlDesign design() {
        return design;
    }

    double[] controls() {
        return controls;
    }

    List<ResponseCurve> curves() {
        return curves;
    }

    /** {@return the channels, in order} */
    public List<String> channels() {
        return effects.stream().map(MediaEffect::channel).toList();
    }

    /** {@return what every channel did, in order} */
    public List<MediaEffect> effects() {
        return effects;
    }

    /**
     * What a channel did.
     *
     * @param channel its name
     * @return its effect
     */
    public MediaEffect effect(String channel) {
        return effects.get(place(channel));
    }

    /**
     * What a channel brings at any weekly spend.
     *
     * @param channel its name
     * @return a function of the weekly spend
     */
    public ResponseCurve curve(String channel) {
        return curves.get(place(channel));
    }

    private int place(String channel) {
        int c = channels().indexOf(Objects.requireNonNull(channel, "channel"));
        if (c < 0) {
            throw new IllegalArgumentException("there is no channel '" + channel + "'; channels are " + channels());
        }
        return c;
    }

    /** {@return the columns of the baseline: intercept, trend, season, controls} */
    public List<String> baselineColumns() {
        return design.names();
    }

    /** {@return their coefficients, a new array} */
    public double[] baselineCoefficients() {
        return controls.clone();
    }

    /**
     * Expected sales, week by week, split into the baseline and the channels: of the weeks fitted, of other spend in them, or of weeks to
     * come, whose trend goes on as a straight line.
     *
     * @param weeks with the channels and controls of the model, in any order; the first weeks are history for the carry-over
     * @return all but those first weeks
     */
    public Decomposition decompose(MediaWeeks weeks) {
        int lags = effects.stream().mapToInt(e -> e.adstock().lags()).max().orElse(0);
        requireAll("channel", channels(), weeks.channels());
        requireAll("control", design.controls(), weeks.controls());
        Check.atLeast("weeks", weeks.weeks(), lags + 1);
        int n = weeks.weeks() - lags;
        double[] baseline = new double[n];
        double[][] columns = design.columns(weeks, lags, weeks.weeks());
        for (int k = 0; k < columns.length; k++) {
            for (int t = 0; t < n; t++) {
                baseline[t] += controls[k] * columns[k][t];
            }
        }
        double[][] contributions = new double[effects.size()][n];
        for (int c = 0; c < effects.size(); c++) {
            MediaEffect effect = effects.get(c);
            double[] works = effect.adstock().apply(weeks.spend(effect.channel()));
            for (int t = 0; t < n; t++) {
                contributions[c][t] = curves.get(c).applyAsDouble(works[lags + t]);
            }
        }
        return new Decomposition(weeks.firstDay(lags), channels(), baseline, contributions);
    }

    private static void requireAll(String what, List<String> model, List<String> given) {
        if (given.size() != model.size() || !given.containsAll(model)) {
            throw new IllegalArgumentException(
                    "the weeks must have the " + what + "s of the model, " + model + ", got " + given);
        }
    }

    /** {@return how well the fit describes the weeks} */
    public MixDiagnostics diagnostics() {
        return diagnostics;
    }

    /** {@return how the fit went, with warnings} */
    public FitReport report() {
        return report;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaMixModel that
                && design.equals(that.design)
                && Arrays.equals(controls, that.controls)
                && effects.equals(that.effects)
                && curves.equals(that.curves)
                && diagnostics.equals(that.diagnostics)
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(controls) + effects.hashCode();
    }

    @Override
    public String toString() {
        return "MediaMixModel[channels " + channels() + ", R2 " + diagnostics.rSquared() + ", " + report + "]";
    }
}
