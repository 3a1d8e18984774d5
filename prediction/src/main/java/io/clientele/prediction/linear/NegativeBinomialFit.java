package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@code fit}: Poisson regression first, which says what is aliased and whether the counts scatter more than Poisson's
 * at all; then Newton's method on the coefficients and log alpha together.
 */
final class NegativeBinomialFit {

    private static final Logger LOG = LoggerFactory.getLogger(NegativeBinomialRegression.class);

    private static final double TOLERANCE = 1e-14;
    /** Below this decrement the objective cannot tell a good step from a bad one any more. */
    private static final double BLIND = 1e-9;

    private static final int HALVINGS = 40;
    /** The most that log alpha may change in a step. */
    private static final double STRIDE = 2;
    /** Below this alpha the likelihood is Poisson's to rounding. */
    private static final double SMALLEST = 1e-10;

    private final NegativeBinomialRegression.Options o;
    private final Rows data;
    private final Execution execution;
    private final Scaling scaling;
    private final NegativeBinomialPass.Tails tails;

    NegativeBinomialFit(NegativeBinomialRegression.Options o, Rows data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.scaling = Scaling.of(data, execution);
        this.tails = NegativeBinomialPass.Tails.of(data);
    }

    private static final class State {
        final double[] beta;
        final double alpha;
        final NegativeBinomialPass pass;
        final double objective;

        State(double[] beta, double alpha, NegativeBinomialPass pass, double objective) {
            this.beta = beta;
            this.alpha = alpha;
            this.pass = pass;
            this.objective = objective;
        }
    }

    NegativeBinomialModel fit() {
        if (scaling.responseSum == 0) {
            throw new FitException("all responses with a weight are 0; there is nothing to explain");
        }
        double[] start = new double[data.columns + 1];
        start[0] = LogLinearFit.intercept(LogLink.POISSON, data, scaling);
        Newton newton = new Newton(
                LogLink.POISSON, data, scaling, new double[start.length], false, 1e-12, o.maxIterations(), execution);
        Newton.Solution poisson = newton.solve(start, (iteration, step) -> {
            if (iteration >= Separation.PATIENCE) {
                Separation.refuseZeros(data, scaling, step, execution);
            }
        });
        double bare = poisson.state.pass.logLikelihood + tails.logLikelihood(0);
        double[] excess = excess(poisson.state.beta);
        FitReport.Builder report = FitReport.builder().rows(data.count);
        if (!(excess[0] > 1e-10 * scaling.responseSum)) {
            report.warning(
                    "the counts scatter no more than Poisson's, so the estimate of theta is infinite and the model"
                            + " is a Poisson regression");
            report.iterations(poisson.iterations).converged(poisson.converged).change(poisson.decrement);
            return model(poisson.state.beta, 0, 0, bare, bare, poisson.aliased, poisson.converged, report);
        }
        State state = at(poisson.state.beta, Math.max(1e-6, excess[0] / excess[1]));
        boolean converged = false;
        double decrement = Double.MAX_VALUE;
        int iterations = 0;
        while (!converged && iterations < o.maxIterations()) {
            Step step = step(state, poisson.aliased);
            decrement = step.decrement;
            State next = advance(state, step);
            if (next == null) {
                break;
            }
            state = next;
            iterations++;
            converged = step.newton && decrement <= TOLERANCE;
            execution.progress("theta", iterations, o.maxIterations());
        }
        report.iterations(poisson.iterations + iterations).converged(converged).change(decrement);
        double curvature = step(state, poisson.aliased).curvature;
        double logError = curvature > 0 ? 1 / Math.sqrt(curvature) : 0;
        return model(state.beta, state.alpha, logError, state.objective, bare, poisson.aliased, converged, report);
    }

    /** Twice the slope of the log-likelihood by alpha at 0, and the sum of squared means, both weighted. */
    private double[] excess(double[] beta) {
        return Chunks.reduce(
                data.count,
                execution,
                chunk -> new double[2],
                (part, from, to) -> eachRow(beta, from, to, (w, y, mean) -> {
                    part[0] += w * ((y - mean) * (y - mean) - y);
                    part[1] += w * (mean * mean);
                }),
                (a, b) -> {
                    a[0] += b[0];
                    a[1] += b[1];
                });
    }

    private State at(double[] beta, double alpha) {
        NegativeBinomialPass kind = new NegativeBinomialPass(scaling, beta, alpha);
        NegativeBinomialPass pass =
                Chunks.accumulate(data, data.count, execution, kind::fresh).result();
        return new State(beta, alpha, pass, pass.logLikelihood + tails.logLikelihood(alpha));
    }

    private static final class Step {
        final double[] beta;
        final double logAlpha;
        /** Minus the second derivative by log alpha of the likelihood that is best in the coefficients. */
        final double curvature;

        final double decrement;
        final boolean newton;

        Step(double[] beta, double logAlpha, double curvature, double decrement, boolean newton) {
            this.beta = beta;
            this.logAlpha = logAlpha;
            this.curvature = curvature;
            this.decrement = decrement;
            this.newton = newton;
        }
    }

