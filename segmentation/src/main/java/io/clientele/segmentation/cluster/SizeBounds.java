package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;

/** Least and greatest share of the rows that a cluster may have; shares that make no whole rows are rounded outwards. */
record SizeBounds(double least, double most) {

    /** Shares such as 0.07 of 100 rows are 7 rows, whatever the product is rounded to. */
    private static final double ROUNDING = 1e-9;

    SizeBounds {
        Check.between("least share", least, 0, 1);
        Check.between("most share", most, 0, 1);
        if (least > most) {
            throw new IllegalArgumentException(
                    "least share must be at most the most share (" + most + "), got " + least);
        }
    }

    /** Refuses a least share that so many clusters cannot have. */
    static void requireLeast(double share, int clusters) {
        if (share * clusters > 1 + ROUNDING) {
            throw new IllegalArgumentException(
                    "least share must be at most 1 / k (1 / " + clusters + "), got " + share);
        }
    }

    /** Fewest rows of a cluster, of so many in all. */
    int fewest(int rows) {
        return (int) Math.floor(least * rows + ROUNDING);
    }

    /** Most rows of a cluster, of so many in all. */
    int greatest(int rows) {
        return (int) Math.ceil(most * rows - ROUNDING);
    }

    /** Refuses bounds that so many clusters of so many rows cannot keep. */
    void requirePossible(int clusters, int rows) {
        long most = (long) clusters * greatest(rows);
        // the least shares of k clusters always can be met, those of fewer clusters all the more
        if (most < rows) {
            throw new IllegalArgumentException(clusters + " clusters of at most " + greatest(rows) + " rows hold "
                    + most + " rows, there are " + rows + "; raise the most share or k");
        }
    }
}
