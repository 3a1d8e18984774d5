package io.clientele.prediction.retention;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.AftCurve;
import io.clientele.prediction.survival.AftModel;
import io.clientele.prediction.survival.RestrictedMean;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** A parametric regression as a churn model. */
final class AftChurn implements ChurnModel {

    private final AftModel model;
    private final double lastTime;
    /** Of the features, without the intercept; 0 where aliased. */
    private final double[] estimates;

    AftChurn(AftModel model, double lastTime) {
        this.model = Objects.requireNonNull(model, "model");
        this.lastTime = lastTime;
        this.estimates = model.coefficients().stream()
                .skip(1)
                .mapToDouble(c -> c.aliased() ? 0 : c.estimate())
                .toArray();
    }

    @Override
    public List<String> features() {
        return model.features();
    }

    @Override
    public Outlook outlook(double... row) {
        return new AftOutlook(model.curve(row), lastTime);
    }

    @Override
    public double[] contributions(double[] row, double[] reference) {
        Check.length("the row", row.length, estimates.length, "one value per feature");
        Check.length("the reference", reference.length, estimates.length, "one value per feature");
        double[] parts = new double[estimates.length];
        for (int j = 0; j < parts.length; j++) {
            parts[j] = estimates[j] * (Check.finite("reference", reference[j]) - Check.finite("row", row[j])) + 0.0;
        }
        return parts;
    }

    @Override
    public EffectScale scale() {
        return EffectScale.LOG_TIME;
    }

    private record AftOutlook(AftCurve curve, double lastTime) implements Outlook {

        @Override
        public double risk(double now, double within) {
            return curve.risk(now, within);
        }

        @Override
        public Interval riskInterval(double now, double within) {
            return curve.riskInterval(now, within);
        }

        @Override
        public RestrictedMean remaining(double now, double within) {
            return curve.remaining(now, within);
        }

        @Override
        public OptionalDouble remainingQuantile(double now, double p) {
            double time = curve.remainingQuantile(now, p);
            return Double.isInfinite(time) ? OptionalDouble.empty() : OptionalDouble.of(time);
        }

        @Override
        public Interval remainingInterval(double now, double p) {
            return curve.remainingInterval(now, p);
        }
    }
}
