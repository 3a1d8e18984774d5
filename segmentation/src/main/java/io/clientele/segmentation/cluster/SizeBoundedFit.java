package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: from the centres of plain k-means, bounded assignment and means by turns. */
final class SizeBoundedFit {

    private static final Logger LOG = LoggerFactory.getLogger(SizeBoundedKMeans.class);

    private final SizeBoundedKMeans.Options o;
    private final FeatureTable data;
    private final Execution execution;
    private final ColumnSpread spread;
    private final double[] origin;

    SizeBoundedFit(SizeBoundedKMeans.Options o, FeatureTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.spread = ColumnSpread.of(data, execution);
        spread.requireSquares(data.names(), KMeansData.of(data).centers(o.startCenters()), data.rows());
        this.origin = spread.origin();
    }

    SizeBoundedKMeansModel best() {
        int runs = o.startCenters().isEmpty() ? o.restarts() : 1;
        SizeBoundedKMeansModel best = run(0);
        execution.progress("restarts", 1, runs);
        for (int r = 1; r < runs; r++) {
            SizeBoundedKMeansModel next = run(r);
            execution.progress("restarts", r + 1, runs);
            best = next.inertia() < best.inertia() ? next : best;
        }
        if (best.report().converged()) {
            LOG.debug("size-bounded k-means: {}", best.report());
        } else {
            LOG.warn("size-bounded k-means: {}", best.report());
        }
        return best;
    }

    private SizeBoundedKMeansModel run(int number) {
        double[][] centers = start(number);
        o.bounds().requirePossible(centers.length, data.rows());
        BoundedAssignment assignment =
                new BoundedAssignment(data, o.bounds(), spread, new double[centers.length], execution);
        int[] before = new int[data.rows()];
        Arrays.fill(before, -1);
        double inertia = Double.MAX_VALUE;
        double change = Double.MAX_VALUE;
        boolean converged = false;
        int iterations = 0;
        assignment.solve(centers);
        while (!converged && iterations < o.maxIterations()) {
            double last = inertia;
            centers = means(assignment.labels, centers);
            System.arraycopy(assignment.labels, 0, before, 0, before.length);
            assignment.solve(centers);
            inertia = inertia(centers, assignment.labels);
            iterations++;
            execution.progress("iterations of run " + (number + 1), iterations, o.maxIterations());
            change = iterations == 1 ? change : last == 0 ? 0 : Math.max(0, (last - inertia) / last);
            // other labels at the same inertia are ties; rounding could make them go round for ever
            converged = Arrays.equals(before, assignment.labels) || !(inertia < last);
        }
        long[] sizes = Arrays.stream(assignment.sizes).asLongStream().toArray();
        return new SizeBoundedKMeansModel(
                data.names(),
                o.bounds(),
                centers,
                assignment.prices,
                sizes,
                inertia,
                report(iterations, converged, converged && change == Double.MAX_VALUE ? 0 : change, centers.length));
    }

    private double[][] start(int number) {
        if (!o.startCenters().isEmpty()) {
            return KMeansData.of(data).centers(o.startCenters());
        }
        long seed =
                RandomStreams.stream(o.seed(), "size-bounded k-means", number).nextLong();
        KMeans.Options plain = KMeans.of(o.k()).withSeed(seed).options();
        return new KMeansFit(plain, KMeansData.of(data), execution.withProgress(p -> {})).run(0).centers;
    }

    private double[][] means(int[] labels, double[][] before) {
        ClusterSums sums = Chunks.reduce(
                data.rows(),
                execution,
                chunk -> new ClusterSums(before.length, origin, false),
                (part, from, to) -> part.addAll(data, labels, from, to),
                ClusterSums::merge);
        return sums.centers(before);
    }

    private double inertia(double[][] centers, int[] labels) {
        OwnDistances own =
                Chunks.accumulate(data, data.rows(), execution, () -> new OwnDistances(centers, labels, null));
        return own.result();
    }

    private FitReport report(int iterations, boolean converged, double change, int clusters) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(iterations)
                .converged(converged)
                .change(change);
        if (!converged) {
            report.warning("not converged after " + iterations + " iterations; raise maxIterations");
        }
        if (clusters < o.k()) {
            report.warning(
                    "only " + clusters + " distinct rows for k = " + o.k() + "; the model has that many clusters");
        }
        spread.warning(data.names()).ifPresent(report::warning);
        return report.build();
    }
}
