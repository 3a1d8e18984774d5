package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.VectorMath;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit} or {@code choose}. */
final class ElasticNetFit {

    private static final Logger LOG = LoggerFactory.getLogger(LogisticElasticNet.class);

    private final LogisticElasticNet.Options o;
    private final Rows data;
    private final Execution execution;

    ElasticNetFit(LogisticElasticNet.Options o, Rows data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
    }

    /** @param given lambdas, or none to take them from the data */
    ElasticNetPath fit(double[] given) {
        Scaling scaling = Scaling.of(data, execution);
        InterceptOnly start = InterceptOnly.of(data, scaling, execution);
        double[] beta = new double[data.columns + 1];
        beta[0] = start.intercept();
        ElasticNetSolver solver =
                new ElasticNetSolver(Bernoulli.LOGIT, data, scaling, o.mixing(), o.standardised(), beta, execution);
        double[] lambdas = given.length > 0
                ? given.clone()
                : ElasticNetSolver.grid(Math.max(solver.largest(), 1e-12), o.ratio(), o.count());
        double[][] coefficients = new double[lambdas.length][];
        double[] ratio = new double[lambdas.length];
        FitReport.Builder report = FitReport.builder().rows(data.count);
        boolean converged = true;
        double worst = 0;
        for (int k = 0; k < lambdas.length; k++) {
            if (!solver.moveTo(lambdas[k])) {
                converged = false;
                report.warning("lambda " + lambdas[k] + " is off its optimum by " + solver.worst
                        + "; the columns are nearly dependent, use a smaller mixing");
            }
            worst = Math.max(worst, solver.worst);
            coefficients[k] = solver.coefficients();
            ratio[k] = 1 - solver.logLikelihood() / start.logLikelihood();
            execution.progress("lambdas", k + 1L, lambdas.length);
        }
        FitReport done = report.iterations(solver.passes)
                .converged(converged)
                .change(worst)
                .build();
        if (converged) {
            LOG.debug("elastic net: {}", done);
        } else {
            LOG.warn("elastic net: {}", done);
        }
        return new ElasticNetPath(data.features.names(), o.mixing(), lambdas, coefficients, ratio, done);
    }

    ElasticNetChoice choose(double[] given, int folds, long seed) {
        ElasticNetPath path = fit(given);
        double[] lambdas = path.lambdas();
        int[] fold = deal(folds, seed);
        double[][] deviance = new double[folds][];
        double[] weight = new double[folds];
        for (int f = 0; f < folds; f++) {
            double[] train = new double[data.count];
            for (int i = 0; i < data.count; i++) {
                train[i] = fold[i] == f ? 0 : data.weight(i);
                weight[f] += fold[i] == f ? data.weight(i) : 0;
            }
            Rows part = new Rows(data.features, data.response, train, data.offset, null);
            // on the same threads, but without its progress, which would start again in every fold
            ElasticNetPath without = new ElasticNetFit(o, part, silent()).fit(lambdas);
            deviance[f] = heldOut(without, fold, f);
            execution.progress("folds", f + 1L, folds);
        }
        return ElasticNetChoice.of(path, deviance, weight);
    }

    private Execution silent() {
        return execution.withProgress(p -> {});
    }

    /** Deviance of the rows of a fold, for every lambda. */
    private double[] heldOut(ElasticNetPath path, int[] fold, int f) {
        double[] sum = new double[path.size()];
        double[] row = new double[data.columns];
        for (int i = 0; i < data.count; i++) {
            double w = data.weight(i);
            if (fold[i] == f && w > 0) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = data.features.get(i, j);
                }
                double offset = data.offset == null ? 0 : data.offset[i];
                for (int k = 0; k < sum.length; k++) {
                    double eta = path.logOdds(k, row) + offset;
                    sum[k] += 2 * w * VectorMath.log1pExp(data.response[i] == 1 ? -eta : eta);
                }
            }
        }
        return sum;
    }

    /** The fold of each row: clusters as a whole, or rows within their label, in random order one after the other. */
    private int[] deal(int folds, long seed) {
        int[] fold = new int[data.count];
        if (data.clusters != null) {
            int[] cluster = Sandwich.numbered(data, Objects.requireNonNull(data.clusters));
            int count = Arrays.stream(cluster).max().orElse(0) + 1;
            Check.atMost("folds", folds, count, "the number of clusters");
            int[] ofCluster = dealt(count, folds, RandomStreams.stream(seed, "elastic net folds", 0));
            for (int i = 0; i < fold.length; i++) {
                fold[i] = ofCluster[cluster[i]];
            }
            return fold;
        }
        for (int label = 0; label <= 1; label++) {
            int want = label;
            int[] rows = IntStream.range(0, data.count)
                    .filter(i -> data.response[i] == want)
                    .toArray();
            int[] part = dealt(rows.length, folds, RandomStreams.stream(seed, "elastic net folds", 1 + label));
            for (int k = 0; k < rows.length; k++) {
                fold[rows[k]] = part[k];
            }
        }
        return fold;
    }

    private static int[] dealt(int count, int folds, RandomGenerator random) {
        int[] order = new int[count];
        Arrays.setAll(order, i -> i);
        Samplers.shuffle(random, order);
        int[] fold = new int[count];
        for (int k = 0; k < count; k++) {
            fold[order[k]] = k % folds;
        }
        return fold;
    }
}