    private Step step(State state, boolean[] aliased) {
        NegativeBinomialPass pass = state.pass;
        int p = state.beta.length;
        double[][] h = new double[p][p];
        double[] g = new double[p];
        double[] c = new double[p];
        for (int j = 0; j < p; j++) {
            for (int k = 0; k <= j; k++) {
                h[j][k] = aliased[j] || aliased[k] ? 0 : pass.information[j][k];
            }
            g[j] = aliased[j] ? 0 : pass.score[j];
            c[j] = aliased[j] ? 0 : pass.cross[j];
        }
        Cholesky factor = Cholesky.of(h, 1e-15);
        double[] own = tails.byDispersion(state.alpha);
        double[] free = factor.solve(g);
        double[] pull = factor.solve(c);
        double slope = pass.byDispersion[0] + own[0] - Newton.dot(c, free);
        double curvature = pass.byDispersion[1] + own[1] - Newton.dot(c, pull);
        // where the likelihood bends the wrong way, a stride uphill
        double move = curvature > 0 ? slope / curvature : Math.copySign(STRIDE, slope);
        boolean newton = curvature > 0 && Math.abs(move) <= STRIDE;
        move = Math.max(-STRIDE, Math.min(STRIDE, move));
        double[] beta = new double[p];
        for (int j = 0; j < p; j++) {
            beta[j] = free[j] - move * pull[j];
        }
        return new Step(beta, move, curvature, Newton.dot(g, free) + Math.abs(slope * move), newton);
    }

    private @Nullable State advance(State state, Step step) {
        double length = 1;
        boolean blind = step.newton && step.decrement < Math.max(BLIND, 1e-13 * Math.abs(state.objective));
        for (int halving = 0; halving < HALVINGS; halving++) {
            double[] beta = state.beta.clone();
            for (int j = 0; j < beta.length; j++) {
                beta[j] += length * step.beta[j];
            }
            double alpha = Math.max(SMALLEST, state.alpha * Math.exp(length * step.logAlpha));
            State next = at(beta, alpha);
            if (blind || next.objective >= state.objective) {
                return next;
            }
            length /= 2;
        }
        return null;
    }

    private NegativeBinomialModel model(
            double[] beta,
            double alpha,
            double logError,
            double likelihood,
            double poisson,
            boolean[] aliased,
            boolean converged,
            FitReport.Builder report) {
        if (!converged) {
            report.warning("not converged; raise maxIterations, or bring the columns to ordinary units");
        }
        double[][] covariance = covariance(beta, alpha, aliased, report);
        List<String> names = new ArrayList<>();
        for (int j = 1; j < aliased.length; j++) {
            if (aliased[j]) {
                names.add("'" + data.name(j - 1) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("negative binomial regression: {}", done);
        } else {
            LOG.warn("negative binomial regression: {}", done);
        }
        double[] measures = {alpha, logError, likelihood, Math.min(poisson, likelihood), deviance(beta, alpha)};
        return new NegativeBinomialModel(
                o.standardErrors(),
                o.confidence(),
                data.features.names(),
                scaling.unscale(beta),
                scaling.unscale(covariance),
                aliased,
                measures,
                done);
    }

    private double[][] covariance(double[] beta, double alpha, boolean[] aliased, FitReport.Builder report) {
        Family family = new NegativeBinomial(alpha);
        GlmPass kind = GlmPass.newton(family, scaling, beta, 1);
        double[][] information =
                Chunks.accumulate(data, data.count, execution, kind::fresh).result().information;
        for (int j = 0; j < aliased.length; j++) {
            for (int k = 0; k <= j; k++) {
                information[j][k] = aliased[j] || aliased[k] ? 0 : information[j][k];
            }
        }
        double[][] inverse = Cholesky.of(information, 1e-15).inverse();
        return switch (o.standardErrors()) {
            case MODEL -> inverse;
            case ROBUST -> Sandwich.ofRows(family, data, scaling, beta, inverse, execution);
            case CLUSTERED -> {
                int[] cluster = Sandwich.numbered(data, Objects.requireNonNull(data.clusters));
                int count = Sandwich.count(cluster);
                if (count < 40) {
                    report.warning("only " + count
                            + " clusters; below about 40, clustered standard errors tend to be too small");
                }
                yield Sandwich.ofClusters(family, data, scaling, beta, inverse, cluster, count, execution);
            }
        };
    }

    private double deviance(double[] beta, double alpha) {
        NegativeBinomial family = new NegativeBinomial(alpha);
        return Chunks.reduce(
                data.count,
                execution,
                chunk -> new double[1],
                (part, from, to) -> eachRow(beta, from, to, (w, y, mean) -> part[0] += w * family.deviance(y, mean)),
                (a, b) -> a[0] += b[0])[0];
    }

    private interface Row {
        void add(double weight, double y, double mean);
    }

    private void eachRow(double[] beta, int from, int to, Row row) {
        Tile tile = new Tile(beta.length);
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            tile.load(data, scaling, beta, at, n);
            for (int i = 0; i < n; i++) {
                if (tile.weight[i] > 0) {
                    row.add(tile.weight[i], tile.response[i], Math.exp(tile.eta[i]));
                }
            }
        }
    }
}
