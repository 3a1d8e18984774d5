package io.clientele.segmentation.cluster;

/** Where the first centres of {@link KMeans} come from. */
public enum KMeansStart {

    /**
     * Greedy k-means++: one centre after the other, each the best of {@code 2 + log k} rows drawn with probability proportional to
     * their squared distance from the centres so far. About {@code k · (3 + log k)} looks at every row.
     */
    PLUS_PLUS,

    /**
     * k-means||: five times, about {@code k} rows at once are drawn with probability proportional to their squared distance from the
     * rows drawn so far; each stands for the rows nearest to it, and k-means of these few makes the centres. Six looks at every row,
     * so it is meant for millions of rows and many clusters.
     *
     * @see <a href="https://doi.org/10.14778/2180912.2180915">Bahmani, Moseley, Vattani, Kumar and Vassilvitskii (2012), Scalable
     *     k-means++</a>
     */
    PARALLEL
}
