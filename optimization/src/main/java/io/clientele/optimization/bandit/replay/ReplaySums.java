package io.clientele.optimization.bandit.replay;

import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.PolicyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a replay adds up. */
final class ReplaySums {

    private final boolean[] logged;
    private final double[] weightOfArm;
    private final Moments rewards = Moments.create();
    private int read;
    private int used;
    private double weights;
    private double squaredWeights;
    private double weighted;
    // of w² r and w² r²: for the spread around a mean that is known at the end only
    private double squaredOnce;
    private double squaredTwice;

    ReplaySums(int arms) {
        logged = new boolean[arms];
        weightOfArm = new double[arms];
    }

    int used() {
        return used;
    }

    void seen(int arm) {
        logged[arm] = true;
        read++;
    }

    void add(int arm, double reward, double weight) {
        used++;
        weightOfArm[arm] += weight;
        rewards.add(reward);
        weights += weight;
        squaredWeights += weight * weight;
        weighted += weight * reward;
        squaredOnce += weight * weight * reward;
        squaredTwice += weight * weight * reward * reward;
    }

    ReplayResult result(DecisionLog log, int least, double confidence) {
        double effective = used == 0 ? 0 : weights * (weights / squaredWeights);
        String refusal = used < least || effective < least
                ? String.format(
                        Locale.ROOT,
                        "the log can't say: of its %d decisions %d were accepted, worth %.1f, fewer than %d; log more, or"
                                + " more evenly",
                        read,
                        used,
                        effective,
                        least)
                : "";
        List<String> never = new ArrayList<>();
        double[] shares = new double[weightOfArm.length];
        for (int arm = 0; arm < shares.length; arm++) {
            shares[arm] = used == 0 ? 0 : weightOfArm[arm] / weights;
            if (!logged[arm]) {
                never.add(log.arms().get(arm));
            }
        }
        Optional<PolicyValue> value = refusal.isEmpty() ? Optional.of(value(confidence)) : Optional.empty();
        return new ReplayResult(read, used, effective, value, refusal, shares, never);
    }

    private PolicyValue value(double confidence) {
        double mean = weights == used ? rewards.mean() : weighted / weights;
        double error;
        if (weights == used) {
            error = rewards.standardDeviation() / Math.sqrt(used);
        } else {
            double spread = squaredTwice - 2 * mean * squaredOnce + mean * mean * squaredWeights;
            error = Math.sqrt(Math.max(0, spread)) / weights;
        }
        double t = Distributions.studentQuantile(0.5 + confidence / 2, used - 1.0);
        return new PolicyValue(mean, error, new Interval(mean - t * error, mean + t * error, confidence));
    }
}
