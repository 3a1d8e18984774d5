package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: the runs, and the best of them. */
final class KMeansFit {

    private static final Logger LOG = LoggerFactory.getLogger(KMeans.class);

    private final KMeans.Options o;
    private final FeatureTable data;
    private final Execution execution;
    private final ColumnSpread spread;
    private final int[] labels;
    private final double[] distances;

    KMeansFit(KMeans.Options o, FeatureTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.spread = Chunks.accumulate(data, data.rows(), execution, () -> new ColumnSpread(data.columns()));
        spread.requireSquares(data.names(), o.startCenters());
        this.labels = new int[data.rows()];
        this.distances = new double[data.rows()];
    }

    KMeansModel best() {
        int runs = o.startCenters().isEmpty() ? o.restarts() : 1;
        LloydRun best = run(0);
        execution.progress("restarts", 1, runs);
        for (int r = 1; r < runs; r++) {
            LloydRun next = run(r);
            execution.progress("restarts", r + 1, runs);
            if (next.inertia < best.inertia) {
                best = next;
            }
        }
        FitReport report = report(best);
        if (report.converged()) {
            LOG.debug("k-means: {}", report);
        } else {
            LOG.warn("k-means: {}", report);
        }
        return new KMeansModel(data.names(), best.centers, best.sizes, best.inertia, report);
    }

    private LloydRun run(int number) {
        double[][] centers = start(number);
        Arrays.fill(labels, -1);
        double[] loss = new double[centers.length];
        BoundedPass previous = null;
        int relocations = 0;
        int iterations = 0;
        boolean converged = false;
        double change = Double.MAX_VALUE;
        while (!converged && iterations < o.maxIterations()) {
            BoundedPass pass = step(centers, loss);
            iterations++;
            execution.progress("iterations of run " + (number + 1), iterations, o.maxIterations());
            int moved = 0;
            if (pass.changed() > 0) {
                double[][] next = pass.result();
                if (o.emptyClusters() == EmptyClusters.RELOCATE && pass.hasEmpty()) {
                    LloydPass measured = pass(centers); // relocation asks for the distance of every row
                    moved = measured.relocateEmpty(data, labels, distances);
                    next = measured.centers(centers);
                    Arrays.fill(distances, BoundedPass.UNKNOWN);
                }
                loss = BoundedPass.loss(centers, next);
                centers = next;
            }
            relocations += moved;
            if (previous != null) {
                change = improvement(previous.inertia(), pass.inertia());
            }
            // a cluster that was just moved has yet to find its rows
            boolean settled = previous != null && change < o.tolerance() && moved == 0;
            converged = pass.changed() == 0 || settled;
            previous = pass;
        }
        // sizes and inertia belong to the final centres, also when the last pass moved them
        if (previous != null && previous.changed() == 0) {
            return run(centers, previous.sizes(), previous.inertia(), iterations, converged, change, relocations);
        }
        LloydPass last = pass(centers);
        if (!converged && previous != null) {
            change = improvement(previous.inertia(), last.inertia());
        }
        return run(centers, last.sizes(), last.inertia(), iterations, converged, change, relocations);
    }

    private static LloydRun run(
            double[][] centers,
            long[] sizes,
            double inertia,
            int iterations,
            boolean converged,
            double change,
            int relocations) {
        return new LloydRun(centers, sizes, inertia, iterations, converged, Math.max(0, change), relocations);
    }

    private static double improvement(double before, double after) {
        return before == 0 ? 0 : (before - after) / before;
    }

    /** Between the passes {@code distances} holds the gaps. */
    private BoundedPass step(double[][] centers, double[] loss) {
        return Chunks.accumulate(data, data.rows(), execution, () -> new BoundedPass(centers, labels, distances, loss));
    }

    private double[][] start(int run) {
        if (o.startCenters().isEmpty()) {
            return new PlusPlusStart(data, execution, o.seed(), run).centers(o.k(), distances);
        }
        return o.startCenters().stream()
                .map(c -> c.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    private LloydPass pass(double[][] centers) {
        return Chunks.accumulate(data, data.rows(), execution, () -> new LloydPass(centers, labels, distances));
    }

    private FitReport report(LloydRun run) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(run.iterations)
                .converged(run.converged)
                .change(run.change);
        if (!run.converged) {
            report.warning("not converged after " + run.iterations
                    + " iterations; raise maxIterations or set a tolerance above 0");
        }
        if (run.centers.length < o.k()) {
            report.warning("only " + run.centers.length + " distinct rows for k = " + o.k()
                    + "; the model has that many clusters");
        }
        long empty = Arrays.stream(run.sizes).filter(size -> size == 0).count();
        if (empty > 0) {
            report.warning(empty + " of " + run.centers.length + " clusters are empty; choose a smaller k");
        }
        if (run.relocations > 0) {
            report.warning(run.relocations + " times a cluster lost all its rows and was moved to the farthest row");
        }
        spread.warning(data.names()).ifPresent(report::warning);
        return report.build();
    }
}
