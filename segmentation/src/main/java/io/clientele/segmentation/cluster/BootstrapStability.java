package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Which clusters would be found again with other customers of the same kind?
 *
 * <p>The table is clustered, and then again and again with rows drawn at random: as many as there are, with replacement, where a row
 * drawn twice counts once (about 63 % of the rows). Of a cluster's rows in the draw and the rows of the draw's most similar
 * cluster, the Jaccard similarity is the number in both by the number in either: 1 for a cluster found again, about 0.5 or less
 * for one that fell apart or was swallowed. Clusters that chance made come and go; see {@link ClusterStability} for the thresholds.
 *
 * <ul>
 *   <li>Stable is not the same as real: two halves of one long cloud can be found again every time. {@link GapStatistic} asks whether
 *       there is structure at all.
 *   <li>A cluster none of whose rows was drawn has similarity 0, so a cluster of one row has a mean of at most about 0.63.
 *   <li>One cluster is found again always, and says nothing.
 *   <li>A draw with fewer distinct rows than clusters asked for is drawn anew; fewer than two rows per cluster are refused.
 *   <li>What the recipe refuses is refused; so is a mixture with start labels, which belong to the rows of one table.
 * </ul>
 *
 * <p>Time is that of (draws + 1) fits; the draws run side by side. The result is the same to the bit for any number of threads.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterStability stability = BootstrapStability.of(KMeans.of(5).withRestarts(10)).withSeed(42).fit(customers);
 * double mean = stability.meanJaccard(0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1016/j.csda.2006.11.025">Hennig (2007), Cluster-wise assessment of cluster stability</a>
 */
public final class BootstrapStability implements Estimator<FeatureTable, ClusterStability> {

    private record Options(ClusteringRecipe recipe, int draws, long seed) {}

    private final Options o;

    private BootstrapStability(Options o) {
        this.o = o;
    }

    private static BootstrapStability of(ClusteringRecipe recipe) {
        return new BootstrapStability(new Options(recipe, 50, 0));
    }

    /**
     * Of the clusters of k-means, with 50 draws and seed 0.
     *
     * @param recipe how to cluster
     * @return the recipe
     */
    public static BootstrapStability of(KMeans recipe) {
        return of(new ClusteringRecipe.ByKMeans(Objects.requireNonNull(recipe, "recipe")));
    }

    /**
     * Of the likeliest components of a mixture, with 50 draws and seed 0.
     *
     * @param recipe how to cluster; without start labels
     * @return the recipe
     */
    public static BootstrapStability of(GaussianMixture recipe) {
        return of(new ClusteringRecipe.ByMixture(Objects.requireNonNull(recipe, "recipe")));
    }

    /**
     * Of the clusters that a tree is cut into, with 50 draws and seed 0.
     *
     * @param recipe how to build the tree
     * @param clusters how many to cut it into, at least 1
     * @return the recipe
     */
    public static BootstrapStability of(HierarchicalClustering recipe, int clusters) {
        Objects.requireNonNull(recipe, "recipe");
        Check.atLeast("clusters", clusters, 1);
        return of(new ClusteringRecipe.ByTree(recipe, clusters));
    }

    /**
     * The same with another number of draws.
     *
     * @param draws at least 2
     * @return a new recipe
     */
    public BootstrapStability withDraws(int draws) {
        Check.atLeast("draws", draws, 2);
        return new BootstrapStability(new Options(o.recipe, draws, o.seed));
    }

    /**
     * The same with another seed for the draws; the recipe keeps its own.
     *
     * @param seed any number
     * @return a new recipe
     */
    public BootstrapStability withSeed(long seed) {
        return new BootstrapStability(new Options(o.recipe, o.draws, seed));
    }

    @Override
    public ClusterStability fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        data.requireFinite();
        if (data.rows() < 2L * o.recipe.k()) {
            throw new IllegalArgumentException("the table must have at least 2 rows for each of the " + o.recipe.k()
                    + " clusters, got " + data.rows() + "; ask for fewer clusters");
        }
        // fits count from 1 again and again; the caller hears of whole stages
        Execution quiet = execution.withProgress(p -> {});
        LabelCodes found = LabelCodes.of("labels", o.recipe.labels(data, quiet));
        execution.progress("stages", 1, 2);
        double[][] jaccard = new double[o.draws][];
        Execution alone = quiet.onCallingThread();
        Chunks.tasks(o.draws, quiet, draw -> {
            int[] rows = rows(data.rows(), o.recipe.k(), RandomStreams.stream(o.seed, "bootstrap stability", draw));
            LabelCodes again = LabelCodes.of("labels", o.recipe.labels(data.selectRows(rows), alone));
            jaccard[draw] = mostSimilar(found, rows, again);
        });
        execution.progress("stages", 2, 2);
        return new ClusterStability(found, jaccard);
    }

    /** The distinct rows of a draw with replacement, in ascending order. */
    static int[] rows(int n, int least, RandomGenerator random) {
        while (true) {
            boolean[] drawn = new boolean[n];
            int distinct = 0;
            for (int i = 0; i < n; i++) {
                int row = random.nextInt(n);
                distinct += drawn[row] ? 0 : 1;
                drawn[row] = true;
            }
            if (distinct >= least) {
                int[] rows = new int[distinct];
                int at = 0;
                for (int row = 0; row < n; row++) {
                    if (drawn[row]) {
                        rows[at++] = row;
                    }
                }
                return rows;
            }
        }
    }

    /** For each cluster found, the largest Jaccard similarity of its rows in the draw to a cluster of the draw. */
    static double[] mostSimilar(LabelCodes found, int[] rows, LabelCodes again) {
        int[][] both = new int[found.clusters()][again.clusters()];
        int[] drawn = new int[found.clusters()];
        for (int i = 0; i < rows.length; i++) {
            int cluster = found.codes()[rows[i]];
            both[cluster][again.codes()[i]]++;
            drawn[cluster]++;
        }
        double[] most = new double[found.clusters()];
        for (int c = 0; c < most.length; c++) {
            for (int d = 0; d < again.clusters(); d++) {
                int either = drawn[c] + again.sizes()[d] - both[c][d];
                most[c] = Math.max(most[c], (double) both[c][d] / either);
            }
        }
        return most;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BootstrapStability that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "BootstrapStability" + o.toString().substring("Options".length());
    }
}
