package io.clientele.segmentation.cluster;

/** What the covariances of a mixture's components may look like; fewer free numbers need fewer rows. */
public enum CovarianceShape {

    /** Each component any ellipsoid: d(d + 1)/2 numbers each (mclust's VVV). */
    FULL {
        @Override
        int freeNumbers(int k, int d) {
            return k * d * (d + 1) / 2;
        }
    },

    /** All components the same ellipsoid (EEE). */
    TIED {
        @Override
        int freeNumbers(int k, int d) {
            return d * (d + 1) / 2;
        }
    },

    /** Each component its own variance in each column, no correlation (VVI). */
    DIAGONAL {
        @Override
        int freeNumbers(int k, int d) {
            return k * d;
        }
    },

    /** Each component a ball with its own variance (VII); columns must be on a common scale. */
    SPHERICAL {
        @Override
        int freeNumbers(int k, int d) {
            return k;
        }
    };

    /** How many numbers the covariances of k components in d columns have. */
    abstract int freeNumbers(int k, int d);

    boolean hasCorrelations() {
        return this == FULL || this == TIED;
    }

    /** How many covariances are held for k components. */
    int held(int k) {
        return this == TIED ? 1 : k;
    }

    /** How many numbers a held covariance has: a matrix by rows, variances, or one variance. */
    int numbers(int d) {
        return hasCorrelations() ? d * d : this == DIAGONAL ? d : 1;
    }
}
