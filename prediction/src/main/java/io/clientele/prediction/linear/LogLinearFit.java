package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit} of a regression with logarithmic link. */
final class LogLinearFit {

    record Options(StandardErrors standardErrors, double confidence, int maxIterations) {}

    private static final Logger LOG = LoggerFactory.getLogger(LogLinearModel.class);

    private final LogLink link;
    private final Options o;
    private final Rows data;
    private final Execution execution;

    private LogLinearFit(LogLink link, Options o, Rows data, Execution execution) {
        this.link = link;
        this.o = o;
        this.data = data;
        this.execution = execution;
    }

    static LogLinearModel fit(LogLink link, Options o, ResponseTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (o.standardErrors == StandardErrors.CLUSTERED && !data.hasClusters()) {
            throw new IllegalArgumentException(
                    "clustered standard errors need to know the clusters; give them by ResponseTable.withClusters(...)");
        }
        boolean counts = link == LogLink.POISSON;
        for (int i = 0; i < data.rows(); i++) {
            double y = data.response(i);
            if (counts ? y < 0 : y <= 0) {
                throw new IllegalArgumentException(
                        "response, row " + i + ": must be " + (counts ? "at least 0" : "above 0") + ", got " + y);
            }
        }
        return new LogLinearFit(link, o, data.asRows(), execution).fit();
    }

