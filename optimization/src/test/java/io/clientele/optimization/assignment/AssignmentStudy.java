package io.clientele.optimization.assignment;

import io.clientele.core.stats.Distributions;
import io.clientele.optimization.internal.UnitHash;
import java.util.Arrays;
import java.util.Locale;

/**
 * Are the positions of many ids under many salts uniform, and those of every pair of salts independent?
 *
 * <p>Uniform: chi-square over 64 stretches for each salt. Independent: how many ids are on the same side of the middle under both
 * salts, for every pair of them, counted 64 ids at a time. The p-values of the salts, and of the pairs, are held against the uniform
 * distribution by Kolmogorov's distance, and the worst of each is given, multiplied by their number (Bonferroni).
 *
 * <p>The number of pairs whose ids agree is whole, so that with 1,000 salts some ten million ids are needed before the steps of the
 * p-values are too fine for the distance to see. The full study of a kind of ids:
 * {@code java -cp ... AssignmentStudy 100000000 1000 NUMBER}. It gave distances of 0.75 (salts) and 1.22 (pairs), where one sample in a
 * thousand passes 1.95, and no p-value worth a second look; ten million e-mail addresses 0.83 and 0.94, as many decimal texts 0.81 and
 * 0.79.
 */
final class AssignmentStudy {

    private static final int CHUNK = 1 << 13;
    private static final int CELLS = 64;

    /** Kinds of ids. */
    enum Ids {
        /** 0, 1, 2, ... as numbers. */
        NUMBER,
        /** The same as decimal texts. */
        TEXT,
        /** Addresses that differ in some characters in the middle. */
        EMAIL;

        long hash(UnitHash hash, long id, String text) {
            return this == NUMBER ? hash.of(id) : hash.of(text);
        }

        String text(long id) {
            return this == EMAIL ? "customer" + id + "@example.com" : this == TEXT ? Long.toString(id) : "";
        }
    }

    /**
     * What came out.
     *
     * @param salts how many
     * @param pairs of salts
     * @param saltsFar Kolmogorov's distance of the salts' p-values, times the square root of their number
     * @param pairsFar the same of the pairs'
     * @param worstSalt the smallest p-value of a salt, times their number
     * @param worstPair the same of the pairs
     */
    record Result(int salts, int pairs, double saltsFar, double pairsFar, double worstSalt, double worstPair) {}

    private AssignmentStudy() {}

    static Result run(long ids, int salts, Ids kind) {
        UnitHash[] hashes = new UnitHash[salts];
        // salts that differ as little as salts do
        Arrays.setAll(hashes, s -> new UnitHash(Bucketing.saltOf("experiment-" + s)));
        long[][] cells = new long[salts][CELLS];
        long[] differ = new long[salts * (salts - 1) / 2];
        long[][] sides = new long[salts][CHUNK / Long.SIZE];
        String[] texts = new String[CHUNK];
        for (long from = 0; from < ids; from += CHUNK) {
            int count = (int) Math.min(CHUNK, ids - from);
            for (int i = 0; i < count; i++) {
                texts[i] = kind.text(from + i);
            }
            for (int s = 0; s < salts; s++) {
                Arrays.fill(sides[s], 0);
                for (int i = 0; i < count; i++) {
                    long bits = kind.hash(hashes[s], from + i, texts[i]);
                    cells[s][(int) (bits >>> (UnitHash.BITS - 6))]++;
                    sides[s][i >>> 6] |= bits >>> (UnitHash.BITS - 1) << i;
                }
            }
            int pair = 0;
            for (int s = 1; s < salts; s++) {
                for (int t = 0; t < s; t++) {
                    differ[pair++] += differing(sides[s], sides[t]);
                }
            }
        }
        return result(ids, cells, differ);
    }

    private static long differing(long[] a, long[] b) {
        long sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Long.bitCount(a[i] ^ b[i]);
        }
        return sum;
    }

    private static Result result(double ids, long[][] cells, long[] differ) {
        double[] single = new double[cells.length];
        for (int s = 0; s < single.length; s++) {
            double expected = ids / CELLS;
            double sum = 0;
            for (long cell : cells[s]) {
                sum += (cell - expected) * (cell - expected) / expected;
            }
            single[s] = Distributions.chiSquaredSurvival(sum, CELLS - 1.0);
        }
        double[] pairs = new double[differ.length];
        for (int k = 0; k < pairs.length; k++) {
            pairs[k] = Math.min(1, 2 * Distributions.normalSurvival(Math.abs(2 * differ[k] - ids) / Math.sqrt(ids)));
        }
        return new Result(
                single.length,
                pairs.length,
                BucketingTest.farFromUniform(single) * Math.sqrt(single.length),
                BucketingTest.farFromUniform(pairs) * Math.sqrt(pairs.length),
                Arrays.stream(single).min().orElseThrow() * single.length,
                Arrays.stream(pairs).min().orElseThrow() * pairs.length);
    }

    /**
     * Prints a study.
     *
     * @param args ids, salts, kind
     */
    public static void main(String[] args) {
        long start = System.nanoTime();
        Result r = run(Long.parseLong(args[0]), Integer.parseInt(args[1]), Ids.valueOf(args[2]));
        System.out.printf(
                Locale.ROOT, "%s: %s, %.0f s%n", String.join(" ", args), r, (System.nanoTime() - start) / 1e9);
    }
}
