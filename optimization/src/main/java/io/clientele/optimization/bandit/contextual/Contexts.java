package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import io.clientele.optimization.internal.UnitHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of features, and checks of the vectors that go with them. */
final class Contexts {

    /** Squares of it, and sums of many squares, are still far from the largest double. */
    private static final double LARGEST = 1e50;

    private Contexts() {}

    static List<String> features(List<String> names) {
        return distinct(names, "feature");
    }

    static List<String> distinct(List<String> names, String what) {
        List<String> copy = List.copyOf(names);
        Set<String> seen = new HashSet<>();
        for (String name : copy) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException(what + " '" + name + "' is there twice");
            }
        }
        return copy;
    }

    static void check(double[] context, List<String> features) {
        Check.length("context", context.length, features.size(), "one value per feature");
        for (int j = 0; j < context.length; j++) {
            if (!(Math.abs(context[j]) <= LARGEST)) {
                throw new IllegalArgumentException("context, feature '" + features.get(j)
                        + "': must be a number of at most 1e50 in size, got " + context[j]
                        + "; impute what is missing, or give it a feature of its own");
            }
        }
    }

    static void reward(String arm, double reward) {
        if (!(Math.abs(reward) <= LARGEST)) {
            throw new IllegalArgumentException(
                    "arm '" + arm + "': reward must be a number of at most 1e50 in size, got " + reward
                            + "; a decision without a reward has reward 0");
        }
    }

    /** Of the numbers, 0.0 and -0.0 alike. */
    static long hash(double[] context) {
        long h = UnitHash.mix(context.length);
        for (double value : context) {
            h = UnitHash.mix(h ^ Double.doubleToLongBits(value + 0.0));
        }
        return h;
    }
}
