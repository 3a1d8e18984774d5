package io.clientele.prediction.survival;

import io.clientele.core.FitReport;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a model of where the climb of a mixture cure fit ended: estimates of the columns as they were, covariance, report. */
final class MixtureCureResult {

    private static final Logger LOG = LoggerFactory.getLogger(MixtureCure.class);
    private static final double UNSURE = 0.05;

    private final MixtureCure.Options o;
    private final SurvivalTable data;
    private final MixtureCureParts parts;
    private final int steps;

    MixtureCureResult(MixtureCure.Options o, SurvivalTable data, MixtureCureParts parts, int steps) {
        this.o = o;
        this.data = data;
        this.parts = parts;
        this.steps = steps;
    }

    MixtureCureModel model(MixtureCureClimb.End end) {
        int a = parts.location();
        int b = parts.latency.u.length;
        double alpha = end.theta[parts.size - 1];
        double scale = parts.latency.logScale / alpha;
        double[] gamma = new double[a];
        gamma[0] = end.theta[0];
        for (int j = 1; j < a; j++) {
            gamma[j] = end.theta[j] / parts.incidence.scale[j - 1];
            gamma[0] -= gamma[j] * parts.incidence.mean[j - 1];
        }
        double[] beta = new double[b - 1];
        beta[0] = parts.latency.logMean + scale * end.theta[a];
        for (int j = 1; j < b - 1; j++) {
            beta[j] = end.theta[a + j] * scale / parts.latency.scale[j - 1];
            beta[0] -= beta[j] * parts.latency.mean[j - 1];
        }
        Cholesky factor =
                Cholesky.of(MixtureCureClimb.masked(end.pass.observed, end.aliased), MixtureCureClimb.ALIASED);
        boolean peak = factor.rank() == MixtureCureClimb.free(end.aliased);
        // away from a peak the information of the complete data is at least a covariance, and the report says so
        double[][] inverse = (peak
                        ? factor
                        : Cholesky.of(
                                MixtureCureClimb.masked(end.pass.complete, end.aliased), MixtureCureClimb.ALIASED))
                .inverse();
        double[][] jacobian = jacobian(beta, alpha, scale);
        double[][] transposed = new double[parts.size][parts.size];
        for (int i = 0; i < parts.size; i++) {
            for (int j = 0; j < parts.size; j++) {
                transposed[i][j] = jacobian[j][i];
            }
        }
        FollowUpTest followUp = FollowUpTest.of(data);
        return new MixtureCureModel(
                o.distribution(),
                parts.names,
                parts.incidenceColumns,
                parts.latencyColumns,
                gamma,
                beta,
                Arrays.copyOf(end.aliased, parts.size - 1),
                scale,
                CoxSandwich.multiply(CoxSandwich.multiply(jacobian, inverse), transposed),
                end.pass.logLikelihood,
                followUp,
                o.confidence(),
                report(end, peak, followUp));
    }

    private double[][] jacobian(double[] beta, double alpha, double scale) {
        int a = parts.location();
        double[][] jacobian = new double[parts.size][parts.size];
        jacobian[0][0] = 1;
        for (int j = 1; j < a; j++) {
            jacobian[j][j] = 1 / parts.incidence.scale[j - 1];
            jacobian[0][j] = -parts.incidence.mean[j - 1] / parts.incidence.scale[j - 1];
        }
        jacobian[a][a] = scale;
        for (int j = 1; j < beta.length; j++) {
            jacobian[a + j][a + j] = scale / parts.latency.scale[j - 1];
            jacobian[a][a + j] = -parts.latency.mean[j - 1] * scale / parts.latency.scale[j - 1];
            jacobian[a + j][parts.size - 1] = -beta[j] / alpha;
        }
        jacobian[a][parts.size - 1] = -(beta[0] - parts.latency.logMean) / alpha;
        jacobian[parts.size - 1][parts.size - 1] = -1 / alpha;
        return jacobian;
    }

    private FitReport report(MixtureCureClimb.End end, boolean peak, FollowUpTest followUp) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(steps)
                .converged(end.converged)
                .change(Math.max(0, end.decrement));
        if (!end.converged) {
            report.warning("not converged after " + steps + " iterations; raise maxIterations, or drop features"
                    + (peak ? "" : "; standard errors are too small"));
        }
        if (!followUp.sufficient(UNSURE)) {
            report.warning(String.format(
                    Locale.ROOT,
                    "the watch may be too short to tell who never leaves: the last event was at %s, the end at %s, p = %.2g (Maller"
                            + " and Zhou); take the share that never leaves with care, or watch longer",
                    followUp.lastEvent(),
                    followUp.lastTime(),
                    followUp.p()));
        }
        int a = parts.location();
        List<String> none = new ArrayList<>();
        for (int j = 1; j < parts.size - 1; j++) {
            if (end.aliased[j] && j != a) {
                none.add("'" + parts.names.get(j < a ? parts.incidenceColumns[j - 1] : parts.latencyColumns[j - a - 1])
                        + "'" + (j < a ? " (who leaves)" : " (when)"));
            }
        }
        if (!none.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", none) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (end.converged) {
            LOG.debug("mixture cure: {}", done);
        } else {
            LOG.warn("mixture cure: {}", done);
        }
        return done;
    }
}
