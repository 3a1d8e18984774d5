package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: Newton's method for a given shape, and for the generalised gamma the best q around it. */
final class AftFit {

    private static final Logger LOG = LoggerFactory.getLogger(AftRegression.class);
    private static final double ALIASED = 1e-11;

    private final AftRegression.Options o;
    private final SurvivalTable data;
    private final FeatureTable features;
    private final Execution execution;
    private final double @Nullable [] lowers;
    private final AftRows rows;

    /**
     * Prepares a fit.
     *
     * @param lowers the left ends of rows of which two ends are known, NaN for others; null if there are none
     */
    AftFit(
            AftRegression.Options o,
            SurvivalTable data,
            double @Nullable [] lowers,
            FeatureTable features,
            Execution execution) {
        this.o = o;
        this.data = data;
        this.features = features;
        this.execution = execution;
        execution.checkCancelled();
        execution.progress("columns", 0, 1);
        this.lowers = lowers;
        this.rows = new AftRows(data, lowers, features, execution);
        execution.progress("columns", 1, 1);
        if (!rows.hasEvents()) {
            throw new FitException(
                    "no events: all rows with a weight above 0 are censored, so nothing tells how long customers"
                            + " stay; watch longer, or widen the definition of the event");
        }
        boolean spread = false;
        for (double u : rows.u[rows.u.length - 1]) {
            spread |= u != 0;
        }
        if (!spread && o.distribution() != LifetimeDistribution.EXPONENTIAL) {
            throw new FitException(
                    "all times are equal, so nothing tells how they spread; the exponential distribution has an"
                            + " answer even then");
        }
    }

    AftModel fit() {
        AftNewton newton = new AftNewton(rows, features.names(), o, "Newton", execution);
        if (o.distribution() != LifetimeDistribution.GENERALIZED_GAMMA) {
            LifetimeShape shape = new LifetimeShape(o.distribution(), 1);
            AftNewton.State state = newton.run(shape, newton.start());
            return model(state, state.covariance, 1, state.converged, state.iterations, List.of());
        }
        ShapeSearch search = new ShapeSearch(rows, newton, execution);
        AftNewton.State state = search.best();
        List<String> warnings = new ArrayList<>();
        if (search.atTheEnd()) {
            warnings.add(
                    "the shape q = " + search.q() + " is at the end of what is searched (-4 to 4): the data do not say"
                            + " which distribution it is; use a simpler one");
        }
        boolean converged = state.converged && !search.atTheEnd();
        return model(state, search.covariance(), search.q(), converged, newton.steps(), warnings);
    }

    private AftModel model(
            AftNewton.State state,
            double[][] covariance,
            double q,
            boolean converged,
            int iterations,
            List<String> warnings) {
        int p = features.columns();
        double alpha = state.theta[p + 1];
        double scale = rows.logScale / alpha;
        double[] estimates = new double[p + 1];
        double intercept = rows.logMean + scale * state.theta[0];
        for (int j = 0; j < p; j++) {
            estimates[j + 1] = state.theta[j + 1] * scale / rows.scale[j];
            intercept -= estimates[j + 1] * rows.mean[j];
        }
        estimates[0] = intercept;
        boolean[] aliased = new boolean[p + 1];
        System.arraycopy(state.aliased, 0, aliased, 0, p + 1);
        FitReport report = report(state, aliased, converged, iterations, warnings);
        return new AftModel(
                o.distribution(),
                features.names(),
                estimates,
                aliased,
                scale,
                q,
                transformed(covariance, estimates, alpha, scale),
                state.pass.logLikelihood,
                nullLogLikelihood(),
                o.confidence(),
                lastTime(),
                report);
    }

    private double lastTime() {
        double last = 0;
        for (int i = 0; i < data.rows(); i++) {
            if (data.weight(i) > 0) {
                last = Math.max(last, data.time(i));
            }
        }
        return last;
    }

    /** Of (b, log scale) and q where there is one, from that of (b/scale, 1/scale) and q on the scaled columns. */
    private double[][] transformed(double[][] covariance, double[] estimates, double alpha, double scale) {
        int n = covariance.length;
        int p = features.columns();
        double[][] jacobian = new double[n][n];
        jacobian[0][0] = scale;
        for (int j = 0; j < p; j++) {
            jacobian[j + 1][j + 1] = scale / rows.scale[j];
            jacobian[0][j + 1] = -rows.mean[j] * scale / rows.scale[j];
            jacobian[j + 1][p + 1] = -estimates[j + 1] / alpha;
        }
        jacobian[0][p + 1] = -(estimates[0] - rows.logMean) / alpha;
        jacobian[p + 1][p + 1] = -1 / alpha;
        if (n > p + 2) {
            jacobian[p + 2][p + 2] = 1;
        }
        double[][] transposed = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                transposed[i][j] = jacobian[j][i];
            }
        }
        return CoxSandwich.multiply(CoxSandwich.multiply(jacobian, covariance), transposed);
    }

    private double nullLogLikelihood() {
        if (features.columns() == 0) {
            return Double.NaN;
        }
        AftRows bare = new AftRows(data, lowers, FeatureTable.of(List.of()), execution);
        AftNewton newton = new AftNewton(bare, List.of(), o, "Newton without features", execution);
        return o.distribution() == LifetimeDistribution.GENERALIZED_GAMMA
                ? new ShapeSearch(bare, newton, execution).best().pass.logLikelihood
                : newton.run(new LifetimeShape(o.distribution(), 1), newton.start()).pass.logLikelihood;
    }

    private FitReport report(
            AftNewton.State state, boolean[] aliased, boolean converged, int iterations, List<String> warnings) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(iterations)
                .converged(converged)
                .change(state.decrement);
        if (!state.converged) {
            report.warning("not converged after " + iterations + " iterations; raise maxIterations, or drop features");
        }
        warnings.forEach(report::warning);
        List<String> names = new ArrayList<>();
        for (int j = 1; j < aliased.length; j++) {
            if (aliased[j]) {
                names.add("'" + features.names().get(j - 1) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (converged) {
            LOG.debug("accelerated failure time: {}", done);
        } else {
            LOG.warn("accelerated failure time: {}", done);
        }
        return done;
    }

    static double[][] inverse(double[][] information) {
        return Cholesky.of(information, ALIASED).inverse();
    }
}
