package io.clientele.optimization.bandit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An arm's counts since it started anew, and whether one rate explains them. */
final class Watch {

    private record Sum(long bucket, long successes, long trials) {}

    /** At the end of every bucket with trials. */
    private final List<Sum> sums = new ArrayList<>();

    void add(long bucket, long successes, long trials) {
        Sum last = sums.isEmpty() ? new Sum(0, 0, 0) : sums.get(sums.size() - 1);
        sums.add(new Sum(bucket, last.successes + successes, last.trials + trials));
    }

    /**
     * The change, if the case for one passes 1 / level. The case is a mixture over all splits, the one after the b-th bucket with weight
     * 1 / (b (b + 1)), which add up to at most 1, each of them with a rate on either side from a mixture.
     */
    ChangeDetector.@Nullable Change change(String arm, long width, double level) {
        Sum all = sums.get(sums.size() - 1);
        double[] cases = new double[sums.size() - 1];
        double most = Double.NEGATIVE_INFINITY;
        int split = -1;
        for (int i = 0; i < cases.length; i++) {
            Sum first = sums.get(i);
            cases[i] = RateMixture.JEFFREYS.evidence(
                            first.successes, first.trials, all.successes - first.successes, all.trials - first.trials)
                    - Math.log((i + 1.0) * (i + 2.0));
            if (cases[i] > most) {
                most = cases[i];
                split = i;
            }
        }
        double sum = 0;
        for (double one : cases) {
            sum += Math.exp(one - most);
        }
        if (split < 0 || most + Math.log(sum) < Math.log(1 / level)) {
            return null;
        }
        Sum first = sums.get(split);
        return new ChangeDetector.Change(
                arm,
                Instant.ofEpochMilli(sums.get(split + 1).bucket * width),
                Instant.ofEpochMilli((all.bucket + 1) * width),
                (double) first.successes / first.trials,
                (double) (all.successes - first.successes) / (all.trials - first.trials));
    }
}
