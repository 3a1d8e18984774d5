package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Covariances that hold when the model is only an approximation: {@code A M A}, with A the inverse information and M the sum of
 * squared scores, of rows (Huber 1967, White 1980) or of clusters (Liang and Zeger 1986), the latter times G / (G - 1).
 */
final class Sandwich {

    private Sandwich() {}

    static double[][] ofRows(
            Family family, Rows data, Scaling scaling, double[] beta, double[][] inverse, Execution execution) {
        GlmPass kind = GlmPass.sandwich(family, scaling, beta);
        double[][] middle =
                Chunks.accumulate(data, data.count, execution, kind::fresh).result().information;
        return around(middle, inverse);
    }

    static double[][] ofClusters(
            Family family,
            Rows data,
            Scaling scaling,
            double[] beta,
            double[][] inverse,
            int[] cluster,
            int count,
            Execution execution) {
        double[] score = scores(family, data, scaling, beta, execution);
        int[] start = new int[count + 1];
        for (int c : cluster) {
            start[c + 1]++;
        }
        for (int c = 0; c < count; c++) {
            start[c + 1] += start[c];
        }
        int[] next = Arrays.copyOf(start, count);
        int[] row = new int[data.count];
        for (int i = 0; i < data.count; i++) {
            row[next[cluster[i]]++] = i;
        }
        int p = beta.length;
        double[][] middle = Chunks.reduce(
                count,
                execution,
                chunk -> new double[p][p],
                (part, from, to) -> {
                    double[] sum = new double[p];
                    for (int c = from; c < to; c++) {
                        Arrays.fill(sum, 0);
                        for (int at = start[c]; at < start[c + 1]; at++) {
                            int i = row[at];
                            sum[0] += score[i];
                            for (int j = 1; j < p; j++) {
                                if (!scaling.constant[j - 1]) {
                                    double x = (data.features.get(i, j - 1) - scaling.mean[j - 1])
                                            / scaling.deviation[j - 1];
                                    sum[j] += score[i] * x;
                                }
                            }
                        }
                        for (int j = 0; j < p; j++) {
                            for (int k = 0; k < p; k++) {
                                part[j][k] += sum[j] * sum[k];
                            }
                        }
                    }
                },
                (a, b) -> {
                    for (int j = 0; j < p; j++) {
                        for (int k = 0; k < p; k++) {
                            a[j][k] += b[j][k];
                        }
                    }
                });
        double factor = count / (count - 1.0);
        for (double[] line : middle) {
            for (int k = 0; k < p; k++) {
                line[k] *= factor;
            }
        }
        return around(middle, inverse);
    }

    /** Clusters as numbers from 0 in order of appearance; rows without weight belong to none that counts. */
    static int[] numbered(Rows data, int[] given) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] cluster = new int[given.length];
        for (int i = 0; i < given.length; i++) {
            if (data.weight(i) > 0) {
                cluster[i] = numbers.computeIfAbsent(given[i], g -> numbers.size());
            }
        }
        return cluster;
    }

    static int count(int[] numbered) {
        int most = Arrays.stream(numbered).max().orElse(-1) + 1;
        if (most < 2) {
            throw new FitException("clustered standard errors need at least 2 clusters with weight, got " + most
                    + "; use StandardErrors.MODEL or ROBUST");
        }
        return most;
    }

    private static double[] scores(Family family, Rows data, Scaling scaling, double[] beta, Execution execution) {
        double[] score = new double[data.count];
        Chunks.forEach(data.count, execution, (chunk, from, to) -> {
            Tile tile = new Tile(beta.length);
            for (int at = from; at < to; at += Chunks.TILE) {
                int n = Math.min(Chunks.TILE, to - at);
                tile.load(data, scaling, beta, at, n);
                family.fill(tile, n);
                System.arraycopy(tile.score, 0, score, at, n);
            }
        });
        return score;
    }

    private static double[][] around(double[][] middle, double[][] outer) {
        double[][] product = multiply(multiply(outer, middle), outer);
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (product[i][j] + product[j][i]) / 2;
                product[i][j] = mean;
                product[j][i] = mean;
            }
        }
        return product;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b.length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < b.length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }
}
