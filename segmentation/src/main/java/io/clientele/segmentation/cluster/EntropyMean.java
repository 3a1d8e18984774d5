package io.clientele.segmentation.cluster;

/** Which mean of two entropies mutual information is divided by. */
public enum EntropyMean {

    /** Half the sum. */
    ARITHMETIC {
        @Override
        double of(double a, double b) {
            return (a + b) / 2;
        }
    },

    /** Root of the product. */
    GEOMETRIC {
        @Override
        double of(double a, double b) {
            return Math.sqrt(a) * Math.sqrt(b);
        }
    },

    /** The smaller one. */
    MINIMUM {
        @Override
        double of(double a, double b) {
            return Math.min(a, b);
        }
    },

    /** The larger one. */
    MAXIMUM {
        @Override
        double of(double a, double b) {
            return Math.max(a, b);
        }
    };

    abstract double of(double a, double b);
}
