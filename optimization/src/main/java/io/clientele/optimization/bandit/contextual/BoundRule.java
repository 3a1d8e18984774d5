package io.clientele.optimization.bandit.contextual;

/** The arm with the highest upper bound: score plus so many spreads. */
final class BoundRule extends ChoiceRule {

    static final String KIND = "bound";

    private final double times;
    private final NormalScores scores;

    BoundRule(int arms, int width, double bound, NormalScores scores) {
        super(arms, width);
        times = bound;
        this.scores = scores;
    }

    private double[] bounds(double[] context, Scratch scratch) {
        scores.compute(context, scratch);
        for (int a = 0; a < arms; a++) {
            scratch.means[a] += times * scratch.spreads[a];
        }
        return scratch.means;
    }

    @Override
    int choose(double[] context, double point, long bits, Scratch scratch) {
        return largest(bounds(context, scratch), arms, point);
    }

    @Override
    void probabilities(double[] context, Scratch scratch) {
        double[] bounds = bounds(context, scratch);
        double most = bounds[largest(bounds, arms)];
        int ties = ties(bounds, arms, most);
        for (int a = 0; a < arms; a++) {
            scratch.shares[a] = bounds[a] == most ? 1.0 / ties : 0;
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
        return new double[] {times};
    }
}
