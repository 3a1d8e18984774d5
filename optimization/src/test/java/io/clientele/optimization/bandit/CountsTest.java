package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.model.ModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts that merge in any order, with any repetition, to the same bytes; and the recorder that makes them. */
class CountsTest {

    private static final int PARTITIONS = Boolean.getBoolean("clientele.full") ? 100_000 : 2_000;

    @Test
    void addsAndTakesAway() {
        ArmCounts a = ArmCounts.of("x", 1, 10).plus(ArmCounts.of("y", 2, 5));
        ArmCounts b = ArmCounts.of("y", 3, 6).plus(ArmCounts.of("z", 0, 1));
        ArmCounts sum = a.plus(b);
        assertThat(sum.arms()).containsExactly("x", "y", "z");
        assertThat(sum.successes("y")).isEqualTo(5);
        assertThat(sum.trials("y")).isEqualTo(11);
        assertThat(sum.trials("nobody")).isZero();
        assertThat(sum.minus(b)).isEqualTo(a).hasSameHashCodeAs(a).hasToString("ArmCounts[x 1 of 10, y 2 of 5]");
        assertThat(sum.minus(sum)).isEqualTo(ArmCounts.empty());
        assertThat(a.minus(sum).trials("z")).isEqualTo(-1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArmCounts.of("x", 0, Long.MAX_VALUE).plus(ArmCounts.of("x", 0, 1)))
                .withMessage("arm 'x': the counts add up to more than 2^63 - 1");
        assertThatNullPointerException()
                .isThrownBy(() -> ArmCounts.of(null, 1, 1))
                .withMessage("arm");
    }

    /** Events on random servers, parts merged in random order and grouping: the same bytes as all events on one. */
    @Test
    void anyPartitionMergesToTheSameBytes() {
        RandomGenerator random = RandomStreams.stream(1, "counts.partition", 0);
        String[] arms = {"a", "b", "c", "d"};
        int[] arm = new int[60];
        boolean[] success = new boolean[arm.length];
        RewardRecorder whole = RewardRecorder.of(arms);
        for (int i = 0; i < arm.length; i++) {
            arm[i] = random.nextInt(arms.length);
            success[i] = random.nextInt(3) == 0;
            whole.record(arms[arm[i]], success[i]);
        }
        String expected = ModelFiles.text(new ArmCountsCodec(), whole.counts());
        for (int round = 0; round < PARTITIONS; round++) {
            int servers = 1 + random.nextInt(6);
            List<RewardRecorder> recorders = new ArrayList<>();
            for (int s = 0; s < servers; s++) {
                recorders.add(RewardRecorder.of(arms));
            }
            int[] order = new int[arm.length];
            java.util.Arrays.setAll(order, i -> i);
            Samplers.shuffle(random, order);
            for (int i : order) {
                recorders.get(random.nextInt(servers)).record(arms[arm[i]], success[i]);
            }
            List<ArmCounts> parts = new ArrayList<>();
            recorders.forEach(recorder -> parts.add(recorder.counts()));
            while (parts.size() > 1) {
                ArmCounts one = parts.remove(random.nextInt(parts.size()));
                int with = random.nextInt(parts.size());
                parts.set(with, parts.get(with).plus(one));
            }
            assertThat(ModelFiles.text(new ArmCountsCodec(), parts.get(0))).isEqualTo(expected);
        }
    }

    /** Messages lost, repeated and out of order, as long as each server's last one arrives: everybody holds the same. */
    @Test
    void clusterHoldsTheSameWhateverHappensToTheMessages() {
        RandomGenerator random = RandomStreams.stream(2, "counts.cluster", 0);
        for (int round = 0; round < PARTITIONS / 10; round++) {
            List<ClusterCounts> messages = new ArrayList<>();
            ClusterCounts expected = ClusterCounts.empty();
            for (int node = 0; node < 4; node++) {
                RewardRecorder recorder = RewardRecorder.of("a", "b");
                ClusterCounts last = ClusterCounts.empty();
                for (int sequence = 0; sequence < 5; sequence++) {
                    recorder.record(random.nextBoolean() ? "a" : "b", random.nextBoolean());
                    last = ClusterCounts.empty().with("node" + node, sequence, recorder.counts());
                    if (random.nextInt(3) > 0) {
                        messages.add(last);
                        messages.add(last);
                    }
                }
                messages.add(last);
                expected = expected.join(last);
            }
            assertThat(expected.total().trials("a") + expected.total().trials("b"))
                    .isEqualTo(20);
            for (int view = 0; view < 3; view++) {
                java.util.Collections.shuffle(messages, new java.util.Random(random.nextLong()));
                ClusterCounts held = ClusterCounts.empty();
                for (ClusterCounts message : messages) {
                    held = random.nextBoolean() ? held.join(message) : message.join(held);
                }
                assertThat(ModelFiles.text(new ClusterCountsCodec(), held))
                        .isEqualTo(ModelFiles.text(new ClusterCountsCodec(), expected));
            }
        }
    }

