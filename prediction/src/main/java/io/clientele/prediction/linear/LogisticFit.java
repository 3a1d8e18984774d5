package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}. */
final class LogisticFit {

    private static final Logger LOG = LoggerFactory.getLogger(LogisticRegression.class);

    private final LogisticRegression recipe;
    private final LogisticRegression.Options o;
    private final Rows data;
    private final Execution execution;

    LogisticFit(LogisticRegression recipe, Rows data, Execution execution) {
        this.recipe = recipe;
        this.o = recipe.o;
        this.data = data;
        this.execution = execution;
    }

    LogisticModel fit() {
        Scaling scaling = Scaling.of(data, execution);
        InterceptOnly bare = InterceptOnly.of(data, scaling, execution);
        double[] penalty = new double[data.columns + 1];
        for (int j = 1; j < penalty.length; j++) {
            penalty[j] = Math.min(o.strength() / (scaling.deviation[j - 1] * scaling.deviation[j - 1]), 1e300);
        }
        double[] start = new double[penalty.length];
        start[0] = bare.intercept();
        boolean maySeparate = o.strength() == 0 && !o.firth();
        Newton newton = new Newton(
                Bernoulli.LOGIT, data, scaling, penalty, o.firth(), o.tolerance(), o.maxIterations(), execution);
        Newton.Solution solution = newton.solve(start, (iteration, step) -> {
            if (maySeparate && iteration >= Separation.PATIENCE) {
                Separation.refuse(data, scaling, step, execution);
            }
        });
        return model(scaling, bare, solution);
    }

    private LogisticModel model(Scaling scaling, InterceptOnly bare, Newton.Solution solution) {
        double[] beta = solution.state.beta;
        FitReport.Builder report = FitReport.builder()
                .rows(data.count)
                .iterations(solution.iterations)
                .converged(solution.converged)
                .change(solution.decrement);
        if (!solution.converged) {
            report.warning("not converged after " + solution.iterations + " iterations; "
                    + (solution.iterations < o.maxIterations()
                            ? "the columns are nearly separated or nearly dependent: use withL2Penalty(...)"
                            : "raise maxIterations"));
        }
        double[][] covariance = covariance(scaling, solution, report);
        List<String> names = new ArrayList<>();
        for (int j = 1; j < beta.length; j++) {
            if (solution.aliased[j]) {
                names.add("'" + data.name(j - 1) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("logistic regression: {}", done);
        } else {
            LOG.warn("logistic regression: {}", done);
        }
        return new LogisticModel(
                recipe,
                data.features.names(),
                scaling.unscale(beta),
                scaling.unscale(covariance),
                solution.aliased,
                solution.state.pass.logLikelihood,
                bare.logLikelihood(),
                done);
    }

    private double[][] covariance(Scaling scaling, Newton.Solution solution, FitReport.Builder report) {
        double[] beta = solution.state.beta;
        double[][] inverse = solution.state.factor.inverse();
        return switch (o.standardErrors()) {
            case MODEL -> inverse;
            case ROBUST -> Sandwich.ofRows(Bernoulli.LOGIT, data, scaling, beta, inverse, execution);
            case CLUSTERED -> {
                int[] cluster = Sandwich.numbered(data, Objects.requireNonNull(data.clusters));
                int count = Sandwich.count(cluster);
                if (count < 40) {
                    report.warning("only " + count
                            + " clusters; below about 40, clustered standard errors tend to be too small");
                }
                yield Sandwich.ofClusters(Bernoulli.LOGIT, data, scaling, beta, inverse, cluster, count, execution);
            }
        };
    }
}
