package io.clientele.attribution.rule;

import java.util.Arrays;

/** How a rule weighs the touches of a path, before the weights are scaled to add up to 1. */
enum RuleShape {
    FIRST,
    LAST,
    LAST_NON_DIRECT,
    LINEAR,
    POSITION,
    W_SHAPED,
    DECAY;

    void weigh(
            double first,
            double middle,
            double last,
            double halfLife,
            int[] codes,
            int n,
            boolean[] special,
            double[] weights) {
        Arrays.fill(weights, 0, n, 0);
        switch (this) {
            case FIRST -> weights[0] = 1;
            case LAST -> weights[n - 1] = 1;
            case LAST_NON_DIRECT -> weights[lastOther(codes, n, special)] = 1;
            case LINEAR -> Arrays.fill(weights, 0, n, 1);
            case POSITION -> {
                if (n == 1) {
                    weights[0] = 1;
                } else {
                    Arrays.fill(weights, 0, n, middle / Math.max(1, n - 2));
                    weights[0] = first;
                    weights[n - 1] = last;
                }
            }
            case W_SHAPED -> {
                int milestone = milestone(codes, n, special);
                int others = n - 2 - (milestone > 0 ? 1 : 0);
                Arrays.fill(weights, 0, n, middle / Math.max(1, others));
                weights[0] = first;
                weights[n - 1] = last;
                if (milestone > 0) {
                    weights[milestone] = first;
                }
            }
            case DECAY -> {
                for (int i = 0; i < n; i++) {
                    weights[i] = Math.pow(2, (i + 1 - n) / halfLife);
                }
            }
        }
    }

    private static int lastOther(int[] codes, int n, boolean[] special) {
        for (int i = n - 1; i >= 0; i--) {
            if (!special[codes[i]]) {
                return i;
            }
        }
        return n - 1;
    }

    private static int milestone(int[] codes, int n, boolean[] special) {
        for (int i = 1; i < n - 1; i++) {
            if (special[codes[i]]) {
                return i;
            }
        }
        return -1;
    }
}
