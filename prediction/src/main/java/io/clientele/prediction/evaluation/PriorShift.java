package io.clientele.prediction.evaluation;

import io.clientele.core.internal.check.Check;

/**
 * What is a probability worth where the label is rarer or more common than in training, for instance because training rows were
 * resampled?
 *
 * <p>Bayes' rule: odds times the ratio of the two base odds (Saerens, Latinne and Decaestecker 2002). Right when only the base
 * rate changed and the two groups look as before. A value.
 *
 * <pre>{@code
 * PriorShift back = new PriorShift(0.5, 0.02); // trained on half buyers, but 2 % buy
 * double honest = back.correct(0.7);
 * }</pre>
 *
 * @param from rate of label 1 among the training rows, above 0 and below 1
 * @param to rate where the probabilities are used, above 0 and below 1
 */
public record PriorShift(double from, double to) {

    /**
     * Checks the rates.
     *
     * @param from training rate
     * @param to rate of use
     */
    public PriorShift {
        check("from", from);
        check("to", to);
    }

    private static void check(String name, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(name + " must be a rate above 0 and below 1, got " + rate);
        }
    }

    /**
     * Carries a probability over.
     *
     * @param probability at the training rate, between 0 and 1
     * @return at the rate of use
     */
    public double correct(double probability) {
        Check.between("probability", probability, 0, 1);
        double yes = probability * (to / from);
        double no = (1 - probability) * ((1 - to) / (1 - from));
        return yes / (yes + no);
    }
}
