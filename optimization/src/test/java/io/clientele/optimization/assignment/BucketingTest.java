package io.clientele.optimization.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Distributions;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Other systems' answers, and whether ours look random. */
class BucketingTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    /** Kinds of ids that shops have. */
    enum Ids {
        SEQUENTIAL(i -> Integer.toString(i)),
        PADDED(i -> String.format("%08d", i)),
        EMAIL(i -> "customer" + i + "@example.com"),
        HEXADECIMAL(i -> Long.toHexString(0x9E3779B97F4A7C15L * (i + 1)));

        final IntFunction<String> id;

        Ids(IntFunction<String> id) {
            this.id = id;
        }
    }

    @Test
    void growthBookSpecificationCases() {
        // cases of GrowthBook's sdk specification, by ../shared/anchors/optimization.md 5.7
        assertThat(Bucketing.GROWTHBOOK_1.position("", "a")).isEqualTo(0.22);
        assertThat(Bucketing.GROWTHBOOK_1.position("", "b")).isEqualTo(0.077);
        assertThat(Bucketing.GROWTHBOOK_1.position("b", "a")).isEqualTo(0.946);
        assertThat(Bucketing.GROWTHBOOK_1.position("ef", "d")).isEqualTo(0.652);
        assertThat(Bucketing.GROWTHBOOK_1.position("asdf", "8952klfjas09ujk")).isEqualTo(0.549);
        assertThat(Bucketing.GROWTHBOOK_1.position("", "123")).isEqualTo(0.011);
        assertThat(Bucketing.GROWTHBOOK_2.position("seed", "a")).isEqualTo(0.0505);
        assertThat(Bucketing.GROWTHBOOK_2.position("seed", "b")).isEqualTo(0.2696);
        assertThat(Bucketing.GROWTHBOOK_2.position("foo", "ab")).isEqualTo(0.2575);
        assertThat(Bucketing.GROWTHBOOK_2.position("foo", "def")).isEqualTo(0.2019);
        assertThat(Bucketing.GROWTHBOOK_2.position("89123klj", "8952klfjas09ujkasdf"))
                .isEqualTo(0.124);
        assertThat(Bucketing.GROWTHBOOK_2.position("90850943850283058242805", "123"))
                .isEqualTo(0.7516);
    }

    @Test
    void planOutAndProctorByTheirFormulas() {
        // Python 3: int(hashlib.sha1((salt + '.' + unit).encode()).hexdigest()[:15], 16) / float(0xFFFFFFFFFFFFFFF)
        assertThat(Bucketing.PLANOUT.position("exp.button", "4")).isEqualTo(0.8392463603182009);
        assertThat(Bucketing.PLANOUT.position("exp.button", "customer-17")).isEqualTo(0.6676156658805242);
        assertThat(Bucketing.PLANOUT.position("shop.price", "äöü")).isEqualTo(0.11224361144761738);
        // int.from_bytes(hashlib.md5((salt + unit).encode()).digest()[12:16], 'big', signed=True)
        assertThat(Bucketing.PROCTOR.position("bannertst|banner", "customer-17"))
                .isEqualTo(1752766023);
        assertThat(Bucketing.PROCTOR.position("&linked", "42")).isEqualTo(135981997);
        assertThat(Bucketing.PROCTOR.position("bannertst|banner", "x")).isEqualTo(712598428);
        // the choices of the two systems' rules over units 0 to 19, worked out in Python
        Experiment planOut = Experiment.of("exp.button", "a", "b", "c")
                .withShares(0.2, 0.3, 0.5)
                .withBucketing(Bucketing.PLANOUT);
        Experiment proctor = Experiment.of("&linked", "a", "b", "c")
                .withShares(0.25, 0.25, 0.5)
                .withBucketing(Bucketing.PROCTOR);
        int[] first = new int[20];
        int[] second = new int[20];
        for (int i = 0; i < 20; i++) {
            first[i] = planOut.variant(i);
            second[i] = proctor.variant(Integer.toString(i));
        }
        assertThat(first).containsExactly(1, 0, 1, 2, 2, 0, 2, 0, 1, 2, 0, 2, 2, 0, 2, 0, 2, 0, 1, 1);
        assertThat(second).containsExactly(2, 2, 2, 2, 1, 2, 1, 0, 0, 0, 1, 2, 1, 2, 2, 2, 1, 1, 2, 0);
    }

    @Test
    void aNumberIsHashedAsItsTextByOtherSystemsAndAsItselfByOurs() {
        Experiment growthBook = Experiment.of("e", "a", "b").withBucketing(Bucketing.GROWTHBOOK_2);
        Experiment own = Experiment.of("e", "a", "b");
        int differ = 0;
        for (int i = 0; i < 1000; i++) {
            assertThat(growthBook.variant(i)).isEqualTo(growthBook.variant(Integer.toString(i)));
            differ += own.variant(i) == own.variant(Integer.toString(i)) ? 0 : 1;
        }
        assertThat(differ).isBetween(430, 570);
    }

    /** Chi-square over 100 stretches for every salt, and of pairs of salts over 10 x 10 cells: the p-values are uniform. */
    @ParameterizedTest
    @EnumSource(Ids.class)
    void positionsAreUniformAndIndependentBetweenSalts(Ids ids) {
        int units = FULL ? 1_000_000 : 50_000;
        int salts = FULL ? 1_000 : 60;
        String[] id = new String[units];
        Arrays.setAll(id, ids.id);
        double[] single = new double[salts];
        double[] pairs = new double[salts - 1];
        byte[] before = new byte[units];
        for (int s = 0; s < salts; s++) {
            long[] cells = new long[100];
            long[] joint = new long[100];
            // salts that differ as little as salts do
            String salt = "experiment-" + s;
            for (int i = 0; i < units; i++) {
                int cell = (int) (100 * Bucketing.CLIENTELE.position(salt, id[i]));
                cells[cell]++;
                joint[before[i] * 10 + cell / 10]++;
                before[i] = (byte) (cell / 10);
            }
            single[s] = p(cells, units);
            if (s > 0) {
                pairs[s - 1] = p(joint, units);
            }
        }
        assertThat(farFromUniform(single)).isLessThan(1.95 / Math.sqrt(single.length));
        assertThat(farFromUniform(pairs)).isLessThan(1.95 / Math.sqrt(pairs.length));
    }

    private static double p(long[] cells, double units) {
        double expected = units / cells.length;
        double sum = 0;
        for (long cell : cells) {
            sum += (cell - expected) * (cell - expected) / expected;
        }
        return Distributions.chiSquaredSurvival(sum, cells.length - 1.0);
    }

    /** Kolmogorov's distance; above 1.95 / sqrt(n) in one of a thousand samples. */
    static double farFromUniform(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double far = 0;
        for (int i = 0; i < sorted.length; i++) {
            far = Math.max(
                    far, Math.max(sorted[i] - (double) i / sorted.length, (i + 1.0) / sorted.length - sorted[i]));
        }
        return far;
    }

    /** What the reference above is worth: GrowthBook's version 1 fails the same test of pairs, as its authors say. */
    @Test
    void theTestCanFail() {
        int units = 50_000;
        long[] joint = new long[100];
        for (int i = 0; i < units; i++) {
            String id = Integer.toString(i);
            int a = (int) (10 * Bucketing.GROWTHBOOK_1.position("experiment-1", id));
            int b = (int) (10 * Bucketing.GROWTHBOOK_1.position("experiment-2", id));
            joint[a * 10 + b]++;
        }
        assertThat(p(joint, units)).isCloseTo(0, within(1e-100));
    }

    @Test
    void longIdsAreUniformAndIndependentToo() {
        int units = FULL ? 100_000_000 : 200_000;
        int salts = FULL ? 20 : 60;
        double[] single = new double[salts];
        double[] pairs = new double[salts - 1];
        for (int s = 0; s < salts; s++) {
            Experiment ten = ten("e" + s);
            Experiment next = ten("e" + (s + 1));
            long[] cells = new long[10];
            long[] joint = new long[100];
            for (int i = 0; i < units; i++) {
                int a = ten.variant(i);
                cells[a]++;
                joint[a * 10 + next.variant(i)]++;
            }
            single[s] = p(cells, units);
            if (s > 0) {
                pairs[s - 1] = p(joint, units);
            }
        }
        assertThat(farFromUniform(single)).isLessThan(1.95 / Math.sqrt(single.length));
        assertThat(farFromUniform(pairs)).isLessThan(1.95 / Math.sqrt(pairs.length));
    }

    private static Experiment ten(String salt) {
        return Experiment.of(salt, "0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }
}
