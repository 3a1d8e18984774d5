package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}. */
final class SparseLogisticFit {

    private static final Logger LOG = LoggerFactory.getLogger(SparseLogisticRegression.class);

    private final SparseLogisticRegression recipe;
    private final SparseLabeledTable data;
    private final Execution execution;

    SparseLogisticFit(SparseLogisticRegression recipe, SparseLabeledTable data, Execution execution) {
        this.recipe = recipe;
        this.data = data;
        this.execution = execution;
    }

    SparseLogisticModel fit() {
        SparseLogisticRegression.Options o = recipe.o;
        Rows constant = new Rows(FeatureTable.of(List.of()), data.labels, data.weights, data.offset, null);
        InterceptOnly bare = InterceptOnly.of(constant, Scaling.of(constant, execution), execution);
        SparseNewton newton = new SparseNewton(
                new SparseRows(data.features, execution),
                new SparseLogisticLoss(data, execution),
                o.strength() * o.mixing(),
                o.strength() * (1 - o.mixing()),
                o.tolerance(),
                o.maxIterations(),
                bare.intercept(),
                execution);
        newton.solve();
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(newton.iterations)
                .converged(newton.converged)
                .change(newton.relative);
        if (!newton.converged) {
            report.warning("not converged after " + newton.iterations + " iterations; "
                    + (newton.iterations < o.maxIterations()
                            ? "the columns are of too different size: bring them to ordinary units"
                            : "raise maxIterations"));
        }
        FitReport done = report.build();
        if (done.converged()) {
            LOG.debug("sparse logistic regression: {}, {} products with the features", done, newton.products());
        } else {
            LOG.warn("sparse logistic regression: {}", done);
        }
        return new SparseLogisticModel(
                recipe, newton.intercept, newton.b, -newton.losses, bare.logLikelihood(), newton.gradientLength, done);
    }
}
