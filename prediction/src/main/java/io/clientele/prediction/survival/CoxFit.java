package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.solver.Cholesky;
import io.clientele.prediction.survival.CoxObjective.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: Newton's method with step halving on the scaled columns. */
final class CoxFit {

    private static final Logger LOG = LoggerFactory.getLogger(CoxRegression.class);
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;
    /** Below this decrement the step changes neither likelihood nor information by more than rounding. */
    private static final double SETTLED = 1e-17;
    /** By then a fit that has an answer has it, and the steps of one that has none all go the same way. */
    private static final int PATIENCE = 15;

    private static final int HALVINGS = 40;
    /** Decimal digits that sums in plain doubles may lose: six are left. */
    private static final double MOST_LOST = 10;

    private final CoxRegression.Options o;
    private final SurvivalTable data;
    private final FeatureTable features;
    private final Execution execution;
    private final CoxDesign design;
    private final CoxObjective objective;

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
        double[] penalty = new double[design.columns()];
        for (int j = 0; j < penalty.length; j++) {
            penalty[j] = o.ridge() / (design.scale[j] * design.scale[j]);
        }
        this.objective = new CoxObjective(design, o.ties(), penalty, o.firth(), execution);
    }

    CoxModel fit() {
        int p = design.columns();
        State state = objective.start();
        if (state == null) {
            throw new FitException("the offset spreads too far for the likelihood to be represented; check its scale");
        }
        double nullLogLikelihood = state.logLikelihood;
        Cholesky factor = objective.factor(state);
        double scoreTest = dot(state.gradient, factor.solve(state.gradient));
        double robustScoreTest = robust() ? CoxSandwich.scoreTest(design, o.ties(), objective.aliased) : Double.NaN;
        double nullBonus = 0;
        if (o.firth()) {
            state = Objects.requireNonNull(objective.at(new double[p]));
            nullBonus = state.bonus;
        }
        QuasiNewton rest = new QuasiNewton();
        double[] step = factor.solve(state.gradient);
        double decrement = dot(state.gradient, step);
        int iterations = 0;
        boolean converged = decrement <= settled();
        while (!converged && iterations < o.maxIterations()) {
            boolean last = !o.firth() && decrement <= o.tolerance();
            State next = advance(state, step, decrement);
            execution.progress("Newton", ++iterations, -1);
            if (next == null) {
                break;
            }
            if (o.firth()) {
                rest.learn(state.beta, next.beta, state.gradient, next.gradient);
            }
            state = next;
            if (!o.firth() && (last || iterations >= PATIENCE)) {
                MonotoneLikelihood.refuse(design, features, step);
            }
            factor = objective.factor(state);
            if (factor.rank() < objective.rank) {
                converged = last;
                MonotoneLikelihood.refuse(design, features, step);
                break;
            }
            double before = decrement;
            step = rest.step(factor, state.gradient);
            decrement = dot(state.gradient, step);
            converged = last || decrement <= settled() || (o.firth() && before < SETTLED && decrement >= before);
        }
        double[] beta = state.beta.clone();
        if (converged) {
            for (int j = 0; j < p; j++) {
                beta[j] += step[j]; // below rounding of everything but the coefficients themselves
            }
        }
        double firthGain = o.firth() ? state.bonus - nullBonus : Double.NaN;
        return model(
                beta,
                state,
                nullLogLikelihood,
                firthGain,
                scoreTest,
                robustScoreTest,
                iterations,
                converged,
                decrement);
    }

    /** With Firth's correction a step only divides the error by some number, else it squares it. */
    private double settled() {
        return o.firth() ? o.tolerance() * o.tolerance() : SETTLED;
    }

    /** A whole step, or half of it, a quarter …, until the objective does not fall. */
    private @Nullable State advance(State state, double[] step, double decrement) {
        double share = 1;
        for (int h = 0; h < HALVINGS; h++) {
            double[] beta = state.beta.clone();
            for (int j = 0; j < beta.length; j++) {
                beta[j] += share * step[j];
            }
            State next = objective.at(beta);
            if (next != null && (decrement < BLIND || next.objective >= state.objective)) {
                return next;
            }
            share /= 2;
        }
        return null;
    }

    CoxObjective objective() {
        return objective;
    }

    private boolean robust() {
        return o.robust() || data.clusterLabels() != null;
    }

    private CoxModel model(
            double[] beta,
            State state,
            double nullLogLikelihood,
            double firthGain,
            double scoreTest,
            double robustScoreTest,
            int iterations,
            boolean converged,
            double decrement) {
        int p = beta.length;
        double[][] inverse = objective.factor(state).inverse();
        double[][] covariance = unscale(inverse);
        objective.forget();
        double[][] robust = robust() ? unscale(CoxSandwich.covariance(design, o.ties(), beta, inverse)) : null;
        double[] estimates = new double[p];
        for (int j = 0; j < p; j++) {
            estimates[j] = beta[j] / design.scale[j];
        }
        double[] center = CoxBaselines.center(design);
        CoxBaselines baselines = CoxBaselines.of(design, o.ties(), beta, center);
        FitReport report = report(objective.aliased, iterations, converged, decrement, baselines);
        return new CoxModel(
                features.names(),
                o.ties(),
                estimates,
                objective.aliased,
                covariance,
                robust,
                center,
                baselines.baselines,
                design.events,
                state.logLikelihood,
                nullLogLikelihood,
                firthGain,
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

    private FitReport report(
            boolean[] aliased, int iterations, boolean converged, double decrement, CoxBaselines baselines) {
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
        if (baselines.digitsLost > MOST_LOST) {
            report.warning(String.format(
                    Locale.ROOT,
                    "when customers with high predictors leave the risk set, sums over those that remain lose %.0f of their"
                            + " 16 digits: coefficients and errors may be off; look for outlying features or offsets, or use"
                            + " withRidge(...)",
                    Math.min(16, baselines.digitsLost)));
        }
        if (!baselines.representable()) {
            report.warning(
                    "the cumulative hazard at the mean of the features and an offset of 0 is beyond what numbers hold, so"
                            + " curves and risks mean nothing, only the coefficients; take a constant off the offset so that it is"
                            + " about 0 on average");
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
