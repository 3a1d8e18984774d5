package io.clientele.prediction.survival;

/** Nodes and weights of the Gauss-Legendre rule on [-1, 1], by Newton's method on the Legendre polynomial. */
final class GaussLegendre {

    private final double[] node;
    private final double[] weight;

    GaussLegendre(int size) {
        node = new double[size];
        weight = new double[size];
        for (int i = 0; i < size; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
            double slope = 1;
            for (int step = 0; step < 20; step++) {
                double before = 1;
                double value = x;
                for (int n = 2; n <= size; n++) {
                    double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = size * (x * value - before) / (x * x - 1);
                double change = value / slope;
                x -= change;
                if (Math.abs(change) < 1e-16) {
                    break;
                }
            }
            node[i] = x;
            weight[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    int size() {
        return node.length;
    }

    double node(int i) {
        return node[i];
    }

    double weight(int i) {
        return weight[i];
    }
}
