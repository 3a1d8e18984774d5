package io.clientele.prediction.retention;

import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.CoxCurve;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.RestrictedMean;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** A Cox regression as a churn model. */
record CoxChurn(CoxModel model, boolean stratified) implements ChurnModel {

    CoxChurn(CoxModel model) {
        this(Objects.requireNonNull(model, "model"), model.strata().size() > 1);
    }

    @Override
    public List<String> features() {
        return model.features();
    }

    @Override
    public Outlook outlook(double... row) {
        return new CoxOutlook(model.curve(row));
    }

    @Override
    public Outlook inStratum(String stratum, double... row) {
        return stratified ? new CoxOutlook(model.inStratum(stratum, row)) : outlook(row);
    }

    @Override
    public double[] contributions(double[] row, double[] reference) {
        return model.contributions(row, reference);
    }

    @Override
    public EffectScale scale() {
        return EffectScale.LOG_HAZARD;
    }

    private record CoxOutlook(CoxCurve curve) implements Outlook {

        @Override
        public double lastTime() {
            return curve.lastTime();
        }

        @Override
        public double risk(double now, double within) {
            return curve.risk(begin(now, within), within);
        }

        @Override
        public Interval riskInterval(double now, double within) {
            return curve.riskInterval(begin(now, within), within);
        }

        /** Where a span that ends within the data begins: now, or as late as they allow. */
        private double begin(double now, double within) {
            Check.atLeast("now", now, 0.0);
            Check.positive("within", within);
            double last = curve.lastTime();
            if (now + within <= last) {
                return now;
            }
            if (within > last) {
                throw new IllegalArgumentException("within must be at most the longest time anybody was watched ("
                        + last + "), got " + within + "; ask for less, or fit a parametric model");
            }
            double begin = last - within;
            while (begin + within > last && begin > 0) {
                begin = Math.nextDown(begin);
            }
            return begin;
        }

        @Override
        public RestrictedMean remaining(double now, double within) {
            return curve.remaining(now, within);
        }

        @Override
        public OptionalDouble remainingQuantile(double now, double p) {
            return curve.remainingQuantile(now, p);
        }

        @Override
        public Interval remainingInterval(double now, double p) {
            return curve.remainingInterval(now, p);
        }
    }
}
