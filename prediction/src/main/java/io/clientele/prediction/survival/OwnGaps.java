package io.clientele.prediction.survival;

import java.util.Arrays;

/**
 * How long a customer's silence may last, from the customer's own gaps so far, drawn towards the shop's: credibility on the scale
 * log(1 + days), which tames gaps of minutes as well as of years.
 *
 * @param mean of the shop's customers
 * @param gapsToHalf how many own gaps weigh as much as the shop: variance within customers over variance between; infinite if
 *     customers do not differ
 * @param excess the share asked for of what gaps exceeded their forecast by, forecasts made from the gaps before
 * @param shortest gap seen, in days
 */
record OwnGaps(double mean, double gapsToHalf, double excess, double shortest) {

    /** The days that may pass without an event, after some gaps. */
    double days(int gaps, double logSum) {
        return Math.max(shortest, Math.expm1(forecast(gaps, logSum) + excess));
    }

    private double forecast(int gaps, double logSum) {
        // an infinite gapsToHalf gives weight 0
        return gaps == 0 ? mean : mean + (logSum / gaps - mean) * (gaps / (gaps + gapsToHalf));
    }

    /**
     * Learns from all customers.
     *
     * @param gaps in days, customer by customer and in the order in which they came
     * @param ends one past each customer's last gap
     * @param share such as 0.9
     */
    static OwnGaps of(double[] gaps, int[] ends, double share) {
        int customers = 0;
        double within = 0;
        double sum = 0;
        double sumOfMeans = 0;
        double squares = 0;
        double shortest = Double.POSITIVE_INFINITY;
        double[] means = new double[ends.length];
        for (int c = 0, from = 0; c < ends.length; from = ends[c++]) {
            int n = ends[c] - from;
            if (n == 0) {
                continue;
            }
            double total = 0;
            for (int i = from; i < ends[c]; i++) {
                total += Math.log1p(gaps[i]);
                shortest = Math.min(shortest, gaps[i]);
            }
            means[c] = total / n;
            for (int i = from; i < ends[c]; i++) {
                double d = Math.log1p(gaps[i]) - means[c];
                within += d * d;
            }
            customers++;
            sum += total;
            squares += (double) n * n;
            sumOfMeans += n * means[c];
        }
        int n = gaps.length;
        double all = sumOfMeans / n;
        double between = 0;
        for (int c = 0, from = 0; c < ends.length; from = ends[c++]) {
            between += (ends[c] - from) * (means[c] - all) * (means[c] - all);
        }
        double own = n > customers ? within / (n - customers) : 0;
        double spread = n - squares / n;
        double differ = spread > 0 ? (between - (customers - 1) * own) / spread : 0;
        double gapsToHalf = differ > 0 ? own / differ : Double.POSITIVE_INFINITY;
        double mean = sum / n;
        if (differ > 0) {
            double weights = 0;
            double weighted = 0;
            for (int c = 0, from = 0; c < ends.length; from = ends[c++]) {
                double w = (ends[c] - from) / (ends[c] - from + gapsToHalf);
                weights += ends[c] > from ? w : 0;
                weighted += ends[c] > from ? w * means[c] : 0;
            }
            mean = weighted / weights;
        }
        OwnGaps plain = new OwnGaps(mean, gapsToHalf, 0, shortest);
        double[] exceeds = new double[n];
        for (int c = 0, from = 0; c < ends.length; from = ends[c++]) {
            double total = 0;
            for (int i = from; i < ends[c]; i++) {
                double log = Math.log1p(gaps[i]);
                exceeds[i] = log - plain.forecast(i - from, total);
                total += log;
            }
        }
        Arrays.sort(exceeds);
        return new OwnGaps(mean, gapsToHalf, exceeds[(int) Math.ceil(share * n) - 1], shortest);
    }
}
