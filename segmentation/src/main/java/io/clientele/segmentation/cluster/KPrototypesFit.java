package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: the runs, and the best of them. */
final class KPrototypesFit {

    private static final Logger LOG = LoggerFactory.getLogger(KPrototypes.class);

    private final KPrototypes.Options o;
    private final List<String> names;
    private final MixedData data;
    private final Execution execution;
    private final ColumnSpread spread;
    private final double[] origin;
    private final double gamma;

    KPrototypesFit(KPrototypes.Options o, FeatureTable table, Execution execution) {
        this.o = o;
        this.names = table.names();
        this.data = MixedData.of(table, o.categories());
        this.execution = execution;
        this.spread = ColumnSpread.of(data.numbers, execution);
        if (data.numbers.columns() > 0) {
            spread.requireSquares(data.numbers.names(), new double[0][], data.rows());
        }
        this.origin = spread.origin();
        this.gamma = o.gamma().orElseGet(this::balance);
    }

    /** Gamma that lets the mean category column weigh as much as the mean number column. */
    private double balance() {
        double variance = 0;
        for (int j = 0; j < data.numbers.columns(); j++) {
            double deviation = spread.deviation(j);
            variance += deviation * deviation / data.numbers.columns();
        }
        double difference = data.meanDifference();
        return variance > 0 && difference > 0 ? variance / difference : 1;
    }

    KPrototypesModel best() {
        KPrototypesModel best = run(0);
        execution.progress("restarts", 1, o.restarts());
        for (int r = 1; r < o.restarts(); r++) {
            KPrototypesModel next = run(r);
            execution.progress("restarts", r + 1, o.restarts());
            best = next.cost() < best.cost() ? next : best;
        }
        if (best.report().converged()) {
            LOG.debug("k-prototypes: {}", best.report());
        } else {
            LOG.warn("k-prototypes: {}", best.report());
        }
        return best;
    }

    private KPrototypesModel run(int number) {
        Prototype[] prototypes = new PrototypeStart(data, gamma, execution, o.seed(), number).prototypes(o.k());
        int[] labels = new int[data.rows()];
        double[] distances = new double[data.rows()];
        Arrays.fill(labels, -1);
        double cost = Double.MAX_VALUE;
        double change = Double.MAX_VALUE;
        boolean converged = false;
        int relocations = 0;
        int iterations = 0;
        PrototypePass pass = pass(prototypes, labels, distances);
        while (!converged && iterations < o.maxIterations()) {
            double last = pass.cost();
            int moved = pass.hasEmpty() ? pass.relocateEmpty() : 0;
            relocations += moved;
            prototypes = pass.result();
            pass = pass(prototypes, labels, distances);
            iterations++;
            execution.progress("iterations of run " + (number + 1), iterations, o.maxIterations());
            cost = pass.cost();
            change = last == 0 ? 0 : Math.max(0, (last - cost) / last);
            converged = (pass.changed() == 0 && (moved == 0 || !pass.hasEmpty())) || !(cost < last);
        }
        return model(prototypes, pass.sizes(), cost, report(iterations, converged, change, relocations, pass.sizes()));
    }

    private PrototypePass pass(Prototype[] from, int[] labels, double[] distances) {
        return Chunks.accumulate(
                data, data.rows(), execution, () -> new PrototypePass(from, data, gamma, origin, labels, distances));
    }

    private KPrototypesModel model(Prototype[] prototypes, long[] sizes, double cost, FitReport report) {
        double[][] centers = new double[prototypes.length][names.size()];
        for (int c = 0; c < centers.length; c++) {
            for (int j = 0; j < names.size(); j++) {
                int category = o.categories().indexOf(names.get(j));
                centers[c][j] = category >= 0
                        ? data.levels[category][prototypes[c].modes[category]]
                        : prototypes[c].means[data.numbers.index(names.get(j))];
            }
        }
        return new KPrototypesModel(names, o.categories(), gamma, centers, sizes, cost, report);
    }

    private FitReport report(int iterations, boolean converged, double change, int relocations, long[] sizes) {
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(iterations)
                .converged(converged)
                .change(change);
        if (!converged) {
            report.warning("not converged after " + iterations + " iterations; raise maxIterations");
        }
        if (sizes.length < o.k()) {
            report.warning(
                    "only " + sizes.length + " distinct rows for k = " + o.k() + "; the model has that many clusters");
        }
        long empty = Arrays.stream(sizes).filter(size -> size == 0).count();
        if (empty > 0) {
            report.warning(empty + " of " + sizes.length + " clusters are empty; choose a smaller k");
        }
        if (relocations > 0) {
            report.warning(relocations + " times a cluster lost all its rows and was moved to the farthest row");
        }
        for (int j = 0; j < data.levels.length; j++) {
            if (data.rows() > 1 && data.levels[j].length == 1) {
                report.warning(
                        "column '" + data.categories.get(j) + "' has one category only and tells nothing; drop it");
            }
        }
        spread.warning(data.numbers.names()).ifPresent(report::warning);
        return report.build();
    }
}
