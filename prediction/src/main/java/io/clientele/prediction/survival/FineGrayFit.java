package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: Newton's method with step halving on the scaled columns. */
final class FineGrayFit {

    private static final Logger LOG = LoggerFactory.getLogger(FineGray.class);
    private static final double ALIASED = 1e-11;
    private static final double BLIND = 1e-9;
    private static final double SETTLED = 1e-17;
    private static final int PATIENCE = 15;
    private static final int HALVINGS = 40;

    private final FineGray.Options o;
    private final SurvivalTable data;
    private final FeatureTable features;
    private final Execution execution;
    private final FineGrayRows rows;

    FineGrayFit(FineGray.Options o, SurvivalTable data, FeatureTable features, Execution execution) {
        this.o = o;
        this.data = data;
        this.features = features;
        this.execution = execution;
        execution.checkCancelled();
        execution.progress("Newton", 0, -1);
        this.rows = new FineGrayRows(data, features, o.cause());
    }

    FineGrayModel fit() {
        int p = features.columns();
        double[] beta = new double[p];
        FineGrayPass pass = at(beta);
        final double nullLogLikelihood = pass.logLikelihood;
        boolean[] aliased = new boolean[p];
        Cholesky factor = factor(pass, aliased);
        for (int j = 0; j < p; j++) {
            aliased[j] = factor.aliased(j);
        }
        int rank = factor.rank();
        double[] step = factor.solve(pass.score);
        double decrement = CoxFit.dot(pass.score, step);
        int iterations = 0;
        boolean converged = decrement <= SETTLED;
        while (!converged && iterations < o.maxIterations()) {
            boolean last = decrement <= o.tolerance();
            double share = 1;
            FineGrayPass next = pass;
            double[] moved = beta;
            for (int h = 0; h < HALVINGS; h++) {
                moved = beta.clone();
                for (int j = 0; j < p; j++) {
                    moved[j] += share * step[j];
                }
                next = at(moved);
                if (Double.isFinite(next.logLikelihood)
                        && (decrement < BLIND || next.logLikelihood >= pass.logLikelihood)) {
                    break;
                }
                share /= 2;
            }
            beta = moved;
            pass = next;
            execution.progress("Newton", ++iterations, -1);
            factor = factor(pass, aliased);
            if (last || (iterations >= PATIENCE && factor.rank() < rank)) {
                refuseEndless(step);
            }
            step = factor.solve(pass.score);
            decrement = CoxFit.dot(pass.score, step);
            converged = last || decrement <= SETTLED;
        }
        for (int j = 0; converged && j < p; j++) {
            beta[j] += step[j];
        }
        double[][] inverse = factor.inverse();
        double[][] robust = CoxSandwich.multiply(CoxSandwich.multiply(inverse, pass.middle()), inverse);
        return model(beta, pass, aliased, inverse, robust, nullLogLikelihood, iterations, converged, decrement);
    }

    private FineGrayPass at(double[] beta) {
        execution.checkCancelled();
        return new FineGrayPass(rows, beta);
    }

    private static Cholesky factor(FineGrayPass pass, boolean[] aliased) {
        double[][] own = new double[aliased.length][aliased.length];
        for (int j = 0; j < own.length; j++) {
            for (int k = 0; k < own.length; k++) {
                own[j][k] = aliased[j] || aliased[k] ? 0 : pass.information[j][k];
            }
        }
        return Cholesky.of(own, ALIASED);
    }

    /** A step that moves some row although the likelihood hardly rises any more goes on for ever. */
    private void refuseEndless(double[] step) {
        double largest = 0;
        for (int i = 0; i < rows.rows; i++) {
            double move = 0;
            for (int j = 0; j < step.length; j++) {
                move += step[j] * rows.x[j][i];
            }
            largest = Math.max(largest, Math.abs(move));
        }
        if (largest <= 0.01) {
            return;
        }
        double most = 0;
        for (double s : step) {
            most = Math.max(most, Math.abs(s));
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < step.length; j++) {
            if (Math.abs(step[j]) > 1e-3 * most) {
                names.add("'" + features.names().get(j) + "'");
            }
        }
        throw new FitException(
                "no finite estimate: column(s) " + String.join(", ", names) + " order(s) all events of cause "
                        + o.cause() + " without error; drop or merge the column(s), or watch longer");
    }

    private FineGrayModel model(
            double[] beta,
            FineGrayPass pass,
            boolean[] aliased,
            double[][] inverse,
            double[][] robust,
            double nullLogLikelihood,
            int iterations,
            boolean converged,
            double decrement) {
        int p = beta.length;
        double[] estimates = new double[p];
        double[][] modelCovariance = new double[p][p];
        double[][] covariance = new double[p][p];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            estimates[j] = beta[j] / rows.scale[j];
            for (int k = 0; k < p; k++) {
                modelCovariance[j][k] = inverse[j][k] / rows.scale[j] / rows.scale[k];
                covariance[j][k] = robust[j][k] / rows.scale[j] / rows.scale[k];
            }
            if (aliased[j]) {
                names.add("'" + features.names().get(j) + "'");
            }
        }
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(iterations)
                .converged(converged)
                .change(Math.max(0, decrement));
        if (!converged) {
            report.warning("not converged after " + iterations + " iterations; raise maxIterations, or drop features");
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (converged) {
            LOG.debug("Fine-Gray: {}", done);
        } else {
            LOG.warn("Fine-Gray: {}", done);
        }
        int points = 0;
        double[] times = new double[rows.times.length];
        double[] hazard = new double[rows.times.length];
        double sum = 0;
        for (int k = 0; k < times.length; k++) {
            if (rows.events[k] > 0) {
                sum += pass.hazard[k];
                times[points] = rows.times[k];
                hazard[points++] = sum;
            }
        }
        return new FineGrayModel(
                o.cause(),
                features.names(),
                estimates,
                aliased,
                modelCovariance,
                covariance,
                rows.mean,
                Arrays.copyOf(times, points),
                Arrays.copyOf(hazard, points),
                rows.times[rows.times.length - 1],
                pass.logLikelihood,
                nullLogLikelihood,
                o.confidence(),
                done);
    }
}
