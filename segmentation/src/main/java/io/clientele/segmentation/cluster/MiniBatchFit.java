package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@code fit}: passes over the rows in random order, batch by batch. */
final class MiniBatchFit {

    private static final Logger LOG = LoggerFactory.getLogger(MiniBatchKMeans.class);
    /** Rows of the sample that the start is made from, at least. */
    private static final int SAMPLE = 10_000;

    private static final int SAMPLE_PER_CLUSTER = 30;

    private final MiniBatchKMeans.Options o;
    private final KMeansData all;
    private final FeatureTable data;
    private final Execution execution;
    private final ColumnSpread spread;
    private final double[][] given;

    MiniBatchFit(MiniBatchKMeans.Options o, KMeansData all, Execution execution) {
        this.o = o;
        this.all = all;
        this.data = all.rows;
        this.execution = execution;
        this.spread = ColumnSpread.of(data, execution);
        this.given = all.centers(o.startCenters());
        spread.requireSquares(data.names(), given, data.rows());
    }

    KMeansModel model() {
        int[] order = new int[data.rows()];
        Arrays.setAll(order, i -> i);
        shuffle(order, 0);
        double[][] start = given.length > 0 ? given : start(order);
        BatchMeans means = new BatchMeans(start, new double[start.length], o.decay());
        double[] origin = spread.origin();
        double before = Double.MAX_VALUE;
        double change = Double.MAX_VALUE;
        boolean converged = false;
        int pass = 0;
        while (!converged && pass < o.passes()) {
            double inertia = 0;
            for (int at = 0; at < order.length; at += o.batchSize()) {
                int[] batch = Arrays.copyOfRange(order, at, (int) Math.min(order.length, (long) at + o.batchSize()));
                means.add(data.selectRows(batch), origin, execution);
                inertia += means.inertia();
            }
            pass++;
            execution.progress("passes", pass, o.passes());
            if (pass > 1) {
                change = before == 0 ? 0 : Math.max(0, (before - inertia) / before);
                converged = change <= o.tolerance();
            }
            before = inertia;
            means.countAs(o.batchSize()); // where centres came from matters less than where they are now
            shuffle(order, pass);
        }
        return model(means.centers(), pass, converged, change);
    }

    private void shuffle(int[] order, int pass) {
        RandomGenerator random = RandomStreams.stream(o.seed(), "mini-batch", pass);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    /** From the first rows in random order; from all where these are too few different ones. */
    private double[][] start(int[] order) {
        int size = (int) Math.min(order.length, Math.max(SAMPLE, (long) SAMPLE_PER_CLUSTER * o.k()));
        FeatureTable sample = data.selectRows(Arrays.copyOf(order, size));
        double[][] centers = start(sample);
        return centers.length < o.k() && size < order.length ? start(data) : centers;
    }

    private double[][] start(FeatureTable rows) {
        return new PlusPlusStart(rows, null, execution, o.seed(), 0).centers(o.k(), new double[rows.rows()]);
    }

    /** Sizes and inertia by a last look at all rows. */
    private KMeansModel model(double[][] centers, int passes, boolean converged, double change) {
        int[] labels = new int[data.rows()];
        double[] distances = new double[data.rows()];
        LloydPass last = Chunks.accumulate(
                data, data.rows(), execution, () -> new LloydPass(centers, spread.origin(), labels, distances, null));
        long[] sizes = last.sums().sizes;
        FitReport.Builder builder = FitReport.builder()
                .rows(data.rows())
                .iterations(passes)
                .converged(converged)
                .change(change);
        if (!converged) {
            builder.warning("not converged after " + passes + " passes; allow more passes or raise the tolerance");
        }
        if (centers.length < o.k()) {
            builder.warning("only " + centers.length + " distinct rows for k = " + o.k()
                    + "; the model has that many clusters");
        }
        long empty = Arrays.stream(sizes).filter(size -> size == 0).count();
        if (empty > 0) {
            builder.warning(empty + " of " + centers.length + " clusters are empty; choose a smaller k");
        }
        spread.warning(data.names()).ifPresent(builder::warning);
        FitReport report = builder.build();
        if (converged) {
            LOG.debug("mini-batch k-means: {}", report);
        } else {
            LOG.warn("mini-batch k-means: {}", report);
        }
        double[] weights = Arrays.stream(sizes).asDoubleStream().toArray();
        return new KMeansModel(data.names(), all.scaling, centers, sizes, weights, last.inertia(), report);
    }
}
