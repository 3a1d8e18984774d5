package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ClusterAgreementTest {

    @Test
    void agreesWithTheReference() {
        Golden golden = Golden.load("segmentation/agreement-wholesale");
        CsvTable input = golden.input();
        for (String name : golden.at("expected").names()) {
            String[] columns = name.split("_");
            int[] first = labels(input, columns[0]);
            int[] second = labels(input, columns[1].equals("itself") ? columns[0] : columns[1]);
            check(golden.at("expected", name), ClusterAgreement.of(first, second));
        }
    }

    private static int[] labels(CsvTable input, String column) {
        return Arrays.stream(input.numbers(column)).mapToInt(x -> (int) x).toArray();
    }

    private static void check(Golden expected, ClusterAgreement ours) {
        double[][] counts = expected.at("contingency").matrix();
        for (int i = 0; i < counts.length; i++) {
            assertThat(ours.counts()[i])
                    .isEqualTo(Arrays.stream(counts[i]).mapToLong(x -> (long) x).toArray());
        }
        match(expected, "rand", ours.rand());
        match(expected, "adjusted_rand", ours.adjustedRand());
        match(expected, "nmi_arithmetic", ours.normalizedMutualInformation(EntropyMean.ARITHMETIC));
        match(expected, "nmi_geometric", ours.normalizedMutualInformation(EntropyMean.GEOMETRIC));
        match(expected, "nmi_max", ours.normalizedMutualInformation(EntropyMean.MAXIMUM));
        match(expected, "adjusted_mutual_information", ours.adjustedMutualInformation());
        match(expected, "mutual_information_nats", ours.mutualInformation());
        match(expected, "homogeneity", ours.homogeneity());
        match(expected, "completeness", ours.completeness());
        match(expected, "v_measure", ours.vMeasure());
        match(expected, "fowlkes_mallows", ours.fowlkesMallows());
        match(expected, "purity", ours.purity());
    }

    private static void match(Golden expected, String measure, double ours) {
        expected.at(measure).matches(ours, 1e-10, 1e-12);
    }

    /** All pairs counted one by one, for any labels. */
    @Test
    void pairMeasuresAgreeWithCountingPairs() {
        for (int round = 0; round < 50; round++) {
            RandomGenerator random = RandomStreams.stream(1, "agreement", round);
            int n = 2 + random.nextInt(40);
            int[] a = random(random, n, 1 + random.nextInt(5));
            int[] b = random(random, n, 1 + random.nextInt(5));
            double both = 0;
            double inA = 0;
            double inB = 0;
            double agree = 0;
            double pairs = n * (n - 1) / 2.0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    boolean left = a[i] == a[j];
                    boolean right = b[i] == b[j];
                    inA += left ? 1 : 0;
                    inB += right ? 1 : 0;
                    both += left && right ? 1 : 0;
                    agree += left == right ? 1 : 0;
                }
            }
            ClusterAgreement ours = ClusterAgreement.of(a, b);
            assertThat(ours.rand()).isEqualTo(agree / pairs, within(1e-14));
            if (both > 0) {
                assertThat(ours.fowlkesMallows()).isEqualTo(both / Math.sqrt(inA * inB), within(1e-14));
            }
            double expected = inA * inB / pairs;
            if (Math.abs((inA + inB) / 2 - expected) > 1e-9) {
                assertThat(ours.adjustedRand())
                        .isEqualTo((both - expected) / ((inA + inB) / 2 - expected), within(1e-12));
            }
        }
    }

    /** The expectation over all permutations of five customers, each taken once. */
    @Test
    void expectedInformationIsTheMeanOverAllPermutations() {
        int[] a = {0, 0, 1, 1, 2, 2, 2};
        int[] b = {0, 1, 1, 1, 0, 1, 0};
        double[] sum = new double[2];
        permute(a, b.clone(), 0, sum);
        assertThat(sum[1]).isEqualTo(5040);
        assertThat(ExpectedInformation.of(new int[] {2, 2, 3}, new int[] {3, 4}))
                .isEqualTo(sum[0] / sum[1], within(1e-14));
    }

    private static void permute(int[] a, int[] b, int at, double[] sum) {
        if (at == b.length) {
            sum[0] += ClusterAgreement.of(a, b).mutualInformation();
            sum[1]++;
            return;
        }
        for (int i = at; i < b.length; i++) {
            swap(b, at, i);
            permute(a, b, at + 1, sum);
            swap(b, at, i);
        }
    }

    private static void swap(int[] x, int i, int j) {
        int t = x[i];
        x[i] = x[j];
        x[j] = t;
    }

    @Test
    void namesDoNotMatterAndOrderOnlyWhereItShould() {
        for (int round = 0; round < 30; round++) {
            RandomGenerator random = RandomStreams.stream(2, "agreement", round);
            int[] a = random(random, 60, 4);
            int[] b = random(random, 60, 3);
            int[] renamed = Arrays.stream(a).map(x -> 1000 - 7 * x).toArray();
            ClusterAgreement ours = ClusterAgreement.of(a, b);
            ClusterAgreement other = ClusterAgreement.of(renamed, b);
            ClusterAgreement turned = ClusterAgreement.of(b, a);
            assertThat(other.adjustedRand()).isEqualTo(ours.adjustedRand(), within(1e-14));
            assertThat(other.adjustedMutualInformation()).isEqualTo(ours.adjustedMutualInformation(), within(1e-13));
            assertThat(turned.adjustedMutualInformation()).isEqualTo(ours.adjustedMutualInformation(), within(1e-13));
            assertThat(turned.homogeneity()).isEqualTo(ours.completeness(), within(1e-13));
            assertThat(ClusterAgreement.of(a, renamed).adjustedRand()).isEqualTo(1);
            assertThat(ClusterAgreement.of(a, renamed).adjustedMutualInformation())
                    .isEqualTo(1);
        }
    }

    /** 300 pairs of random labels: the mean of a measure with mean 0 and standard deviation 0.01 is within 0.003. */
    @Test
    void adjustedMeasuresAreZeroOnAverageForUnrelatedSegmentations() {
        double rand = 0;
        double information = 0;
        for (int round = 0; round < 300; round++) {
            RandomGenerator random = RandomStreams.stream(3, "agreement", round);
            ClusterAgreement ours = ClusterAgreement.of(random(random, 200, 5), random(random, 200, 8));
            rand += ours.adjustedRand() / 300;
            information += ours.adjustedMutualInformation() / 300;
        }
        assertThat(rand).isEqualTo(0, within(0.003));
        assertThat(information).isEqualTo(0, within(0.003));
    }

    @Test
    void degenerateSegmentations() {
        int[] one = new int[5];
        int[] alone = {0, 1, 2, 3, 4};
        int[] two = {0, 0, 0, 1, 1};
        for (int[] same : new int[][] {one, alone, two, {7}}) {
            ClusterAgreement ours = ClusterAgreement.of(same, same);
            assertThat(new double[] {
                        ours.rand(),
                        ours.adjustedRand(),
                        ours.fowlkesMallows(),
                        ours.vMeasure(),
                        ours.adjustedMutualInformation(),
                        ours.normalizedMutualInformation(EntropyMean.MINIMUM),
                        ours.purity()
                    })
                    .containsOnly(1);
        }
        ClusterAgreement flat = ClusterAgreement.of(two, one);
        assertThat(flat.adjustedRand()).isZero();
        assertThat(flat.mutualInformation()).isZero();
        assertThat(flat.adjustedMutualInformation()).isZero();
        assertThat(flat.homogeneity()).isZero();
        assertThat(flat.completeness()).isEqualTo(1);
        assertThat(flat.vMeasure()).isZero();
        ClusterAgreement opposite = ClusterAgreement.of(one, alone);
        assertThat(opposite.fowlkesMallows()).isZero();
        assertThat(opposite.adjustedRand()).isZero();
    }

    @Test
    void aMillionCustomersLoseNoDigits() {
        int[] a = new int[1_000_000];
        int[] b = new int[1_000_000];
        for (int i = 0; i < a.length; i++) {
            a[i] = i % 10;
            b[i] = i / 100_000;
        }
        // every cell holds exactly what independence gives
        ClusterAgreement ours = ClusterAgreement.of(a, b);
        assertThat(ours.mutualInformation()).isEqualTo(0, within(1e-12));
        // mean mutual information is close to (k - 1)(l - 1) / 2n, from the chi-squared distribution of 2n times it
        assertThat(ours.adjustedMutualInformation()).isEqualTo(-81 / 2e6 / Math.log(10), within(1e-8));
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterAgreement.of(new int[3], new int[2]))
                .withMessage("second must have one label per label of the first (3), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterAgreement.of(new int[0], new int[0]))
                .withMessage("first has no rows; at least one is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterAgreement.of(new int[1], new int[1]).vMeasure(0))
                .withMessage("beta must be a finite number above 0, got 0");
    }

    private static int[] random(RandomGenerator random, int n, int k) {
        int[] labels = new int[n];
        Arrays.setAll(labels, i -> random.nextInt(k));
        return labels;
    }
}
