package io.clientele.optimization.experiment;

/**
 * Fisher's exact test of a 2 x 2 table by the recursion of neighbouring tables. Weights relative to the largest one, so
 * nothing overflows; tables below 1e-320 of it count as 0.
 */
final class FisherExact {

    /** Tables this much more likely still count as equally likely: rounding must not drop the mirrored table. */
    private static final double TIE = 1 + 1e-7;

    private static final int MOST = 10_000_000;

    private FisherExact() {}

    static double p(Conversions control, Conversions variant) {
        // as few columns as possible: successes or failures, whichever are fewer
        long successes = control.successes() + variant.successes();
        long failures = control.failures() + variant.failures();
        boolean flip = failures < successes;
        double marked = Math.min(successes, failures);
        double m = control.trials();
        double n = variant.trials();
        long seen = flip ? variant.failures() : variant.successes();
        long low = (long) Math.max(0, marked - m);
        long high = (long) Math.min(marked, n);
        if (high - low >= MOST) {
            throw new IllegalArgumentException("Fisher's exact test is for fewer than " + MOST
                    + " successes or failures, got " + (long) marked + "; use POOLED_Z, which is as good for so many");
        }
        long mode = (long) ((n + 1) * ((marked + 1) / (m + n + 2)));
        int middle = (int) (Math.min(Math.max(mode, low), high) - low);
        double[] weights = new double[(int) (high - low + 1)];
        weights[middle] = 1;
        for (int i = middle; i + 1 < weights.length; i++) {
            double k = (double) low + i;
            weights[i + 1] = weights[i] * ((marked - k) / (k + 1) * ((n - k) / (m - marked + k + 1)));
        }
        for (int i = middle; i > 0; i--) {
            double k = (double) low + i;
            weights[i - 1] = weights[i] * (k / (marked - k + 1) * ((m - marked + k) / (n - k + 1)));
        }
        double limit = weights[(int) (seen - low)] * TIE;
        // small ones first: from both ends towards the middle
        double all = 0;
        double kept = 0;
        int left = 0;
        int right = weights.length - 1;
        while (left <= right) {
            double weight = left == right || weights[left] <= weights[right] ? weights[left++] : weights[right--];
            all += weight;
            kept += weight <= limit ? weight : 0;
        }
        return Math.min(1, kept / all);
    }
}
