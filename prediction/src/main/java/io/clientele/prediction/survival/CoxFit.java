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

/** One call of {@code fit}: Newton's method with step halving on the scaled columns. */
final class CoxFit {

    private static final Logger LOG = LoggerFactory.getLogger(CoxRegression.class);
    /** A column whose part that is not in the columns before it is below this share (squared) counts as aliased. */
    private static final double ALIASED = 1e-11;
    /** What is left of a column's information after taking off the means of the risk sets; below this it is rounding. */
    private static final double ROUNDING = 1e-12;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;
    /** Below this decrement the step changes neither likelihood nor information by more than rounding. */
    private static final double SETTLED = 1e-17;
    /** By then a fit that has an answer has it, and the steps of one that has none all go the same way. */
    private static final int PATIENCE = 15;

    private static final int HALVINGS = 40;

    private final CoxRegression.Options o;
    private final SurvivalTable data;
    private final FeatureTable features;
    private final Execution execution;
    private final CoxDesign design;
    private final double[] penalty;
    private final CoxPass pass;

    CoxFit(CoxRegression.Options o, SurvivalTable data, FeatureTable features, Execution execution) {
        this.o = o;
        this.data = data;
        this.features = features;
        this.execution = execution;
        execution.checkCancelled();
        execution.progress("sorting", 0, 1);
        this.design = CoxDesign.of(data, features, execution);
        execution.progress("sorting", 1, 1);
        if (design.events == 0) {
            throw new FitException("no events: all rows with a weight above 0 are censored, so nothing tells who leaves"
                    + " earlier; watch longer, or widen the definition of the event");
        }
        this.pass = new CoxPass(design, o.ties(), null);
        this.penalty = new double[design.x.length];
        for (int j = 0; j < penalty.length; j++) {
            penalty[j] = o.ridge() / (design.scale[j] * design.scale[j]);
        }
    }

    /** Coefficients of the scaled columns, with what belongs to them. */
    private static final class State {

        final double[] beta;
        final double logLikelihood;
        final double objective;
        final double[] gradient;
        final double[][] information;

        State(double[] beta, double logLikelihood, double objective, double[] gradient, double[][] information) {
            this.beta = beta;
            this.logLikelihood = logLikelihood;
            this.objective = objective;
            this.gradient = gradient;
            this.information = information;
        }
    }

    private @Nullable State at(double[] beta) {
        execution.checkCancelled();
        if (!pass.at(beta, execution)) {
            return null;
        }
        double objective = pass.logLikelihood;
        double[] gradient = pass.score;
        double[][] information = pass.information;
        for (int j = 0; j < beta.length; j++) {
            objective -= penalty[j] * beta[j] * beta[j] / 2;
            gradient[j] -= penalty[j] * beta[j];
            information[j][j] += penalty[j];
        }
        return new State(beta, pass.logLikelihood, objective, gradient, information);
    }

    CoxModel fit() {
        int p = penalty.length;
        State state = at(new double[p]);
        if (state == null) {
            throw new FitException("the offset spreads too far for the likelihood to be represented; check its scale");
        }
        double nullLogLikelihood = state.logLikelihood;
        boolean[] aliased = aliased(state, pass.firstPart);
        double[] plainScore = state.gradient.clone();
        Cholesky factor = factor(state, aliased);
        int rank = factor.rank();
        double scoreTest = dot(plainScore, factor.solve(plainScore));
        double robustScoreTest = robust() ? CoxSandwich.scoreTest(design, o.ties(), aliased) : Double.NaN;
        double[] step = factor.solve(state.gradient);
        double decrement = dot(state.gradient, step);
        int iterations = 0;
        boolean converged = decrement <= SETTLED;
        while (!converged && iterations < o.maxIterations()) {
            boolean last = decrement <= o.tolerance();
            if (decrement <= SETTLED) {
                converged = true;
                break;
            }
            State next = advance(state, step, decrement);
            execution.progress("Newton", ++iterations, -1);
            if (next == null) {
                break;
            }
            state = next;
            converged = last;
            if (last || iterations >= PATIENCE) {
                MonotoneLikelihood.refuse(design, features, step);
            }
            factor = factor(state, aliased);
            if (factor.rank() < rank) {
                MonotoneLikelihood.refuse(design, features, step);
                break;
            }
            step = factor.solve(state.gradient);
            decrement = dot(state.gradient, step);
        }
        double[] beta = state.beta.clone();
        if (converged) {
            for (int j = 0; j < p; j++) {
                beta[j] += step[j]; // below rounding of everything but the coefficients themselves
            }
        }
        return model(
                beta, state, aliased, nullLogLikelihood, scoreTest, robustScoreTest, iterations, converged, decrement);
    }

