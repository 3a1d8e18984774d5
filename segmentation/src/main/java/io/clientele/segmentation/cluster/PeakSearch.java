package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.List;

/**
 * How many peaks the density of the rows has: of a mixture chosen by BIC among all shapes and numbers of components. A shape is
 * left when three more components in a row have not lowered its BIC.
 */
final class PeakSearch {

    /** Components beyond the peaks looked for: noise and long tails take some. */
    private static final int SPARE = 2;

    private static final int PATIENCE = 3;
    private static final int STARTS = 2;
    private static final int ITERATIONS = 200;
    private static final double TOLERANCE = 1e-6;

    private PeakSearch() {}

    static List<double[]> peaks(FeatureTable rows, int largest, double smallestShare, long seed, Execution execution) {
        CovarianceShape[] shapes = CovarianceShape.values();
        GaussianMixtureModel[] bests = new GaussianMixtureModel[shapes.length];
        Execution alone = execution.onCallingThread();
        Chunks.tasks(shapes.length, execution, s -> bests[s] = best(rows, shapes[s], largest + SPARE, seed, alone));
        GaussianMixtureModel best = bests[0];
        for (GaussianMixtureModel other : bests) {
            best = better(other, best) ? other : best;
        }
        return DensityPeaks.of(best, smallestShare);
    }

    private static GaussianMixtureModel best(
            FeatureTable rows, CovarianceShape shape, int largest, long seed, Execution execution) {
        GaussianMixture recipe = GaussianMixture.of(1)
                .withShape(shape)
                .withRestarts(STARTS)
                .withMaxIterations(ITERATIONS)
                .withTolerance(TOLERANCE)
                .withSeed(seed);
        GaussianMixtureModel best = recipe.fit(rows, execution);
        int since = 0;
        for (int k = 2; k <= Math.min(largest, rows.rows()) && since < PATIENCE; k++) {
            GaussianMixtureModel next = new GaussianMixture(recipe.o.withComponents(k, shape)).fit(rows, execution);
            boolean improved = better(next, best);
            since = improved ? 0 : since + 1;
            best = improved ? next : best;
        }
        return best;
    }

    /** A mixture with a collapsed component has a likelihood out of nothing. */
    private static boolean better(GaussianMixtureModel next, GaussianMixtureModel best) {
        return next.collapsed() == best.collapsed() ? next.bic() < best.bic() : best.collapsed();
    }
}
