package io.clientele.optimization.bandit.replay;

/** How often each arm really succeeds, trial by trial. Must be safe to ask from several threads. */
@FunctionalInterface
public interface TrueRates {

    /**
     * The chance of success.
     *
     * @param trial counted from 0
     * @param arm counted from 0
     * @return from 0 to 1
     */
    double rate(int trial, int arm);
}
