package io.clientele.attribution.exposure;

/**
 * What a pass over journeys adds up. For a channel c of a journey, with z = rate times age of a touch:
 * A = sum of rate exp(-z), B = sum of rate (1 - z) exp(-z) and C = sum of rate (1 - 3z + z²) exp(-z), the last two the first and
 * second derivative of A by the logarithm of the rate; lambda is the intensity at the conversion.
 */
final class HazardSums {

    /** Of log lambda. */
    double log;
    /** Conversions. */
    double conversions;
    /** Of 1 / lambda. */
    double one;
    /** Of the days of all journeys. */
    double span;
    /** By channel: of A, B and C over lambda. */
    final double[] a;

    final double[] b;
    final double[] c;
    /** By channel, over all journeys: of 1 - exp(-z) and its first and second derivative by the logarithm of the rate. */
    final double[] g;

    final double[] g1;
    final double[] g2;
    /** Of products of (1, A of each channel, beta B of each decay) over lambda²; lower triangle. Without rows if not asked for. */
    final double[][] products;

    HazardSums(int channels, int parameters) {
        a = new double[channels];
        b = new double[channels];
        c = new double[channels];
        g = new double[channels];
        g1 = new double[channels];
        g2 = new double[channels];
        products = new double[parameters][];
        for (int i = 0; i < parameters; i++) {
            products[i] = new double[i + 1];
        }
    }

    void merge(HazardSums later) {
        log += later.log;
        conversions += later.conversions;
        one += later.one;
        span += later.span;
        add(a, later.a);
        add(b, later.b);
        add(c, later.c);
        add(g, later.g);
        add(g1, later.g1);
        add(g2, later.g2);
        for (int i = 0; i < products.length; i++) {
            add(products[i], later.products[i]);
        }
    }

    private static void add(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
