package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: the runs, and the best of them. */
final class KMeansFit {

    private static final Logger LOG = LoggerFactory.getLogger(KMeans.class);

    /** An inertia below this share of the squares from the origin is known too roughly for small changes to be seen. */
    private static final double ROUGH = 1e-9;

    private final KMeans.Options o;
    private final KMeansData all;
    private final FeatureTable data;
    private final double @Nullable [] weights;
    private final double[][] given;
    private final Execution execution;
    private final ColumnSpread spread;
    private final double[] origin;
    private final int[] labels;
    /** Of the passes; the start and relocations keep distances here. */
    private final double[] gaps;

    KMeansFit(KMeans.Options o, KMeansData all, Execution execution) {
        this.o = o;
        this.all = all;
        this.data = all.rows;
        this.weights = all.weights;
        this.given = all.centers(o.startCenters());
        this.execution = execution;
        this.spread = ColumnSpread.of(data, execution);
        spread.requireSquares(data.names(), given, all.total);
        this.origin = spread.origin();
        this.labels = new int[data.rows()];
        this.gaps = new double[data.rows()];
    }

    KMeansModel best() {
        int runs = given.length == 0 ? o.restarts() : 1;
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
        return new KMeansModel(data.names(), all.scaling, best.centers, best.sizes, best.weights, best.inertia, report);
    }

    LloydRun run(int number) {
        double[][] centers = start(number);
        Arrays.fill(labels, -1);
        double[] loss = new double[centers.length];
        ClusterSums sums = new ClusterSums(centers.length, origin, weights != null);
        double squares = 0;
        double inertia = Double.MAX_VALUE;
        long changed = Long.MAX_VALUE;
        int relocations = 0;
        int iterations = 0;
        boolean converged = false;
        double change = Double.MAX_VALUE;
        while (!converged && iterations < o.maxIterations()) {
            BoundedPass pass = step(centers, loss);
            iterations++;
            execution.progress("iterations of run " + (number + 1), iterations, o.maxIterations());
            changed = pass.changed();
            sums.merge(pass.moves());
            squares += pass.squares();
            double before = inertia;
            inertia = Math.max(0, squares + sums.excess(centers));
            int moved = 0;
            if (changed > 0) {
                double[][] next = sums.centers(centers);
                if (o.emptyClusters() == EmptyClusters.RELOCATE && sums.hasEmpty()) {
                    LloydPass measured = pass(centers); // relocation asks for the distance of every row
                    moved = measured.relocateEmpty(data);
                    sums = measured.sums();
                    next = sums.centers(centers);
                    Arrays.fill(gaps, BoundedPass.UNKNOWN);
                }
                loss = BoundedPass.loss(centers, next);
                centers = next;
            }
            relocations += moved;
            if (iterations > 1) {
                change = improvement(before, inertia);
            }
            // a cluster that was just moved has yet to find its rows
            boolean settled = iterations > 1 && change < o.tolerance() && moved == 0 && inertia > ROUGH * squares;
            converged = changed == 0 || settled;
        }
        // sizes and inertia belong to the final centres, also when the last pass moved them
        if (changed > 0) {
            sums.merge(step(centers, loss).moves());
        }
        double least = inertia(centers);
        if (!converged && iterations > 0) {
            change = improvement(inertia, least);
        }
        double[] masses = new double[centers.length];
        Arrays.setAll(masses, sums::weight);
        return new LloydRun(
                centers, sums.sizes, masses, least, iterations, converged, Math.max(0, change), relocations);
    }

    /** Sum of squared distances, by differences. */
    private double inertia(double[][] centers) {
        OwnDistances own =
                Chunks.accumulate(data, data.rows(), execution, () -> new OwnDistances(centers, labels, weights));
        return own.result();
    }

    private static double improvement(double before, double after) {
        return before == 0 ? 0 : (before - after) / before;
    }

    private BoundedPass step(double[][] centers, double[] loss) {
        return Chunks.accumulate(
                data, data.rows(), execution, () -> new BoundedPass(centers, origin, labels, gaps, loss, weights));
    }

    private double[][] start(int run) {
        if (given.length > 0) {
            return given;
        }
        if (o.start() == KMeansStart.PARALLEL) {
            return new ParallelStart(all, execution, o.seed(), run, gaps, labels).centers(o.k());
        }
        return new PlusPlusStart(data, weights, execution, o.seed(), run).centers(o.k(), gaps);
    }

    private LloydPass pass(double[][] centers) {
        return Chunks.accumulate(
                data, data.rows(), execution, () -> new LloydPass(centers, origin, labels, gaps, weights));
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