    private boolean[] aliased(State state, double[] firstPart) {
        boolean[] none = new boolean[penalty.length];
        for (int j = 0; j < none.length; j++) {
            none[j] = penalty[j] == 0 && !(state.information[j][j] > ROUNDING * firstPart[j]);
        }
        Cholesky factor = factor(state, none);
        for (int j = 0; j < none.length; j++) {
            none[j] = factor.aliased(j);
        }
        return none;
    }

    /** Aliased columns are set to 0, which the factor sets aside again. */
    private static Cholesky factor(State state, boolean[] aliased) {
        double[][] information = state.information;
        for (int j = 0; j < aliased.length; j++) {
            if (aliased[j]) {
                for (int k = 0; k < aliased.length; k++) {
                    information[j][k] = 0;
                    information[k][j] = 0;
                }
            }
        }
        return Cholesky.of(information, ALIASED);
    }

    /** A whole step, or half of it, a quarter …, until the objective does not fall. */
    private @Nullable State advance(State state, double[] step, double decrement) {
        double share = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[] beta = state.beta.clone();
            for (int j = 0; j < beta.length; j++) {
                beta[j] += share * step[j];
            }
            State next = at(beta);
            if (next != null && (decrement < BLIND || next.objective >= state.objective)) {
                return next;
            }
            share /= 2;
        }
        return null;
    }

    private boolean robust() {
        return o.robust() || data.clusterLabels() != null;
    }

    private CoxModel model(
            double[] beta,
            State state,
            boolean[] aliased,
            double nullLogLikelihood,
            double scoreTest,
            double robustScoreTest,
            int iterations,
            boolean converged,
            double decrement) {
        int p = beta.length;
        double[][] inverse = Cholesky.of(state.information, ALIASED).inverse();
        double[][] covariance = unscale(inverse);
        double[][] robust = robust() ? unscale(CoxSandwich.covariance(design, o.ties(), beta, inverse)) : null;
        double[] estimates = new double[p];
        for (int j = 0; j < p; j++) {
            estimates[j] = beta[j] / design.scale[j];
        }
        double[] center = CoxBaselines.center(design);
        List<CoxBaseline> baselines = CoxBaselines.of(design, o.ties(), beta, center);
        FitReport report = report(aliased, iterations, converged, decrement);
        return new CoxModel(
                features.names(),
                o.ties(),
                estimates,
                aliased,
                covariance,
                robust,
                center,
                baselines,
                design.events,
                state.logLikelihood,
                nullLogLikelihood,
                scoreTest,
                robustScoreTest,
                o.confidence(),
                report);
    }

    private double[][] unscale(double[][] covariance) {
        double[][] own = new double[covariance.length][covariance.length];
        for (int j = 0; j < own.length; j++) {
            for (int k = 0; k < own.length; k++) {
                own[j][k] = covariance[j][k] / design.scale[j] / design.scale[k];
            }
        }
        return own;
    }

    private FitReport report(boolean[] aliased, int iterations, boolean converged, double decrement) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(iterations)
                .converged(converged)
                .change(Math.max(0, decrement));
        if (!converged) {
            report.warning(
                    "not converged after " + iterations + " iterations; raise maxIterations, or use withRidge(...)");
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < aliased.length; j++) {
            if (aliased[j]) {
                names.add("'" + features.names().get(j) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning(
                    "aliased, because constant or a combination of the columns before among the customers at risk: "
                            + String.join(", ", names) + "; without effect on the predictions");
        }
        Labels strata = data.stratumLabels();
        if (strata != null && design.strata() < strata.count()) {
            report.warning((strata.count() - design.strata()) + " of " + strata.count()
                    + " strata have no event and say nothing about the coefficients");
        }
        FitReport done = report.build();
        if (converged) {
            LOG.debug("Cox regression: {}", done);
        } else {
            LOG.warn("Cox regression: {}", done);
        }
        return done;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            sum += x[j] * y[j];
        }
        return sum;
    }
}
