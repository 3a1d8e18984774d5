package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit} or {@code choose}. */
final class CoxPathFit {

    private static final Logger LOG = LoggerFactory.getLogger(CoxElasticNet.class);

    private final CoxElasticNet.Options o;
    private final SurvivalTable data;
    private final FeatureTable features;
    private final Execution execution;

    CoxPathFit(CoxElasticNet.Options o, SurvivalTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.features = data.requireFeatures();
        this.execution = execution;
    }

    CoxPath fit() {
        CoxDesign design = CoxDesign.of(data, features, execution);
        return fit(design, o.lambdas().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** @param given lambdas, or none to take them from the data */
    private CoxPath fit(CoxDesign design, double[] given) {
        if (design.events == 0) {
            throw new FitException("no events: all rows with a weight above 0 are censored, so nothing tells who leaves"
                    + " earlier; watch longer, or widen the definition of the event");
        }
        CoxPathSolver solver = new CoxPathSolver(o, design, deviations(), total(), execution);
        double nullLogLikelihood = solver.logLikelihood();
        double[] lambdas =
                given.length > 0 ? given.clone() : grid(Math.max(solver.largest(), 1e-12), o.ratio(), o.count());
        double[][] coefficients = new double[lambdas.length][];
        double[] logLikelihood = new double[lambdas.length];
        FitReport.Builder report = FitReport.builder().rows(data.rows());
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
            logLikelihood[k] = solver.logLikelihood();
            execution.progress("lambdas", k + 1L, lambdas.length);
        }
        FitReport done = report.iterations(solver.passes)
                .converged(converged)
                .change(worst)
                .build();
        if (converged) {
            LOG.debug("Cox elastic net: {}", done);
        } else {
            LOG.warn("Cox elastic net: {}", done);
        }
        return new CoxPath(
                features.names(), o.ties(), o.mixing(), lambdas, coefficients, logLikelihood, nullLogLikelihood, done);
    }

    /** Penalties from the largest down to a share of it, evenly on the logarithmic scale. */
    private static double[] grid(double largest, double ratio, int count) {
        double[] grid = new double[count];
        Arrays.setAll(grid, k -> count == 1 ? largest : largest * Math.pow(ratio, k / (count - 1.0)));
        return grid;
    }

    /** The spread of each column over all rows; 1 where the columns are not to be brought to one. */
    private double[] deviations() {
        double[] deviation = new double[features.columns()];
        double total = total();
        for (int j = 0; j < deviation.length; j++) {
            double mean = 0;
            for (int i = 0; i < data.rows(); i++) {
                mean += data.weight(i) / total * features.get(i, j);
            }
            double square = 0;
            for (int i = 0; i < data.rows(); i++) {
                double off = features.get(i, j) - mean;
                square += data.weight(i) / total * off * off;
            }
            deviation[j] = o.standardised() ? Math.sqrt(square) : 1;
        }
        return deviation;
    }

    private double total() {
        double total = 0;
        for (int i = 0; i < data.rows(); i++) {
            total += data.weight(i);
        }
        return total;
    }

    CoxChoice choose(int folds, long seed) {
        return choose(deal(folds, seed), folds);
    }

    /** @param fold of each row, from 0 */
    CoxChoice choose(int[] fold, int folds) {
        CoxDesign all = CoxDesign.of(data, features, execution);
        CoxPath path =
                fit(all, o.lambdas().stream().mapToDouble(Double::doubleValue).toArray());
        double[][] deviance = new double[folds][path.size()];
        double[] weight = new double[folds];
        // on the same threads, but without its progress, which would start again in every fold
        Execution silent = execution.withProgress(p -> {});
        CoxPass whole = new CoxPass(all, o.ties(), null);
        for (int f = 0; f < folds; f++) {
            double[] train = new double[data.rows()];
            for (int i = 0; i < train.length; i++) {
                train[i] = fold[i] == f ? 0 : data.weight(i);
                weight[f] += fold[i] == f && data.event(i) > 0 ? data.weight(i) : 0;
            }
            CoxPathFit part = new CoxPathFit(o, data.withWeights(train), silent);
            CoxDesign design = CoxDesign.of(part.data, features, silent);
            CoxPath without = part.fit(design, path.lambdas());
            for (int k = 0; k < path.size(); k++) {
                double[] b = without.coefficients(k);
                deviance[f][k] = -2 * (logLikelihood(whole, all, b, silent) - without.logLikelihood(k));
            }
            execution.progress("folds", f + 1L, folds);
        }
        return CoxChoice.of(path, deviance, weight);
    }

    private static double logLikelihood(CoxPass pass, CoxDesign design, double[] raw, Execution execution) {
        double[] beta = new double[raw.length];
        for (int j = 0; j < beta.length; j++) {
            beta[j] = raw[j] * design.scale[j];
        }
        // minus infinity where it cannot be represented: never the best
        return pass.scoreAt(beta, execution) ? pass.logLikelihood : Double.NEGATIVE_INFINITY;
    }

    /** The fold of each row: clusters or subjects as a whole, or rows, events and others apart, in random order. */
    private int[] deal(int folds, long seed) {
        int[] fold = new int[data.rows()];
        Labels together = data.clusterLabels() == null ? data.subjectLabels() : data.clusterLabels();
        boolean[] left = new boolean[together == null ? fold.length : together.count()];
        int events = 0;
        for (int i = 0; i < fold.length; i++) {
            int unit = together == null ? i : together.code(i);
            if (data.event(i) > 0 && data.weight(i) > 0 && !left[unit]) {
                left[unit] = true;
                events++;
            }
        }
        Check.atMost(
                "folds",
                folds,
                events,
                together == null ? "the number of events" : "the number of clusters with events");
        int[] ofUnit = new int[left.length];
        for (boolean want : new boolean[] {true, false}) {
            int[] units =
                    IntStream.range(0, left.length).filter(u -> left[u] == want).toArray();
            int[] order = new int[units.length];
            Arrays.setAll(order, i -> i);
            RandomGenerator random = RandomStreams.stream(seed, "cox elastic net folds", want ? 1 : 0);
            Samplers.shuffle(random, order);
            for (int k = 0; k < order.length; k++) {
                ofUnit[units[order[k]]] = k % folds;
            }
        }
        for (int i = 0; i < fold.length; i++) {
            fold[i] = ofUnit[together == null ? i : together.code(i)];
        }
        return fold;
    }
}
