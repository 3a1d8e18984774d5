package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevenueCountsTest extends ModelCodecContract<RevenueCounts> {

    private static final int PARTITIONS = Boolean.getBoolean("clientele.full") ? 100_000 : 1_000;

    @Override
    protected ModelCodec<RevenueCounts> codec() {
        return new RevenueCountsCodec();
    }

    private static RevenueCounts golden1() {
        return RevenueCounts.of("control", 400, 49.9, 0.1, 1e6).plus(RevenueCounts.of("bänner", 380));
    }

    @Override
    protected List<RevenueCounts> models() {
        return List.of(golden1(), RevenueCounts.empty(), RevenueCounts.of("a", Long.MAX_VALUE, 1e-300));
    }

    @Override
    protected Map<String, RevenueCounts> golden() {
        return Map.of("golden/revenue-counts-1.json", golden1());
    }

    @Test
    void addsAndTakesAway() {
        RevenueCounts a = RevenueCounts.of("x", 10, 5, 7).plus(RevenueCounts.of("y", 3));
        RevenueCounts b = RevenueCounts.of("x", 4, 0.1).plus(RevenueCounts.of("z", 1, 2));
        RevenueCounts sum = a.plus(b);
        assertThat(sum.arms()).containsExactly("x", "y", "z");
        assertThat(sum.trials("x")).isEqualTo(14);
        assertThat(sum.orders("x").count()).isEqualTo(3);
        assertThat(sum.orders("nobody").count()).isZero();
        assertThat(sum.minus(b)).isEqualTo(a).hasSameHashCodeAs(a);
        assertThat(sum.minus(sum)).isEqualTo(RevenueCounts.empty());
        assertThat(a).hasToString("RevenueCounts[x 2 of 10 worth 12.0, y 0 of 3 worth 0.0]");
        assertThat(a.purchases()).isEqualTo(ArmCounts.of("x", 2, 10).plus(ArmCounts.of("y", 0, 3)));
        // the copies handed out change nothing
        sum.orders("x").add(9);
        assertThat(sum.orders("x").count()).isEqualTo(3);
    }

    @Test
    void whatCannotBeIsRefused() {
        RevenueCounts a = RevenueCounts.of("x", 10, 5, 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.minus(RevenueCounts.of("x", 11)))
                .withMessage(
                        "arm 'x': 11 trials and 0 orders cannot be taken away from 10 and 2; they were not all counted "
                                + "here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.minus(RevenueCounts.of("y", 0, 5)))
                .withMessage(
                        "arm 'y': 0 trials and 1 orders cannot be taken away from 0 and 0; they were not all counted "
                                + "here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueCounts.of("x", 10, 5, 0))
                .withMessage(
                        "arm 'x': the value of an order must be above 0, got 0.0; record a visit without an order as a "
                                + "trial alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueCounts.of("x", 10, Double.NaN))
                .withMessageStartingWith("arm 'x': the value of an order must be above 0, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueCounts.of("x", 10, Double.POSITIVE_INFINITY))
                .withMessageStartingWith("the value of an order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueCounts.of("x", -1))
                .withMessage("trials must be at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevenueCounts.of("x", Long.MAX_VALUE).plus(RevenueCounts.of("x", 1)))
                .withMessage("arm 'x': the counts add up to more than 2^63 - 1");
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("bänner", "control")))
                .withMessageContaining("arm 'control' is there twice");
    }

    /** Events on random servers, parts merged in random order and grouping: the same bytes as all events on one. */
    @Test
    void anyPartitionMergesToTheSameBytes() {
        RandomGenerator random = RandomStreams.stream(1, "revenue.partition", 0);
        String[] arms = {"a", "b", "c"};
        int[] arm = new int[40];
        double[] value = new double[arm.length];
        RevenueRecorder whole = RevenueRecorder.of(arms);
        for (int i = 0; i < arm.length; i++) {
            arm[i] = random.nextInt(arms.length);
            value[i] = random.nextInt(3) == 0 ? 0 : Math.exp(20 * random.nextDouble() - 8);
            whole.record(arms[arm[i]], value[i]);
        }
        String expected = ModelFiles.text(codec(), whole.counts());
        for (int round = 0; round < PARTITIONS; round++) {
            int servers = 1 + random.nextInt(5);
            List<RevenueRecorder> recorders = new ArrayList<>();
            for (int s = 0; s < servers; s++) {
                recorders.add(RevenueRecorder.of(arms));
            }
            int[] order = new int[arm.length];
            Arrays.setAll(order, i -> i);
            Samplers.shuffle(random, order);
            for (int i : order) {
                recorders.get(random.nextInt(servers)).record(arms[arm[i]], value[i]);
            }
            List<RevenueCounts> parts = new ArrayList<>();
            recorders.forEach(recorder -> parts.add(recorder.counts()));
            while (parts.size() > 1) {
                RevenueCounts one = parts.remove(random.nextInt(parts.size()));
                int with = random.nextInt(parts.size());
                parts.set(with, parts.get(with).plus(one));
            }
            assertThat(ModelFiles.text(codec(), parts.get(0))).isEqualTo(expected);
        }
    }

    @Test
    void clusterJoinsInAnyOrderAndAnyNumberOfTimes(@TempDir Path folder) {
        ClusterRevenue one = ClusterRevenue.empty().with("shop-1", 3, RevenueCounts.of("a", 2, 9.9));
        ClusterRevenue old = ClusterRevenue.empty().with("shop-1", 2, RevenueCounts.of("a", 1));
        ClusterRevenue two = ClusterRevenue.empty().with("shop-2", 1, RevenueCounts.of("a", 5, 0.1));
        ClusterRevenue all = one.join(old).join(two).join(one);
        assertThat(two.join(old).join(one)).isEqualTo(all).hasSameHashCodeAs(all);
        assertThat(all.nodes()).containsExactly("shop-1", "shop-2");
        assertThat(all.total()).isEqualTo(RevenueCounts.of("a", 7, 9.9, 0.1));
        assertThat(all).hasToString("ClusterRevenue[2 nodes, RevenueCounts[a 2 of 7 worth 10.0]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.with("shop-1", 3, RevenueCounts.empty()))
                .withMessage(
                        "node 'shop-1', sequence 3: two different counts; give each server, and each start of it, a "
                                + "name of its own");
        all.write(folder.resolve("cluster.json"));
        assertThat(ClusterRevenue.read(folder.resolve("cluster.json"))).isEqualTo(all);
        golden1().write(folder.resolve("counts.json"));
        assertThat(RevenueCounts.read(folder.resolve("counts.json"))).isEqualTo(golden1());
    }
}
