package io.clientele.segmentation.profile;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules by beam search over quantile cuts, one after the other, each for the customers whom the ones before do not fit (Clark and Niblett
 * 1989, "The CN2 induction algorithm"; the score is the F1 measure). Half of the customers find the rules, the other half judges.
 */
final class RuleSearch {

    private static final List<Condition.Comparison> KINDS =
            List.of(Condition.Comparison.AT_MOST, Condition.Comparison.ABOVE, Condition.Comparison.IS);
    private static final int CUTS = 32;
    private static final int BEAM = 8;
    /** A further condition has to improve the F1 measure by this much. */
    private static final double WORTH = 0.005;
    /** A further rule has to fit this share of the segment. */
    private static final double LEAST_SHARE = 0.05;

    private final List<String> names;
    private final boolean[] categories;
    private final double[][] values;
    private final double[][] cuts;
    private final byte[][] bins; // by feature and row; meaningful for training rows
    final int[] training;
    final int[] heldOut;

    /** Conditions by feature, bin and kind, the rows that meet them, and how good that is. */
    private static final class Found {

        final List<int[]> keys;
        final int[] rows;
        final double score;

        Found(List<int[]> keys, int[] rows, double score) {
            this.keys = keys;
            this.rows = rows;
            this.score = score;
        }

        String name() {
            return keys.stream().map(Arrays::toString).sorted().toList().toString();
        }
    }

    RuleSearch(FeatureTable table, boolean[] categories, long seed) {
        int n = table.rows();
        this.names = table.names();
        this.categories = categories;
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        Samplers.shuffle(RandomStreams.stream(seed, "profile-split", 0), order);
        this.training = Arrays.copyOf(order, (n + 1) / 2);
        this.heldOut = Arrays.copyOfRange(order, (n + 1) / 2, n);
        Arrays.sort(training);
        Arrays.sort(heldOut);
        int d = table.columns();
        this.values = new double[d][];
        this.cuts = new double[d][];
        this.bins = new byte[d][n];
        for (int f = 0; f < d; f++) {
            values[f] = table.column(f);
            cuts[f] = cuts(values[f], categories[f]);
            for (int row : training) {
                int at = Arrays.binarySearch(cuts[f], values[f][row]);
                bins[f][row] = (byte) (at >= 0 ? at : categories[f] ? cuts[f].length : -at - 1);
            }
        }
    }

    /** Values at quantiles, or the commonest categories. */
    private double[] cuts(double[] column, boolean category) {
        double[] sorted =
                Arrays.stream(training).mapToDouble(row -> column[row]).sorted().toArray();
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (category) {
            return Arrays.stream(distinct)
                    .boxed()
                    .sorted(Comparator.comparingInt((Double v) -> -count(sorted, v))
                            .thenComparingDouble(v -> v))
                    .limit(CUTS)
                    .mapToDouble(v -> v)
                    .sorted()
                    .toArray();
        }
        if (distinct.length <= CUTS) {
            return Arrays.copyOf(distinct, distinct.length - 1);
        }
        double[] picked = new double[CUTS - 1];
        for (int j = 1; j < CUTS; j++) {
            picked[j - 1] = sorted[(int) ((long) j * (sorted.length - 1) / CUTS)];
        }
        double last = sorted[sorted.length - 1];
        return Arrays.stream(picked).distinct().filter(cut -> cut < last).toArray();
    }

    private static int count(double[] sorted, double value) {
        int count = 0;
        for (double v : sorted) {
            count += v == value ? 1 : 0;
        }
        return count;
    }

    /** Lists of conditions, rule by rule. */
    List<List<Condition>> find(int[] labels, int segment, int most) {
        List<List<Condition>> rules = new ArrayList<>();
        int[] left = training;
        int wanted = count(left, labels, segment);
        int remaining = wanted;
        while (rules.size() < most && remaining > 0) {
            Found best = best(left, labels, segment, remaining);
            int right = count(best.rows, labels, segment);
            if (best.keys.isEmpty() || 2 * right <= best.rows.length || right < LEAST_SHARE * wanted) {
                break;
            }
            rules.add(best.keys.stream().map(this::condition).toList());
            int[] gone = best.rows; // both rise
            left = Arrays.stream(left)
                    .filter(row -> Arrays.binarySearch(gone, row) < 0)
                    .toArray();
            remaining -= right;
        }
        return rules;
    }

    private static int count(int[] rows, int[] labels, int segment) {
        int count = 0;
        for (int row : rows) {
            count += labels[row] == segment ? 1 : 0;
        }
        return count;
    }

    private Condition condition(int[] key) {
        return new Condition(names.get(key[0]), KINDS.get(key[2]), cuts[key[0]][key[1]]);
    }

    private Found best(int[] rows, int[] labels, int segment, int wanted) {
        Found best = new Found(List.of(), rows, f1(wanted, rows.length, wanted));
        List<Found> beam = List.of(best);
        for (int level = 0; level < 3; level++) {
            List<Found> next = new ArrayList<>();
            for (Found found : beam) {
                extend(found, labels, segment, wanted, next);
            }
            next.sort(Comparator.comparingDouble(found -> -found.score)); // stable: of equals the first found
            Set<String> seen = new HashSet<>();
            beam = next.stream()
                    .filter(found -> seen.add(found.name()))
                    .limit(BEAM)
                    .map(found -> new Found(found.keys, filter(found), found.score))
                    .toList();
            if (!beam.isEmpty() && beam.get(0).score > best.score + WORTH) {
                best = beam.get(0);
            }
        }
        return best;
    }

    private int[] filter(Found found) {
        int[] key = found.keys.get(found.keys.size() - 1);
        byte[] column = bins[key[0]];
        return Arrays.stream(found.rows).filter(row -> meets(column[row], key)).toArray();
    }

    private static boolean meets(int bin, int[] key) {
        return switch (key[2]) {
            case 0 -> bin <= key[1];
            case 1 -> bin > key[1];
            default -> bin == key[1];
        };
    }

    /** All rules with one condition more; their rows are still those of the shorter one. */
    private void extend(Found found, int[] labels, int segment, int wanted, List<Found> into) {
        for (int f = 0; f < bins.length; f++) {
            int[] all = new int[cuts[f].length + 1];
            int[] right = new int[cuts[f].length + 1];
            for (int row : found.rows) {
                all[bins[f][row]]++;
                right[bins[f][row]] += labels[row] == segment ? 1 : 0;
            }
            int below = 0;
            int rightBelow = 0;
            int total = Arrays.stream(right).sum();
            for (int b = 0; b < cuts[f].length; b++) {
                if (categories[f]) {
                    add(found, new int[] {f, b, 2}, right[b], all[b], wanted, into);
                    continue;
                }
                below += all[b];
                rightBelow += right[b];
                add(found, new int[] {f, b, 0}, rightBelow, below, wanted, into);
                add(found, new int[] {f, b, 1}, total - rightBelow, found.rows.length - below, wanted, into);
            }
        }
    }

    private static void add(Found found, int[] key, int right, int covered, int wanted, List<Found> into) {
        if (right > 0 && covered < found.rows.length) {
            List<int[]> keys = new ArrayList<>(found.keys);
            keys.add(key);
            into.add(new Found(keys, found.rows, f1(right, covered, wanted)));
        }
    }

    private static double f1(int right, int covered, int wanted) {
        return 2.0 * right / (covered + wanted);
    }

    boolean fits(List<Condition> conditions, int row) {
        for (Condition condition : conditions) {
            if (!condition.holds(values[names.indexOf(condition.feature())][row])) {
                return false;
            }
        }
        return true;
    }
}
