package io.clientele.core.internal.kernel;

/**
 * The loops that have two implementations: plain Java, and the Vector API. Both compute the same expressions in the same order,
 * so they give the same bits; {@link KernelChoice} says which one runs. Arguments are those of the static methods that lead here.
 */
interface Kernels {

    /** {@return what the log says is running} */
    String name();

    /** See {@link Reductions#sum}. */
    double sum(double[] x, int from, int to);

    /** See {@link Reductions#dot}. */
    double dot(double[] x, double[] y, int from, int to);

    /** See {@link Distances#squared(double[][], int, double[], double[], int)}. */
    void squaredDistances(double[][] x, int features, double[] center, double[] s, int n);

    /** See {@link Distances#scores}. */
    void scores(double[][] x, int features, double[][] minus, double[] half, double[][] s, int n);

    /** See {@link Distances#leastOther}. */
    void leastOther(double[][] s, double[] label, double[] own, double[] least, int n);

    /** See {@link CrossProducts#add}; the second arrays are the scaled columns. */
    void crossProducts(double[][] x, double[][] scaled, int n, double[] lanes);

    /** See {@link InnerProducts#add}. */
    void innerProducts(double[][] x, double[] r, int n, double[] lanes);

    /** See {@link VectorMath#exp}. */
    void exp(double[] x, double[] y, int n);
}
