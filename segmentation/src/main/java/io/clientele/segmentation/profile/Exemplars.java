package io.clientele.segmentation.profile;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.stats.Moments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Distances to the means of segments, every number feature divided by its standard deviation over all customers. */
final class Exemplars {

    private final double[][] columns; // standardised, of the number features that vary
    private final double[][] centers;
    private final int[] labels;
    private final double[] own;
    private final double[] margin;

    Exemplars(FeatureTable table, boolean[] categories, int[] labels, int segments) {
        List<double[]> kept = new ArrayList<>();
        for (int f = 0; f < table.columns(); f++) {
            double[] column = table.column(f);
            Moments moments = Moments.of(column);
            double deviation = Math.sqrt(moments.populationVariance());
            if (!categories[f] && deviation > 0) {
                for (int i = 0; i < column.length; i++) {
                    column[i] = (column[i] - moments.mean()) / deviation;
                }
                kept.add(column);
            }
        }
        this.columns = kept.toArray(new double[0][]);
        this.labels = labels;
        this.centers = centers(segments);
        this.own = new double[labels.length];
        this.margin = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            double other = Double.POSITIVE_INFINITY;
            for (int s = 0; s < segments; s++) {
                double distance = distance(i, s);
                if (s == labels[i]) {
                    own[i] = distance;
                } else {
                    other = Math.min(other, distance);
                }
            }
            margin[i] = other - own[i];
        }
    }

    private double[][] centers(int segments) {
        double[][] means = new double[segments][columns.length];
        for (int f = 0; f < columns.length; f++) {
            Moments[] moments = new Moments[segments];
            for (int s = 0; s < segments; s++) {
                moments[s] = Moments.create();
            }
            for (int i = 0; i < labels.length; i++) {
                moments[labels[i]].add(columns[f][i]);
            }
            for (int s = 0; s < segments; s++) {
                means[s][f] = moments[s].mean();
            }
        }
        return means;
    }

    private double distance(int row, int segment) {
        double sum = 0;
        for (int f = 0; f < columns.length; f++) {
            double off = columns[f][row] - centers[segment][f];
            sum += off * off;
        }
        return Math.sqrt(sum);
    }

    List<Integer> typical(int segment, int most) {
        return smallest(segment, most, own);
    }

    List<Integer> borderline(int segment, int most) {
        return smallest(segment, most, margin);
    }

    private List<Integer> smallest(int segment, int most, double[] by) {
        return IntStream.range(0, labels.length)
                .filter(i -> labels[i] == segment)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> by[i]).thenComparingInt(i -> i))
                .limit(most)
                .toList();
    }
}
