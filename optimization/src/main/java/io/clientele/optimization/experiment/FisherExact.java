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

    /** From logarithms of the weights where p itself is too small for a double. */
    static double logP(Conversions control, Conversions variant) {
        double p = p(control, variant);
        if (p > 1e-280) {
            return Math.log(p);
        }
        boolean flip = control.failures() + variant.failures() < control.successes() + variant.successes();
        double marked = flip
                ? (double) control.failures() + variant.failures()
                : (double) control.successes() + variant.successes();
        double m = control.trials();
        double n = variant.trials();
        long low = (long) Math.max(0, marked - m);
        int seen = (int) ((flip ? variant.failures() : variant.successes()) - low);
        double[] log = new double[(int) ((long) Math.min(marked, n) - low + 1)];
        double most = 0;
        for (int i = 0; i + 1 < log.length; i++) {
            double k = (double) low + i;
            log[i + 1] = log[i] + Math.log((marked - k) / (k + 1)) + Math.log((n - k) / (m - marked + k + 1));
            most = Math.max(most, log[i + 1]);
        }
        double limit = log[seen] + 1e-7;
        double all = 0;
        double kept = 0;
        for (double one : log) {
            all += Math.exp(one - most);
            kept += one <= limit ? Math.exp(one - log[seen]) : 0;
        }
        return log[seen] - most + Math.log(kept) - Math.log(all);
    }
}
