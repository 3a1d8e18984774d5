package io.clientele.optimization.bandit.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.model.ModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of the past merges to the same bytes for any partition and order, and forgets without a trace. */
class ContextualSumsTest {

    private static final int PARTITIONS = Boolean.getBoolean("clientele.full") ? 10_000 : 60;

    @Test
    void anyPartitionMergesToTheSameBytes() {
        RandomGenerator random = RandomStreams.stream(1, "contextual.partition", 0);
        String sums = ModelFiles.text(new ContextualSumsCodec(), SampleDecisions.sums());
        String counts = ModelFiles.text(new ContextualCountsCodec(), SampleDecisions.counts());
        String bags = ModelFiles.text(new BaggedSumsCodec(), SampleDecisions.bags());
        long version = LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                .fit(SampleDecisions.sums())
                .version();
        for (int round = 0; round < PARTITIONS; round++) {
            int servers = 1 + random.nextInt(5);
            List<ContextualSums> someSums = new ArrayList<>();
            List<ContextualCounts> someCounts = new ArrayList<>();
            List<BaggedSums> someBags = new ArrayList<>();
            for (int s = 0; s < servers; s++) {
                someSums.add(ContextualSums.of(SampleDecisions.FEATURES));
                someCounts.add(ContextualCounts.of(SampleDecisions.FEATURES));
                someBags.add(BaggedSums.of(8, SampleDecisions.FEATURES));
            }
            int[] order = new int[SampleDecisions.COUNT];
            Arrays.setAll(order, i -> i);
            Samplers.shuffle(random, order);
            for (int i : order) {
                int s = random.nextInt(servers);
                someSums.get(s).merge(SampleDecisions.sums(i, i + 1));
                someCounts.get(s).merge(SampleDecisions.counts(i, i + 1));
                someBags.get(s).merge(SampleDecisions.bags(i, i + 1));
            }
            while (someSums.size() > 1) {
                int from = random.nextInt(someSums.size());
                ContextualSums one = someSums.remove(from);
                ContextualCounts two = someCounts.remove(from);
                BaggedSums three = someBags.remove(from);
                int with = random.nextInt(someSums.size());
                someSums.get(with).merge(one);
                someCounts.get(with).merge(two);
                someBags.get(with).merge(three);
            }
            assertThat(ModelFiles.text(new ContextualSumsCodec(), someSums.get(0)))
                    .isEqualTo(sums);
            assertThat(ModelFiles.text(new ContextualCountsCodec(), someCounts.get(0)))
                    .isEqualTo(counts);
            assertThat(ModelFiles.text(new BaggedSumsCodec(), someBags.get(0))).isEqualTo(bags);
            assertThat(LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                            .fit(someSums.get(0))
                            .version())
                    .isEqualTo(version);
        }
    }

    @Test
    void forgetsWithoutATrace() {
        ContextualSums sums = SampleDecisions.sums();
        sums.subtract(SampleDecisions.sums(10, 37));
        ContextualSums rest = SampleDecisions.sums(0, 10);
        rest.merge(SampleDecisions.sums(37, 60));
        assertThat(sums).isEqualTo(rest).hasSameHashCodeAs(rest);
        sums.subtract(rest.copy());
        assertThat(sums).isEqualTo(ContextualSums.of(SampleDecisions.FEATURES));
        assertThat(sums.arms()).isEmpty();

        ContextualCounts counts = SampleDecisions.counts();
        counts.subtract(SampleDecisions.counts(10, 37));
        ContextualCounts left = SampleDecisions.counts(0, 10);
        left.merge(SampleDecisions.counts(37, 60));
        assertThat(counts).isEqualTo(left).hasSameHashCodeAs(left);
        counts.subtract(left.copy());
        assertThat(counts).isEqualTo(ContextualCounts.of(SampleDecisions.FEATURES));
        assertThat(counts.arms()).isEmpty();

        BaggedSums bags = SampleDecisions.bags();
        bags.subtract(SampleDecisions.bags(10, 60));
        assertThat(bags).isEqualTo(SampleDecisions.bags(0, 10));
    }

