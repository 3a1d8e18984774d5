package io.clientele.optimization.bandit.contextual;

import java.util.List;

/** Sixty decisions made by formulas that give the same doubles here and in src/test/oracle/contextual_bandit.py. */
final class SampleDecisions {

    static final List<String> FEATURES = List.of("age", "basket", "mobile");
    static final String[] ARMS = {"a", "b", "c"};
    static final double[] QUERY = {0.1, 0.4, 1.0};
    static final int COUNT = 60;

    private SampleDecisions() {}

    static String arm(int i) {
        return ARMS[i % 5 == 0 ? 2 : i * i % 3];
    }

    static double[] context(int i) {
        return new double[] {(7 * i % 11) / 11.0 - 0.5, (5 * i % 13) / 13.0, i % 4 == 0 ? 1 : 0};
    }

    static double reward(int i) {
        return (3 * i % 7) / 7.0 + context(i)[0] * (1 + i % 3);
    }

    static boolean success(int i) {
        return i % 3 == 1 && i % 2 == 1;
    }

    static ContextualSums sums(int from, int to) {
        ContextualSums sums = ContextualSums.of(FEATURES);
        for (int i = from; i < to; i++) {
            sums.add(arm(i), context(i), reward(i));
        }
        return sums;
    }

    static ContextualSums sums() {
        return sums(0, COUNT);
    }

    static ContextualCounts counts(int from, int to) {
        ContextualCounts counts = ContextualCounts.of(FEATURES);
        for (int i = from; i < to; i++) {
            counts.add(arm(i), context(i), success(i));
        }
        return counts;
    }

    static ContextualCounts counts() {
        return counts(0, COUNT);
    }

    static BaggedSums bags(int from, int to) {
        BaggedSums bags = BaggedSums.of(8, FEATURES);
        for (int i = from; i < to; i++) {
            bags.add("unit " + i / 2, arm(i), context(i), reward(i));
        }
        return bags;
    }

    static BaggedSums bags() {
        return bags(0, COUNT);
    }

    static ArmFeatures armFeatures() {
        return ArmFeatures.of("price", "video")
                .with("a", 0.2, 1)
                .with("b", 0.5, 0)
                .with("c", 0.9, 1);
    }
}
