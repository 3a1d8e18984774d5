package io.clientele.optimization.bandit.contextual;

import java.util.Arrays;
import java.util.List;

/** Mean and spread of each arm's score in a context. */
final class NormalScores {

    private final int arms;
    private final double[] coefficients;
    private final double[][] columns;

    NormalScores(int arms, double[] coefficients, double[][] columns) {
        this.arms = arms;
        this.coefficients = coefficients;
        this.columns = columns;
    }

    /** Of some arms of fitted models. */
    static NormalScores of(Design design, Factor[] factors, List<Integer> free) {
        int arms = free.size();
        int width = design.width;
        double[][] columns = new double[width][];
        for (int j = 0; j < width; j++) {
            columns[j] = new double[(width - j) * arms];
        }
        for (int a = 0; a < arms; a++) {
            double[][] spread = design.spread(factors[design.model(free.get(a))], free.get(a));
            for (int j = 0; j < width; j++) {
                for (int i = j; i < width; i++) {
                    columns[j][(width - 1 - i) * arms + a] = spread[i][j];
                }
            }
        }
        return new NormalScores(arms, coefficients(design, factors, free), columns);
    }

    /** The coefficients of all arms, with the arm as the fastest index. */
    static double[] coefficients(Design design, Factor[] factors, List<Integer> free) {
        return design.together(arm -> design.ofArm(factors[design.model(arm)].mean(), arm), free);
    }

    /** Into means and spreads. */
    void compute(double[] context, Scratch scratch) {
        ChoiceRule.scores(coefficients, arms, context, scratch.means);
        ChoiceRule.spreads(columns, arms, context, scratch.products, scratch.spreads);
    }

    double[][] numbers() {
        double[][] all = new double[columns.length + 1][];
        all[0] = coefficients;
        System.arraycopy(columns, 0, all, 1, columns.length);
        return all;
    }

    static NormalScores read(int arms, double[][] numbers) {
        return new NormalScores(arms, numbers[0], Arrays.copyOfRange(numbers, 1, numbers.length));
    }
}