    @Test
    void takingAwayWhatWasNotThereIsRefusedAndChangesNothing() {
        ContextualSums sums = SampleDecisions.sums(0, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.subtract(SampleDecisions.sums()))
                .withMessage("arm 'a': cannot take 16 decisions away from 1; they were not all added here");
        assertThat(sums).isEqualTo(SampleDecisions.sums(0, 5));
        ContextualCounts counts = SampleDecisions.counts(0, 5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.subtract(SampleDecisions.counts()))
                .withMessageContaining("cannot take 0 successes of 1 trials away from 0 of 0; they were not all added");
        assertThat(counts).isEqualTo(SampleDecisions.counts(0, 5));
        BaggedSums bags = SampleDecisions.bags(0, 5);
        assertThatIllegalArgumentException().isThrownBy(() -> bags.subtract(SampleDecisions.bags()));
        assertThat(bags).isEqualTo(SampleDecisions.bags(0, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.merge(ContextualSums.of("x")))
                .withMessage("the sums have other features: [age, basket, mobile] here, [x] there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.merge(ContextualCounts.of("x")))
                .withMessage("the counts have other features: [age, basket, mobile] here, [x] there");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bags.merge(BaggedSums.of(2, "x")))
                .withMessage("the sums are of 8 models with features [age, basket, mobile] here, of 2 with [x] there");
    }

    @Test
    void badInputIsRefusedBeforeAnythingIsAdded() {
        ContextualSums sums = ContextualSums.of("age");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add("a", new double[] {Double.POSITIVE_INFINITY}, 0))
                .withMessageContaining(
                        "context, feature 'age': must be a number of at most 1e50 in size, got Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add("a", new double[0], 0))
                .withMessage("context must have one value per feature (1), got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sums.add("a", new double[] {1}, 1e51))
                .withMessageContaining("arm 'a': reward must be a number of at most 1e50 in size, got 1.0E51");
        assertThat(sums).isEqualTo(ContextualSums.of("age"));
        ContextualCounts counts = ContextualCounts.of("age");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.add("a", new double[] {1}, 3, 2))
                .withMessage("arm 'a': successes must be from 0 to the number of trials (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> counts.add("a", new double[] {1, 2}, true))
                .withMessage("context must have one value per feature (1), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    ContextualCounts many = ContextualCounts.of();
                    many.add("a", new double[0], 0, Long.MAX_VALUE);
                    many.add("a", new double[0], true);
                })
                .withMessage("arm 'a': the counts add up to more than 2^63 - 1");
        counts.add("a", new double[] {-0.0}, 0, 0);
        assertThat(counts.arms()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextualSums.of("age", "age"))
                .withMessage("feature 'age' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaggedSums.of(1, "age"))
                .withMessage("models must be at least 2, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmFeatures.of("price").with("a", Double.NaN))
                .withMessageStartingWith("arm 'a', features as context, feature 'price': must be a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmFeatures.of("price").values("a"))
                .withMessage("arm 'a' has no features; add them with ArmFeatures.with");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContextualDecision.of("u", 1, "a", 0))
                .withMessage("propensity must be above 0 and at most 1, got 0.0; log the share with which the arm was "
                        + "chosen");
    }

    @Test
    void minusZeroIsZero() {
        ContextualCounts counts = ContextualCounts.of("x");
        counts.add("a", new double[] {0.0}, true);
        counts.add("a", new double[] {-0.0}, false);
        assertThat(counts).hasToString("ContextualCounts[features=[x], a 1 of 2 in 1 contexts]");
        assertThat(Contexts.hash(new double[] {0.0})).isEqualTo(Contexts.hash(new double[] {-0.0}));
    }

    /** Of 20,000 units and 8 models: mean and variance of a Poisson number are 1, within 5 standard errors. */
    @Test
    void bagsArePoisson() {
        double sum = 0;
        double squares = 0;
        int[] seen = new int[20];
        int n = 160_000;
        for (int i = 0; i < n; i++) {
            int k = BaggedSums.times("unit " + i / 8, i % 8);
            sum += k;
            squares += (double) k * k;
            seen[k]++;
        }
        assertThat(sum / n).isCloseTo(1, within(5 / Math.sqrt(n)));
        assertThat(squares / n).isCloseTo(2, within(5 * Math.sqrt(11.0 / n))); // E k^4 - 4 = 15 - 4
        assertThat((double) seen[0] / n).isCloseTo(Math.exp(-1), within(5 * 0.482 / Math.sqrt(n)));
        assertThat(seen[3]).isCloseTo((int) (n * Math.exp(-1) / 6), within((int) (5 * Math.sqrt(n * 0.0576))));
    }

    @Test
    void files(@TempDir Path folder) {
        SampleDecisions.sums().write(folder.resolve("sums.json"));
        assertThat(ContextualSums.read(folder.resolve("sums.json"))).isEqualTo(SampleDecisions.sums());
        SampleDecisions.counts().write(folder.resolve("counts.json"));
        assertThat(ContextualCounts.read(folder.resolve("counts.json"))).isEqualTo(SampleDecisions.counts());
        SampleDecisions.bags().write(folder.resolve("bags.json"));
        assertThat(BaggedSums.read(folder.resolve("bags.json"))).isEqualTo(SampleDecisions.bags());
        ContextualSnapshot snapshot = LinearThompson.of(SampleDecisions.FEATURES, SampleDecisions.ARMS)
                .fit(SampleDecisions.sums());
        snapshot.write(folder.resolve("snapshot.json"));
        assertThat(ContextualSnapshot.read(folder.resolve("snapshot.json"))).isEqualTo(snapshot);
    }
}
