package io.clientele.optimization.bandit.replay;

import java.util.Objects;
import java.util.random.RandomGenerator;

/** Shares that a rule gave, checked. */
final class CheckedShares {

    private final double[] shares;

    private CheckedShares(double[] shares) {
        this.shares = shares;
    }

    /** Of arms as many as there are; {@code what} says of what. */
    static CheckedShares of(BanditRule.Learner learner, int arms, String what) {
        return of(learner.shares(), arms, what);
    }

    static CheckedShares of(double[] given, int arms, String what) {
        double[] shares = Objects.requireNonNull(given, "shares").clone();
        if (shares.length != arms) {
            throw new IllegalArgumentException(
                    "the rule gives shares of " + shares.length + " arms, the " + what + " has " + arms);
        }
        double sum = 0;
        for (int arm = 0; arm < arms; arm++) {
            if (!(shares[arm] >= 0 && shares[arm] <= 1)) {
                throw new IllegalArgumentException(
                        "arm " + arm + ": the rule's share must be from 0 to 1, got " + shares[arm]);
            }
            sum += shares[arm];
        }
        if (Math.abs(sum - 1) > 1e-6) {
            throw new IllegalArgumentException("the rule's shares must add up to 1, got " + sum);
        }
        return new CheckedShares(shares);
    }

    double of(int arm) {
        return shares[arm];
    }

    /** One number is taken. */
    int draw(RandomGenerator random) {
        double at = random.nextDouble();
        int last = 0;
        for (int arm = 0; arm < shares.length; arm++) {
            if (shares[arm] > 0) {
                last = arm;
                at -= shares[arm];
                if (at < 0) {
                    break;
                }
            }
        }
        return last;
    }
}
