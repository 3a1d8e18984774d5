package io.clientele.prediction.evaluation;

/**
 * The rising step function of the score nearest to the labels in least squares: pool adjacent violators (Ayer, Brunk, Ewing,
 * Reid and Silverman 1955; Barlow et al. 1972), O(groups).
 */
final class Isotonic {

    private Isotonic() {}

    /** The fitted rate of each group, in the groups' order of falling score. */
    static double[] rising(ScoreGroups groups) {
        int n = groups.count;
        // blocks on a stack, from the lowest score up
        double[] positives = new double[n];
        double[] weight = new double[n];
        int[] end = new int[n];
        int top = -1;
        for (int i = 0; i < n; i++) {
            int g = n - 1 - i;
            top++;
            positives[top] = groups.positives[g];
            weight[top] = groups.positives[g] + groups.negatives[g];
            end[top] = i;
            // rates compared by cross products: no rounding of quotients decides
            while (top > 0 && positives[top - 1] * weight[top] >= positives[top] * weight[top - 1]) {
                positives[top - 1] += positives[top];
                weight[top - 1] += weight[top];
                end[top - 1] = end[top];
                top--;
            }
        }
        double[] fitted = new double[n];
        int i = 0;
        for (int block = 0; block <= top; block++) {
            double rate = positives[block] / weight[block];
            for (; i <= end[block]; i++) {
                fitted[n - 1 - i] = rate;
            }
        }
        return fitted;
    }
}
