package io.clientele.segmentation.cluster;

/** How far apart two clusters are, given how far apart their rows are. */
public enum Linkage {

    /** The least distance between a row of one and a row of the other; finds chains. */
    SINGLE,

    /** The greatest distance between a row of one and a row of the other; finds clusters of about equal diameter. */
    COMPLETE,

    /** The mean distance between the rows of one and the rows of the other (UPGMA). */
    AVERAGE,

    /** The mean of the distances of the two parts last merged, whatever their sizes (WPGMA, McQuitty). */
    WEIGHTED,

    /**
     * What merging adds to the sum of squares within clusters, as a distance: {@code sqrt(2ab / (a + b))} times the distance of
     * the means, for sizes a and b. Euclidean distances only.
     */
    WARD,

    /** The distance of the means (UPGMC); heights can go down. Euclidean distances only. */
    CENTROID,

    /** The distance of the middles, where a merged cluster's middle is halfway between its parts' (WPGMC); heights can go down. Euclidean distances only. */
    MEDIAN;

    /** Whether clusters are points, so that no distances of pairs need be held. */
    boolean geometric() {
        return this == WARD || this == CENTROID || this == MEDIAN;
    }

    /** Whether merged clusters come no closer to others, so that heights never go down. */
    boolean monotone() {
        return this != CENTROID && this != MEDIAN;
    }

    /** The distance of a merged cluster to another one from its parts' distances and sizes (Lance and Williams 1967). */
    double merged(double fromFirst, double fromSecond, double firstSize, double secondSize) {
        return switch (this) {
            case SINGLE -> Math.min(fromFirst, fromSecond);
            case COMPLETE -> Math.max(fromFirst, fromSecond);
            case AVERAGE -> (firstSize * fromFirst + secondSize * fromSecond) / (firstSize + secondSize);
            case WEIGHTED -> (fromFirst + fromSecond) / 2;
            default -> throw new IllegalStateException(this + " has no rule on plain distances");
        };
    }
}
