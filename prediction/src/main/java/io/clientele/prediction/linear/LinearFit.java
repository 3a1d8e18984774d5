package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.solver.Cholesky;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}. */
final class LinearFit {

    private static final Logger LOG = LoggerFactory.getLogger(LinearRegression.class);
    /** Share (squared) of a column below which it depends on the columns before it. */
    private static final double ALIASED = 1e-11;

    private static final int REFINEMENTS = 2;

    private final LinearRegression.Options o;
    private final Rows data;
    private final Execution execution;

    LinearFit(LinearRegression.Options o, Rows data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
    }

    LinearModel fit() {
        Scaling scaling = Scaling.of(data, execution);
        double[] beta = new double[data.columns + 1];
        beta[0] = mean(scaling);
        GlmPass start = pass(GlmPass.newton(Gaussian.IDENTITY, scaling, beta, 1));
        double total = -2 * start.logLikelihood;
        Cholesky factor = Cholesky.of(start.information, ALIASED);
        boolean[] aliased = new boolean[beta.length];
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = factor.aliased(j);
        }
        double freedom = scaling.weight - factor.rank();
        if (!(freedom > 0)) {
            throw new FitException("a total weight of " + scaling.weight + " and " + factor.rank()
                    + " coefficients leave nothing to tell the variance; use more rows or fewer columns");
        }
        GlmPass at = start;
        for (int round = 0; round <= REFINEMENTS; round++) {
            double[] step = factor.solve(at.score);
            for (int j = 0; j < beta.length; j++) {
                beta[j] += step[j];
            }
            at = pass(GlmPass.scoreOnly(Gaussian.IDENTITY, scaling, beta.clone()));
            execution.progress("rounds", round + 1L, REFINEMENTS + 1L);
        }
        double residual = -2 * at.logLikelihood;
        FitReport.Builder report = FitReport.builder().rows(data.count);
        double[][] covariance = covariance(scaling, beta, factor.inverse(), residual / freedom, report);
        warn(aliased, residual, total, report);
        FitReport done = report.build();
        LOG.debug("linear regression: {}", done);
        return new LinearModel(
                o.standardErrors(),
                o.confidence(),
                data.features.names(),
                scaling.unscale(beta),
                scaling.unscale(covariance),
                aliased,
                new double[] {residual, total, scaling.weight},
                done);
    }

    /** Of the response less the offset. */
    private double mean(Scaling scaling) {
        double sum = scaling.responseSum;
        if (data.offset != null) {
            for (int i = 0; i < data.count; i++) {
                sum -= data.weight(i) * data.offset[i];
            }
        }
        return sum / scaling.weight;
    }

    private GlmPass pass(GlmPass kind) {
        return Chunks.accumulate(data, data.count, execution, kind::fresh).result();
    }

    private void warn(boolean[] aliased, double residual, double total, FitReport.Builder report) {
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
        if (residual <= 1e-24 * total) {
            report.warning("the fit is perfect to rounding; see whether a feature holds the response");
        }
    }

    private double[][] covariance(
            Scaling scaling, double[] beta, double[][] inverse, double variance, FitReport.Builder report) {
        return switch (o.standardErrors()) {
            case MODEL -> {
                for (double[] row : inverse) {
                    for (int k = 0; k < row.length; k++) {
                        row[k] *= variance;
                    }
                }
                yield inverse;
            }
            case ROBUST -> Sandwich.ofRows(Gaussian.IDENTITY, data, scaling, beta, inverse, execution);
            case CLUSTERED -> {
                int[] cluster = Sandwich.numbered(data, Objects.requireNonNull(data.clusters));
                int count = Sandwich.count(cluster);
                if (count < 40) {
                    report.warning("only " + count
                            + " clusters; below about 40, clustered standard errors tend to be too small");
                }
                yield Sandwich.ofClusters(Gaussian.IDENTITY, data, scaling, beta, inverse, cluster, count, execution);
            }
        };
    }
}
