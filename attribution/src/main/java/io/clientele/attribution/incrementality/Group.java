package io.clientele.attribution.incrementality;

import io.clientele.core.internal.check.Check;

/** Outcomes of one group and what was known before: means and centred sums of squares and products. */
record Group(int size, double mean, double before, double squares, double squaresBefore, double products) {

    static Group of(String name, double[] outcomes, double[] before) {
        Check.atLeast("customers of the " + name + " group", outcomes.length, 2);
        Check.length(
                "what was before in the " + name + " group", before.length, outcomes.length, "one value per customer");
        int n = outcomes.length;
        double meanY = 0;
        double meanX = 0;
        double squaresY = 0;
        double squaresX = 0;
        double products = 0;
        for (int i = 0; i < n; i++) {
            double y = Check.finite("outcome " + i + " of the " + name + " group", outcomes[i]);
            double x = Check.finite("value before of customer " + i + " of the " + name + " group", before[i]);
            double dy = y - meanY;
            double dx = x - meanX;
            meanY += dy / (i + 1);
            meanX += dx / (i + 1);
            squaresY += dy * (y - meanY);
            squaresX += dx * (x - meanX);
            products += dx * (y - meanY);
        }
        return new Group(n, meanY, meanX, squaresY, squaresX, products);
    }

    /** Variance of the mean of outcomes less {@code theta} times what was before. */
    double variance(double theta) {
        double sum = squares - 2 * theta * products + theta * theta * squaresBefore;
        return Math.max(0, sum) / (size - 1.0) / size;
    }
}
