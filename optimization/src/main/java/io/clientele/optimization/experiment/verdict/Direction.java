package io.clientele.optimization.experiment.verdict;

/** Which way a metric is better. */
public enum Direction {

    /** More is better: spend, orders. */
    HIGHER(1),

    /** Less is better: returns, complaints, waiting times. */
    LOWER(-1);

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    int sign() {
        return sign;
    }
}
