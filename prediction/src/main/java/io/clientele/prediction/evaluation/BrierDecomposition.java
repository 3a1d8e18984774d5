package io.clientele.prediction.evaluation;

/**
 * Where does the Brier score come from?
 *
 * <p>{@code brier = reliability - resolution + uncertainty + within}. {@link #of} groups by isotonic regression, without bins to
 * choose ("CORP", Dimitriadis, Gneiting and Jordan 2021, "Stable reliability diagrams for probabilistic classifiers"); then no
 * part is negative and {@code within} is 0. {@link CalibrationTable#brierDecomposition} groups by bins (Murphy 1973, "A new
 * vector partition of the probability score"); then {@code within} is what differences inside the bins add (Stephenson, Coelho
 * and Jolliffe 2008).
 *
 * <p>A value.
 *
 * <pre>{@code
 * BrierDecomposition parts = BrierDecomposition.of(ScoredLabels.of(bought, probabilities));
 * double couldBeGained = parts.reliability();
 * }</pre>
 *
 * @param reliability how much is lost because probabilities differ from the rates they promise; 0 is best
 * @param resolution how much is won by telling rows apart; more is better
 * @param uncertainty of the labels themselves: rate times (1 - rate)
 * @param within what differences inside groups add; may be negative
 */
public record BrierDecomposition(double reliability, double resolution, double uncertainty, double within) {

    /**
     * Splits the Brier score by isotonic regression.
     *
     * @param data labels and probabilities
     * @return the parts
     */
    public static BrierDecomposition of(ScoredLabels data) {
        data.requireProbabilities("the Brier score");
        ScoreGroups groups = ScoreGroups.ofAny(data);
        double[] fitted = Isotonic.rising(groups);
        double all = groups.allPositives + groups.allNegatives;
        double rate = groups.allPositives / all;
        double reliability = 0;
        double resolution = 0;
        for (int g = 0; g < groups.count; g++) {
            double size = groups.positives[g] + groups.negatives[g];
            double p = groups.score[g];
            double q = fitted[g];
            // over a block of the isotonic fit the labels average q, so the cross term (q - y)(p - q) is summed, not
            // dropped
            double cross = (size * q - groups.positives[g]) * (p - q);
            reliability += size * (p - q) * (p - q) + 2 * cross;
            resolution += size * (q - rate) * (q - rate);
        }
        return new BrierDecomposition(Math.max(0, reliability / all), resolution / all, rate * (1 - rate), 0);
    }
}
