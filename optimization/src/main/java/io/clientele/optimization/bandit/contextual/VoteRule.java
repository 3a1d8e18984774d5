package io.clientele.optimization.bandit.contextual;

import java.util.Arrays;

/** One of several models, each as likely as the others, and the arm that it holds for the best. */
final class VoteRule extends ChoiceRule {

    static final String KIND = "vote";

    /** Of each model the coefficients of all arms. */
    private final double[][] models;

    VoteRule(int arms, int width, double[][] models) {
        super(arms, width);
        this.models = models;
    }

    /** Where all is the control's. */
    static VoteRule none(int width) {
        return new VoteRule(0, width, new double[1][0]);
    }

    @Override
    int choose(double[] context, double point, long bits, Scratch scratch) {
        double at = point * models.length;
        int model = Math.min(models.length - 1, (int) at);
        scores(models[model], arms, context, scratch.means);
        return largest(scratch.means, arms, at - model);
    }

    @Override
    void probabilities(double[] context, Scratch scratch) {
        double[] scores = scratch.means;
        double[] shares = scratch.shares;
        Arrays.fill(shares, 0, arms, 0);
        for (double[] model : models) {
            scores(model, arms, context, scores);
            double most = scores[largest(scores, arms)];
            int ties = ties(scores, arms, most);
            for (int a = 0; a < arms; a++) {
                shares[a] += scores[a] == most ? 1.0 / ties : 0;
            }
        }
        for (int a = 0; a < arms; a++) {
            shares[a] /= models.length;
        }
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    double[][] numbers() {
        return models;
    }

    @Override
    double[] settings() {
        return new double[] {};
    }
}
