package io.clientele.optimization.bandit.contextual;

/** Inverse gap weighting: 1 / (arms + gamma * gap) for all but the best, the rest for the best. */
final class GapRule extends ChoiceRule {

    static final String KIND = "gap";

    private final double gamma;
    private final double[] coefficients;

    GapRule(int arms, int width, double gamma, double[] coefficients) {
        super(arms, width);
        this.gamma = gamma;
        this.coefficients = coefficients;
    }

    @Override
    int choose(double[] context, double point, long bits, Scratch scratch) {
        double[] scores = scratch.means;
        scores(coefficients, arms, context, scores);
        int best = largest(scores, arms);
        double sum = 0;
        for (int a = 0; a < arms; a++) {
            if (a != best) {
                sum += weight(scores[best] - scores[a]);
                if (point < sum) {
                    return a;
                }
            }
        }
        return best;
    }

    private double weight(double gap) {
        return 1 / (arms + gamma * gap);
    }

    @Override
    void probabilities(double[] context, Scratch scratch) {
        double[] scores = scratch.means;
        scores(coefficients, arms, context, scores);
        int best = largest(scores, arms);
        double sum = 0;
        for (int a = 0; a < arms; a++) {
            if (a != best) {
                scratch.shares[a] = weight(scores[best] - scores[a]);
                sum += scratch.shares[a];
            }
        }
        scratch.shares[best] = 1 - sum;
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    double[][] numbers() {
        return new double[][] {coefficients};
    }

    @Override
    double[] settings() {
        return new double[] {gamma};
    }
}
