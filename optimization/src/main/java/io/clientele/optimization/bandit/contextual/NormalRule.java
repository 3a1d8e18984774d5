package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.random.Ziggurat;
import io.clientele.optimization.bandit.BestArm;
import io.clientele.optimization.bandit.NormalPosterior;
import io.clientele.optimization.internal.UnitHash;
import java.util.ArrayList;
import java.util.List;

/** The arm with the highest score drawn from independent normal distributions. */
final class NormalRule extends ChoiceRule {

    static final String KIND = "normal";

    /** Far below what a feature of size 1 could tell, so that an arm known for sure still has a distribution. */
    private static final double LEAST = 1e-90;

    private final double deviation;
    private final NormalScores scores;

    NormalRule(int arms, int width, double deviation, NormalScores scores) {
        super(arms, width);
        this.deviation = deviation;
        this.scores = scores;
    }

    @Override
    int choose(double[] context, double point, long bits, Scratch scratch) {
        scores.compute(context, scratch);
        Scratch.Stream stream = scratch.stream;
        stream.start(UnitHash.mix(bits));
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < arms; a++) {
            double score = scratch.means[a] + deviation * scratch.spreads[a] * Ziggurat.gaussian(stream);
            if (score > most) {
                best = a;
                most = score;
            }
        }
        return best;
    }

    @Override
    void probabilities(double[] context, Scratch scratch) {
        scores.compute(context, scratch);
        List<NormalPosterior> all = new ArrayList<>(arms);
        for (int a = 0; a < arms; a++) {
            all.add(new NormalPosterior(scratch.means[a], Math.max(LEAST, deviation * scratch.spreads[a])));
        }
        BestArm best = BestArm.of(all);
        for (int a = 0; a < arms; a++) {
            scratch.shares[a] = best.probability(a);
        }
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    double[][] numbers() {
        return scores.numbers();
    }

    @Override
    double[] settings() {
        return new double[] {deviation};
    }
}
