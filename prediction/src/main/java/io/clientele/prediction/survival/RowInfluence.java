package io.clientele.prediction.survival;

/** The infinitesimal jackknife: what a statistic changes per unit of each row's weight gives its standard error. */
final class RowInfluence {

    private RowInfluence() {}

    /** By cluster where the table has clusters, by row where it has none. */
    static double error(SurvivalTable data, double[] influence) {
        Labels clusters = data.clusterLabels();
        double[] sums = new double[clusters == null ? influence.length : clusters.count()];
        for (int i = 0; i < influence.length; i++) {
            sums[clusters == null ? i : clusters.code(i)] += data.weight(i) * influence[i];
        }
        double sum = 0;
        for (double u : sums) {
            sum += u * u;
        }
        return Math.sqrt(sum);
    }
}