    private LogLinearModel fit() {
        Scaling scaling = Scaling.of(data, execution);
        if (scaling.responseSum == 0) {
            throw new FitException("all responses with a weight are 0; there is nothing to explain");
        }
        double[] start = new double[data.columns + 1];
        start[0] = intercept(link, data, scaling);
        Newton newton =
                new Newton(link, data, scaling, new double[start.length], false, 1e-12, o.maxIterations, execution);
        Newton.Solution solution = newton.solve(start, (iteration, step) -> {
            if (link == LogLink.POISSON && iteration >= Separation.PATIENCE) {
                Separation.refuseZeros(data, scaling, step, execution);
            }
        });
        Sums sums = sums(scaling, solution.state.beta);
        int estimated = Coefficients.estimated(solution.aliased);
        double freedom = scaling.weight - estimated;
        if (link == LogLink.GAMMA && !(freedom > 0)) {
            throw new FitException("a total weight of " + scaling.weight + " and " + estimated
                    + " coefficients leave nothing to tell the dispersion; use more rows or fewer columns");
        }
        double dispersion = link == LogLink.GAMMA ? sums.pearson / freedom : 1;
        FitReport.Builder report = FitReport.builder()
                .rows(data.count)
                .iterations(solution.iterations)
                .converged(solution.converged)
                .change(solution.decrement);
        if (!solution.converged) {
            report.warning("not converged after " + solution.iterations
                    + " iterations; raise maxIterations, or bring the columns to ordinary units");
        }
        double[][] covariance = covariance(scaling, solution, dispersion, report);
        warn(solution, sums, freedom, report);
        double likelihood = logLikelihood(scaling, solution.state.beta, sums.deviance / scaling.weight);
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("{} regression: {}", link, done);
        } else {
            LOG.warn("{} regression: {}", link, done);
        }
        return new LogLinearModel(
                link,
                o.standardErrors,
                o.confidence,
                data.features.names(),
                scaling.unscale(solution.state.beta),
                scaling.unscale(covariance),
                solution.aliased,
                new double[] {likelihood, sums.deviance, sums.nullDeviance, sums.pearson, scaling.weight},
                done);
    }

    private void warn(Newton.Solution solution, Sums sums, double freedom, FitReport.Builder report) {
        List<String> names = new ArrayList<>();
        for (int j = 1; j < solution.aliased.length; j++) {
            if (solution.aliased[j]) {
                names.add("'" + data.name(j - 1) + "'");
            }
        }
        if (!names.isEmpty()) {
            report.warning("aliased, because constant or a combination of the columns before: "
                    + String.join(", ", names) + "; without effect on the predictions");
        }
        if (link == LogLink.POISSON
                && o.standardErrors == StandardErrors.MODEL
                && freedom > 0
                && sums.pearson / freedom > 1.5) {
            report.warning("the counts vary " + Math.rint(10 * sums.pearson / freedom) / 10
                    + " times as much as Poisson's, so the standard errors are too small; use StandardErrors.ROBUST");
        }
    }

    /** The intercept of the model without columns: a closed form under either family. */
    static double intercept(LogLink link, Rows data, Scaling scaling) {
        if (data.offset == null) {
            return Math.log(scaling.responseSum / scaling.weight);
        }
        // relative to the largest offset, so that no exponential overflows
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < data.count; i++) {
            if (data.weight(i) > 0) {
                most = Math.max(most, data.offset[i]);
                least = Math.min(least, data.offset[i]);
            }
        }
        double sum = 0;
        for (int i = 0; i < data.count; i++) {
            double w = data.weight(i);
            if (w > 0) {
                sum += link == LogLink.POISSON
                        ? w * Math.exp(data.offset[i] - most)
                        : w * data.response[i] * Math.exp(least - data.offset[i]);
            }
        }
        return link == LogLink.POISSON
                ? Math.log(scaling.responseSum / sum) - most
                : Math.log(sum / scaling.weight) - least;
    }

    private static final class Sums {
        double deviance;
        double nullDeviance;
        double pearson;
    }

    private Sums sums(Scaling scaling, double[] beta) {
        double alone = intercept(link, data, scaling);
        return Chunks.reduce(
                data.count,
                execution,
                chunk -> new Sums(),
                (part, from, to) -> eachTile(scaling, beta, from, to, (tile, at, n) -> {
                    for (int i = 0; i < n; i++) {
                        double w = tile.weight[i];
                        if (w > 0) {
                            double y = tile.response[i];
                            double mean = Math.exp(tile.eta[i]);
                            double bare = Math.exp(alone + (data.offset == null ? 0 : data.offset[at + i]));
                            part.deviance += w * link.deviance(y, mean);
                            part.nullDeviance += w * link.deviance(y, bare);
                            part.pearson += w * ((y - mean) * (y - mean) / link.variance(mean));
                        }
                    }
                }),
                (a, b) -> {
                    a.deviance += b.deviance;
                    a.nullDeviance += b.nullDeviance;
                    a.pearson += b.pearson;
                });
    }

    private double logLikelihood(Scaling scaling, double[] beta, double dispersion) {
        return Chunks.reduce(
                data.count,
                execution,
                chunk -> new double[1],
                (part, from, to) -> eachTile(scaling, beta, from, to, (tile, at, n) -> {
                    for (int i = 0; i < n; i++) {
                        if (tile.weight[i] > 0) {
                            part[0] += tile.weight[i]
                                    * link.logLikelihood(tile.response[i], Math.exp(tile.eta[i]), dispersion);
                        }
                    }
                }),
                (a, b) -> a[0] += b[0])[0];
    }

    private interface TileBody {
        void run(Tile tile, int at, int n);
    }

    private void eachTile(Scaling scaling, double[] beta, int from, int to, TileBody body) {
        Tile tile = new Tile(beta.length);
        for (int at = from; at < to; at += Chunks.TILE) {
            int n = Math.min(Chunks.TILE, to - at);
            tile.load(data, scaling, beta, at, n);
            body.run(tile, at, n);
        }
    }

    private double[][] covariance(
            Scaling scaling, Newton.Solution solution, double dispersion, FitReport.Builder report) {
        double[] beta = solution.state.beta;
        double[][] inverse = solution.state.factor.inverse();
        return switch (o.standardErrors) {
            case MODEL -> times(inverse, dispersion);
            case ROBUST -> Sandwich.ofRows(link, data, scaling, beta, inverse, execution);
            case CLUSTERED -> {
                int[] cluster = Sandwich.numbered(data, Objects.requireNonNull(data.clusters));
                int count = Sandwich.count(cluster);
                if (count < 40) {
                    report.warning("only " + count
                            + " clusters; below about 40, clustered standard errors tend to be too small");
                }
                yield Sandwich.ofClusters(link, data, scaling, beta, inverse, cluster, count, execution);
            }
        };
    }

    private static double[][] times(double[][] matrix, double factor) {
        for (double[] row : matrix) {
            for (int k = 0; k < row.length; k++) {
                row[k] *= factor;
            }
        }
        return matrix;
    }
}
