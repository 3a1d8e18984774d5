package io.clientele.prediction.survival.discrete;

import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.Arrays;

/** Person-periods added up in cells of equal features, offset, band and label; cells in order of first appearance of the features. */
final class PeriodCells {

    int rows;
    /** A row of the survival table that has the cell's features. */
    int[] example = new int[64];

    int[] band = new int[64];
    int[] label = new int[64];
    double[] weight = new double[64];
    /** Of each band, over all cells. */
    final double[] stayed;

    final double[] left;

    private PeriodCells(int bands) {
        stayed = new double[bands];
        left = new double[bands];
    }

    static PeriodCells of(SurvivalTable data, FeatureTable features, int[] from, int[] to, int[] bands, int last) {
        PeriodCells cells = new PeriodCells(bands.length);
        int n = data.rows();
        int[] group = new int[n];
        int groups = number(data, features, group);
        int[] next = new int[groups + 1];
        for (int g : group) {
            next[g + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            next[g + 1] += next[g];
        }
        int[] order = new int[n];
        int[] at = Arrays.copyOf(next, groups);
        for (int i = 0; i < n; i++) {
            order[at[group[i]]++] = i;
        }
        int[] bandOf = new int[last + 1];
        for (int k = 1, b = 0; k <= last; k++) {
            b += b + 1 < bands.length && bands[b + 1] == k ? 1 : 0;
            bandOf[k] = b;
        }
        double[] stay = new double[bands.length];
        double[] leave = new double[bands.length];
        for (int g = 0; g < groups; g++) {
            Arrays.fill(stay, 0);
            Arrays.fill(leave, 0);
            for (int r = next[g]; r < next[g + 1]; r++) {
                int row = order[r];
                double w = data.weight(row);
                if (w == 0 || to[row] < from[row]) {
                    continue;
                }
                for (int b = bandOf[from[row]]; b <= bandOf[to[row]]; b++) {
                    int first = Math.max(bands[b], from[row]);
                    int end = Math.min(b + 1 < bands.length ? bands[b + 1] - 1 : last, to[row]);
                    boolean event = data.event(row) > 0 && end == to[row];
                    stay[b] += w * (end - first + (event ? 0 : 1));
                    leave[b] += event ? w : 0;
                }
            }
            for (int b = 0; b < bands.length; b++) {
                cells.add(order[next[g]], b, 0, stay[b]);
                cells.add(order[next[g]], b, 1, leave[b]);
                cells.stayed[b] += stay[b];
                cells.left[b] += leave[b];
            }
        }
        return cells;
    }

    private void add(int row, int b, int y, double w) {
        if (w == 0) {
            return;
        }
        if (rows == band.length) {
            int larger = rows + (rows >> 1);
            example = Arrays.copyOf(example, larger);
            band = Arrays.copyOf(band, larger);
            label = Arrays.copyOf(label, larger);
            weight = Arrays.copyOf(weight, larger);
        }
        example[rows] = row;
        band[rows] = b;
        label[rows] = y;
        weight[rows++] = w;
    }

    /** Numbers the distinct combinations of features and offset in order of their first row, by open addressing. */
    private static int number(SurvivalTable data, FeatureTable features, int[] group) {
        int n = group.length;
        int mask = Integer.highestOneBit(Math.max(8, n)) * 4 - 1;
        int[] slots = new int[mask + 1];
        int groups = 0;
        int[] firsts = new int[n];
        for (int i = 0; i < n; i++) {
            long hash = Double.doubleToLongBits(data.offset(i) + 0.0);
            for (int j = 0; j < features.columns(); j++) {
                hash = (hash ^ Double.doubleToLongBits(features.get(i, j) + 0.0)) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 29;
            }
            hash *= 0xBF58476D1CE4E5B9L;
            int slot = (int) (hash >>> 32) & mask;
            while (slots[slot] != 0 && !same(data, features, firsts[slots[slot] - 1], i)) {
                slot = (slot + 1) & mask;
            }
            if (slots[slot] == 0) {
                firsts[groups] = i;
                slots[slot] = ++groups;
            }
            group[i] = slots[slot] - 1;
        }
        return groups;
    }

    private static boolean same(SurvivalTable data, FeatureTable features, int a, int b) {
        if (data.offset(a) != data.offset(b)) {
            return false;
        }
        for (int j = 0; j < features.columns(); j++) {
            if (features.get(a, j) != features.get(b, j)) {
                return false;
            }
        }
        return true;
    }
}
