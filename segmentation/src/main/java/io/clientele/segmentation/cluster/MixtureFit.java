package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: the starts, EM from each, and the best end. */
final class MixtureFit {

    private static final Logger LOG = LoggerFactory.getLogger(GaussianMixture.class);
    /** Parameters that change by less stand still, as far as rounding lets us see. */
    private static final double STILL = 1e-14;

    private final GaussianMixture.Options o;
    private final MixtureData data;
    private final Execution execution;
    private final VarianceFloor floor;

    MixtureFit(GaussianMixture.Options o, MixtureData data, Execution execution) {
        Check.atMost("k", o.k(), data.rows.rows(), "the number of rows");
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.floor = new VarianceFloor(o.varianceFloor(), data.variances);
    }

    GaussianMixtureModel best() {
        int starts = o.startIsGiven() ? 1 : o.restarts();
        MixtureRun best = run(0, start(0));
        execution.progress("starts", 1, starts);
        for (int s = 1; s < starts; s++) {
            MixtureRun run = run(s, start(s));
            execution.progress("starts", s + 1, starts);
            if (run.isBetterThan(best)) {
                best = run;
            }
        }
        FitReport report = report(best);
        if (report.converged()) {
            LOG.debug("Gaussian mixture: {}", report);
        } else {
            LOG.warn("Gaussian mixture: {}", report);
        }
        return new GaussianMixtureModel(
                data.features,
                best.parameters,
                data.totalWeight,
                best.logLikelihood,
                best.entropy,
                best.isCollapsed(),
                report);
    }

    private MixtureStep start(int number) {
        int[] labels = startLabels(number);
        double[][] centers = new double[Arrays.stream(labels).max().orElseThrow() + 1][];
        Arrays.fill(centers, data.means);
        double[][] means = step(labels, centers).parameters.means; // sums about these lose no digits
        return step(labels, means);
    }

    private MixtureStep step(int[] labels, double[][] centers) {
        MixturePass pass = Chunks.accumulate(
                data.rows,
                data.rows.rows(),
                execution,
                () -> new MixturePass(centers, o.shape(), data.weightColumn, labels));
        return MixtureStep.of(pass, o.shape(), floor, ofAllRows(centers.length));
    }

    /** Variances of all rows, for components to which no row of any weight belongs. */
    private double[][] ofAllRows(int k) {
        int d = data.variances.length;
        double[][] covariances = new double[o.shape().held(k)][o.shape().numbers(d)];
        for (double[] covariance : covariances) {
            for (int j = 0; j < d; j++) {
                if (o.shape().hasCorrelations()) {
                    covariance[j * d + j] = data.variances[j];
                } else if (covariance.length == d) {
                    covariance[j] = data.variances[j];
                } else {
                    covariance[0] += data.variances[j] / d;
                }
            }
        }
        return covariances;
    }

    private int[] startLabels(int number) {
        if (!o.startLabels().isEmpty()) {
            Check.length("start labels", o.startLabels().size(), data.rows.rows(), "one label per row");
            return o.startLabels().stream().mapToInt(Integer::intValue).toArray();
        }
        FeatureTable scaled = data.scaled(o.shape());
        // k-means is not what the caller waits for: its progress is not passed on
        Execution quiet = execution.withProgress(p -> {});
        if (!o.startMeans().isEmpty()) {
            int[] labels = new int[scaled.rows()];
            double[][] means = startMeans();
            LloydPass nearest = Chunks.accumulate(
                    scaled,
                    scaled.rows(),
                    quiet,
                    () -> new LloydPass(means, new double[means[0].length], labels, new double[labels.length], null));
            for (int c = 0; c < means.length; c++) {
                if (nearest.sums().sizes[c] == 0) {
                    throw new IllegalArgumentException("start mean " + c + " is nearest to no row; choose another");
                }
            }
            return labels;
        }
        long seed = RandomStreams.stream(o.seed(), "mixture", number).nextLong();
        return KMeans.of(o.k()).withSeed(seed).fit(scaled, quiet).assign(scaled, quiet);
    }

    private double[][] startMeans() {
        double[][] means = new double[o.k()][data.features.size()];
        for (int c = 0; c < means.length; c++) {
            List<Double> given = o.startMeans().get(c);
            Check.length("start mean " + c, given.size(), means[c].length, "one value per feature");
            for (int j = 0; j < means[c].length; j++) {
                means[c][j] = data.scaled(o.shape(), j, given.get(j));
            }
        }
        return means;
    }

    private MixtureRun run(int number, MixtureStep start) {
        MixtureStep at = start;
        MixturePass pass = pass(at.parameters);
        double gain = Double.POSITIVE_INFINITY;
        double left = Double.POSITIVE_INFINITY;
        boolean converged = false;
        int iterations = 0;
        while (!converged && iterations < o.maxIterations()) {
            MixtureStep next = MixtureStep.of(pass, o.shape(), floor, at.parameters.covariances);
            MixturePass after = pass(next.parameters);
            iterations++;
            execution.progress("iterations of start " + (number + 1), iterations, o.maxIterations());
            double newGain = after.logLikelihood() - pass.logLikelihood();
            left = leftToGain(gain, newGain) / data.totalWeight;
            converged = o.tolerance() > 0
                    ? left < o.tolerance()
                    : next.parameters.change(at.parameters, data.variances) < STILL;
            gain = newGain;
            at = next;
            pass = after;
        }
        return new MixtureRun(at, pass, iterations, converged, left);
    }

    /** Aitken's estimate: gains shrink by a constant factor, so what is left is a geometric series. */
    private static double leftToGain(double before, double now) {
        if (now <= 0) {
            return 0; // no more to be seen through rounding
        }
        double factor = now / before;
        return before > 0 && factor < 1 && before < Double.POSITIVE_INFINITY
                ? now * factor / (1 - factor)
                : Double.POSITIVE_INFINITY;
    }

    private MixturePass pass(MixtureParameters parameters) {
        ComponentDensity[] components = new ComponentDensity[parameters.k()];
        for (int c = 0; c < components.length; c++) {
            components[c] = new ComponentDensity(parameters, c);
        }
        return Chunks.accumulate(
                data.rows,
                data.rows.rows(),
                execution,
                () -> new MixturePass(components, o.shape(), data.weightColumn));
    }

    private FitReport report(MixtureRun run) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows.rows())
                .iterations(run.iterations)
                .converged(run.converged)
                .change(Double.isInfinite(run.left) ? Double.MAX_VALUE : run.left);
        if (!run.converged) {
            report.warning(
                    "not converged after " + run.iterations + " iterations; raise maxIterations or the tolerance");
        }
        if (run.parameters.k() < o.k()) {
            report.warning("only " + run.parameters.k() + " distinct rows for k = " + o.k()
                    + "; the model has that many components");
        }
        for (int c = 0; c < run.parameters.k(); c++) {
            if (run.parameters.weights[c] == 0) {
                report.warning("component " + c + " has lost all its rows; choose a smaller k");
            }
        }
        for (int h = 0; h < run.raised.length; h++) {
            if (run.raised[h]) {
                report.warning((o.shape() == CovarianceShape.TIED ? "the common covariance" : "component " + h)
                        + " is held at the variance floor: rows are equal or lie in a plane; choose fewer components,"
                        + " or drop columns that depend on others");
            }
        }
        if (o.shape() == CovarianceShape.SPHERICAL) {
            int d = data.features.size();
            Chunks.accumulate(data.rows, data.rows.rows(), execution, () -> new ColumnSpread(d))
                    .warning(data.features)
                    .ifPresent(report::warning);
        }
        return report.build();
    }
}