    @Test
    void clusterConflictsAndFiles(@TempDir Path folder) {
        ClusterCounts one = ClusterCounts.empty().with("shop-1", 3, ArmCounts.of("a", 1, 2));
        ClusterCounts two = ClusterCounts.empty().with("shop-1", 3, ArmCounts.of("a", 1, 3));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.join(two))
                .withMessage(
                        "node 'shop-1', sequence 3: two different counts; give each server, and each start of it, a "
                                + "name of its own");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.with("shop-2", -1, ArmCounts.empty()))
                .withMessage("sequence must be at least 0, got -1");
        assertThat(one.with("shop-1", 2, ArmCounts.empty())).isEqualTo(one);
        assertThat(one.with("shop-2", 0, ArmCounts.of("a", 0, 1)).nodes()).containsExactly("shop-1", "shop-2");
        assertThat(one).hasToString("ClusterCounts[1 nodes, ArmCounts[a 1 of 2]]");
        one.write(folder.resolve("cluster.json"));
        assertThat(ClusterCounts.read(folder.resolve("cluster.json"))).isEqualTo(one);
        one.total().write(folder.resolve("counts.json"));
        assertThat(ArmCounts.read(folder.resolve("counts.json"))).isEqualTo(one.total());
    }

    @Test
    void recorderCountsInSeveralSteps() {
        RewardRecorder recorder = RewardRecorder.of("a", "b");
        recorder.shown("a");
        recorder.shown("a");
        recorder.succeeded("a");
        recorder.record("b", false);
        recorder.record("b", true);
        assertThat(recorder.counts()).isEqualTo(ArmCounts.of("a", 1, 2).plus(ArmCounts.of("b", 1, 2)));
        recorder.forget("b", true);
        recorder.forget("a", false);
        assertThat(recorder.counts()).isEqualTo(ArmCounts.of("a", 1, 1).plus(ArmCounts.of("b", 0, 1)));
        recorder.add("c");
        recorder.add("a");
        recorder.record("c", true);
        assertThat(recorder).hasToString("RewardRecorder[ArmCounts[a 1 of 1, b 0 of 1, c 1 of 1]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.record("d", true))
                .withMessage("arm 'd' is not known; arms are [a, b, c]; add it first");
        assertThatNullPointerException().isThrownBy(() -> recorder.shown(null)).withMessage("arm");
    }

    /** Four threads record while a fifth reads: nothing is lost, and no reading shows more successes than trials. */
    @Test
    void recorderUnderManyThreads() throws InterruptedException {
        RewardRecorder recorder = RewardRecorder.of("a", "b", "c");
        String[] arms = {"a", "b", "c"};
        List<Thread> threads = new ArrayList<>();
        int each = 200_000;
        for (int t = 0; t < 4; t++) {
            int seed = t;
            threads.add(new Thread(() -> {
                RandomGenerator random = RandomStreams.stream(seed, "counts.threads", 0);
                for (int i = 0; i < each; i++) {
                    recorder.record(arms[random.nextInt(3)], true);
                }
            }));
        }
        threads.forEach(Thread::start);
        int readings = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            ArmCounts counts = recorder.counts();
            for (String arm : arms) {
                assertThat(counts.successes(arm)).isLessThanOrEqualTo(counts.trials(arm));
            }
            readings++;
        }
        for (Thread thread : threads) {
            thread.join();
        }
        ArmCounts counts = recorder.counts();
        assertThat(counts.trials("a") + counts.trials("b") + counts.trials("c")).isEqualTo(4L * each);
        assertThat(counts.successes("a")).isEqualTo(counts.trials("a"));
        assertThat(readings).isPositive();
    }
}
