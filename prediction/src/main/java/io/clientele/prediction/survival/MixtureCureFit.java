package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import java.util.List;

/** One call of {@code fit}: two starts, from each the EM gradient and Newton steps, and the better end as a model. */
final class MixtureCureFit {

    private final MixtureCure.Options o;
    private final SurvivalTable data;
    private final Execution execution;
    private final MixtureCureParts parts;
    private final MixtureCureClimb climb;

    MixtureCureFit(MixtureCure.Options o, SurvivalTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.parts = new MixtureCureParts(o, data, execution);
        this.climb = new MixtureCureClimb(o, parts, execution);
    }

    /** The log-likelihood at every step of every start, in order; NaN between starts. */
    List<Double> history() {
        return climb.history();
    }

    MixtureCureModel fit() {
        MixtureCureClimb.End best = null;
        FitException failure = null;
        MixtureCureStarts starts = new MixtureCureStarts(parts, o.distribution());
        for (double[] start : new double[][] {starts.startOfEvents(), starts.startOfAll()}) {
            try {
                MixtureCureClimb.End end = climb.climb(start);
                if (best == null || end.pass.logLikelihood > best.pass.logLikelihood + 1e-9) {
                    best = end;
                }
            } catch (FitException e) {
                failure = e;
            }
        }
        if (best == null && failure != null) {
            throw failure;
        }
        if (best == null || best.pass.logLikelihood <= everybodyLeaves() + 1e-6) {
            throw MixtureCureParts.nobodyStays();
        }
        return new MixtureCureResult(o, data, parts, climb.steps()).model(best);
    }

    private double everybodyLeaves() {
        try {
            return AftRegression.of(o.distribution())
                    .fit(data.withFeatures(parts.latencyFeatures), execution)
                    .logLikelihood();
        } catch (FitException e) {
            return Double.NEGATIVE_INFINITY; // no finite answer without such a share
        }
    }
}
