package io.clientele.optimization.bandit;

/** What each decision brings to an estimate: the mean of the plain parts, and a sum by the sum of the weights. */
final class EstimateParts {

    private final double[] plain;
    private final double[] top;
    private final double[] weights;

    private EstimateParts(double[] plain, double[] top, double[] weights) {
        this.plain = plain;
        this.top = top;
        this.weights = weights;
    }

    static EstimateParts mean(double[] plain) {
        return new EstimateParts(plain, new double[0], new double[0]);
    }

    /** The plain parts may be missing. */
    static EstimateParts ratio(double[] plain, double[] top, double[] weights) {
        return new EstimateParts(plain, top, weights);
    }

    int rows() {
        return Math.max(plain.length, top.length);
    }

    double[] plain() {
        return plain;
    }

    /** Adds up. Not thread-safe. */
    final class Sums {

        private double ofPlain;
        private double ofTop;
        private double ofWeights;

        void add(int row) {
            if (plain.length > 0) {
                ofPlain += plain[row];
            }
            if (top.length > 0) {
                ofTop += top[row];
                ofWeights += weights[row];
            }
        }

        double estimate(int rows) {
            return ofPlain / rows + (ofWeights > 0 ? ofTop / ofWeights : 0);
        }

        /** As if a row were not there. */
        double without(int row) {
            double left = top.length == 0 ? 0 : ofWeights - weights[row];
            return (plain.length == 0 ? 0 : (ofPlain - plain[row]) / (rows() - 1))
                    + (left > 0 ? (ofTop - top[row]) / left : 0);
        }
    }

    Sums all() {
        Sums sums = new Sums();
        for (int row = 0; row < rows(); row++) {
            sums.add(row);
        }
        return sums;
    }
}
