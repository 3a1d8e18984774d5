package io.clientele.segmentation.cluster;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Objects;

/**
 * Are there segments, and how many? One call, which may answer that there are no clear ones.
 *
 * <p>Segments are peaks of the density, parted by valleys of at most half the height of the lower peak. The density is that of a
 * mixture of normal distributions chosen by BIC; skewed, long-tailed, correlated or unequal groups take several components and
 * still are one peak each. If there is more than one peak, tables without clusters are drawn (see {@link GapStatistic}), and the
 * peaks only count if the rows have more structure than nearly all of those. k-means then starts from the peaks.
 *
 * <p>The usual measures are taken too, for every number of segments: silhouette, Calinski-Harabasz, Davies-Bouldin, gap,
 * stability over bootstrap draws and the smallest share. They are in the table of {@link KMeansChoice#candidates} and raise
 * warnings, but have no vote: on tables whose truth is known each of them alone was wrong more often.
 *
 * <ul>
 *   <li>Up to {@link #withSample} rows are measured, drawn at random; the segments are fitted to all.
 *   <li>A peak with less than {@link #withSmallestShare} of the rows is no segment.
 *   <li>All rows equal: one segment.
 *   <li>Fewer distinct rows than the largest number asked for: {@link io.clientele.core.FitException}, naming how many there are.
 *   <li>Constant columns are left out of the measures.
 *   <li>More peaks than the largest number: that number, and a warning.
 *   <li>NaN and infinite values, no rows, and a largest number above half the rows are refused.
 * </ul>
 *
 * <p>Time is that of some hundred k-means and mixture fits to the sample. Immutable and thread-safe.
 *
 * <pre>{@code
 * KMeansChoice choice = KMeansSelection.of(8).withSeed(42).fit(customers);
 * int segments = choice.segments();
 * String why = choice.reason();
 * }</pre>
 *
 * @see <a href="https://www.jmlr.org/papers/v8/li07a.html">Li, Ray and Lindsay (2007), A nonparametric statistical approach to
 *     clustering via mode identification</a>
 * @see <a href="https://doi.org/10.1007/s11634-010-0058-3">Hennig (2010), Methods for merging Gaussian mixture components</a>
 * @see <a href="https://doi.org/10.1111/1467-9868.00293">Tibshirani, Walther and Hastie (2001), Estimating the number of clusters
 *     in a data set via the gap statistic</a>
 */
public final class KMeansSelection implements Estimator<FeatureTable, KMeansChoice> {

    record Options(int largest, int restarts, int references, int draws, int sample, double smallestShare, long seed) {}

    private final Options o;

    private KMeansSelection(Options o) {
        this.o = o;
    }

    /**
     * A recipe with 5 starts of every k-means, 19 reference tables of each kind, 20 draws for stability, at most 2,000 rows
     * measured, smallest share 0.01 and seed 0.
     *
     * @param largest number of segments looked for, at least 2
     * @return the recipe
     */
    public static KMeansSelection of(int largest) {
        Check.atLeast("largest", largest, 2);
        return new KMeansSelection(new Options(largest, 5, 19, 20, 2000, 0.01, 0));
    }

    /**
     * The same with another number of starts of every k-means.
     *
     * @param restarts at least 1
     * @return a new recipe
     */
    public KMeansSelection withRestarts(int restarts) {
        Check.atLeast("restarts", restarts, 1);
        return new KMeansSelection(
                new Options(o.largest, restarts, o.references, o.draws, o.sample, o.smallestShare, o.seed));
    }

    /**
     * The same with another number of tables without clusters of each kind.
     *
     * @param references at least 19, which is what the level of the test, 0.05, takes
     * @return a new recipe
     */
    public KMeansSelection withReferences(int references) {
        Check.atLeast("references", references, 19);
        return new KMeansSelection(
                new Options(o.largest, o.restarts, references, o.draws, o.sample, o.smallestShare, o.seed));
    }

    /**
     * The same with another number of bootstrap draws.
     *
     * @param draws at least 2
     * @return a new recipe
     */
    public KMeansSelection withDraws(int draws) {
        Check.atLeast("draws", draws, 2);
        return new KMeansSelection(
                new Options(o.largest, o.restarts, o.references, draws, o.sample, o.smallestShare, o.seed));
    }

    /**
     * The same with another limit on the rows measured.
     *
     * @param rows at least 100
     * @return a new recipe
     */
    public KMeansSelection withSample(int rows) {
        Check.atLeast("sample", rows, 100);
        return new KMeansSelection(
                new Options(o.largest, o.restarts, o.references, o.draws, rows, o.smallestShare, o.seed));
    }

    /**
     * The same with another least share of the rows that makes a peak a segment.
     *
     * @param share from 0 to 1
     * @return a new recipe
     */
    public KMeansSelection withSmallestShare(double share) {
        Check.between("smallest share", share, 0, 1);
        return new KMeansSelection(new Options(o.largest, o.restarts, o.references, o.draws, o.sample, share, o.seed));
    }

    /**
     * The same with another seed for the sample, the references, the draws and the starts.
     *
     * @param seed any number
     * @return a new recipe
     */
    public KMeansSelection withSeed(long seed) {
        return new KMeansSelection(
                new Options(o.largest, o.restarts, o.references, o.draws, o.sample, o.smallestShare, seed));
    }

    @Override
    public KMeansChoice fit(FeatureTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.columns() == 0) {
            throw new IllegalArgumentException("the table has no columns; at least one is needed");
        }
        Check.atMost("largest", o.largest, data.rows() / 2, "half the number of rows");
        data.requireFinite();
        return new SelectionFit(o, data, execution).choose();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KMeansSelection that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "KMeansSelection" + o.toString().substring("Options".length());
    }
}
