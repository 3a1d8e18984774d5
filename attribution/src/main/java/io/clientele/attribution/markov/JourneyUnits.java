package io.clientele.attribution.markov;

import io.clientele.attribution.PathTable;
import io.clientele.attribution.journey.JourneyTable;
import java.util.Arrays;

/**
 * Journeys as the delta method adds them up: each on a path, with what it brought, in a cluster of journeys that may depend on
 * each other. A cluster of weight w stands for w alike. Arrays are shared, not copied.
 */
final class JourneyUnits {

    final PathTable paths;
    final int[] path;
    final boolean[] converted;
    final double[] value;
    final int[] cluster;
    final double[] weight;

    private JourneyUnits(
            PathTable paths, int[] path, boolean[] converted, double[] value, int[] cluster, double[] weight) {
        this.paths = paths;
        this.path = path;
        this.converted = converted;
        this.value = value;
        this.cluster = cluster;
        this.weight = weight;
    }

    /** Every journey by itself; conversions of a path are worth their average. */
    static JourneyUnits independent(PathTable paths) {
        int n = paths.paths();
        int[] path = new int[2 * n];
        boolean[] converted = new boolean[2 * n];
        double[] value = new double[2 * n];
        int[] cluster = new int[2 * n];
        double[] weight = new double[2 * n];
        Arrays.setAll(path, i -> i / 2);
        Arrays.setAll(cluster, i -> i);
        for (int row = 0; row < n; row++) {
            long count = paths.conversions(row);
            converted[2 * row] = true;
            value[2 * row] = count > 0 ? paths.value(row) / count : 0;
            weight[2 * row] = count;
            weight[2 * row + 1] = paths.nulls(row);
        }
        return new JourneyUnits(paths, path, converted, value, cluster, weight);
    }

    /** The journeys of a customer together. */
    static JourneyUnits byCustomer(JourneyTable journeys) {
        PathTable paths = journeys.paths();
        int n = journeys.journeys();
        int[] path = new int[n];
        boolean[] converted = new boolean[n];
        double[] value = new double[n];
        int[] cluster = new int[n];
        double[] weight = new double[journeys.customers()];
        int[] touches = new int[paths.longest()];
        for (int j = 0; j < n; j++) {
            int length = journeys.length(j);
            for (int i = 0; i < length; i++) {
                touches[i] = journeys.channel(j, i);
            }
            path[j] = paths.find(touches, 0, length);
            converted[j] = journeys.converted(j);
            value[j] = journeys.value(j);
            cluster[j] = journeys.customer(j);
            weight[cluster[j]] = 1;
        }
        return new JourneyUnits(paths, path, converted, value, cluster, weight);
    }

    /** The sum of squares of independent contributions with mean 0, for one cluster less than there are. */
    double squares(double[] byCluster) {
        double sum = 0;
        double clusters = 0;
        for (int i = 0; i < byCluster.length; i++) {
            sum += weight[i] * byCluster[i] * byCluster[i];
            clusters += weight[i];
        }
        return clusters > 1 ? sum * (clusters / (clusters - 1)) : 0;
    }
}
