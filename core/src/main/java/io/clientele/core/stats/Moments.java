package io.clientele.core.stats;

import io.clientele.core.internal.check.Check;

/**
 * Weight, mean, variance, smallest and largest of numbers, added one by one and mergeable.
 *
 * <p>Centred sums (Welford 1962; merging by Chan, Golub and LeVeque 1983), so that a large mean does not swallow a small
 * variance: its relative error is about 1e-16 times mean over deviation. Not thread-safe.
 *
 * <pre>{@code
 * Moments spend = Moments.create();
 * spend.add(12.5);
 * spend.add(30);
 * double mean = spend.mean();
 * }</pre>
 */
public final class Moments {

    private long count;
    private double weight;
    private double mean;
    private double squares;
    /** The sum, and what rounding took from it (Neumaier 1974): money has to come out to the cent. */
    private double sum;

    private double lost;
    private double minimum = Double.POSITIVE_INFINITY;
    private double maximum = Double.NEGATIVE_INFINITY;

    private Moments() {}

    /** {@return moments of no numbers yet} */
    public static Moments create() {
        return new Moments();
    }

    /**
     * Moments of an array.
     *
     * @param values finite numbers
     * @return their moments
     */
    public static Moments of(double... values) {
        Moments moments = new Moments();
        for (double value : values) {
            moments.add(value);
        }
        return moments;
    }

    /**
     * Adds a number with weight 1.
     *
     * @param value finite
     */
    public void add(double value) {
        add(value, 1);
    }

    /**
     * Adds a number.
     *
     * @param value finite
     * @param times its weight, at least 0; 0 counts for nothing
     */
    public void add(double value, double times) {
        Check.finite("value", value);
        Check.atLeast("weight", times, 0.0);
        if (times == 0) {
            return;
        }
        count++;
        weight += times;
        addToSum(value * times);
        double delta = value - mean;
        if (Double.isInfinite(delta)) {
            mean = mean * (1 - times / weight) + value * (times / weight);
        } else {
            mean += delta * (times / weight);
        }
        squares += times * delta * (value - mean);
        minimum = Math.min(minimum, value);
        maximum = Math.max(maximum, value);
    }

    private void addToSum(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    /**
     * Takes over other moments, as if their numbers had been added here.
     *
     * @param other left as it is
     */
    public void merge(Moments other) {
        if (other.count == 0) {
            return;
        }
        double total = weight + other.weight;
        double delta = other.mean - mean;
        double less = other.lost;
        addToSum(other.sum);
        lost += less;
        squares += other.squares + delta * delta * (weight / total * other.weight);
        if (Double.isInfinite(delta)) {
            mean = mean * (weight / total) + other.mean * (other.weight / total);
        } else {
            mean += delta * (other.weight / total);
        }
        weight = total;
        count += other.count;
        minimum = Math.min(minimum, other.minimum);
        maximum = Math.max(maximum, other.maximum);
    }

    /** {@return how many numbers were added with a weight above 0} */
    public long count() {
        return count;
    }

    /** {@return the sum of the weights} */
    public double weight() {
        return weight;
    }

    /**
     * The sum of the numbers, each times its weight; as if added in twice the precision.
     *
     * @return the sum; 0 without numbers; infinite if it is too large for a double
     */
    public double sum() {
        double total = sum + lost;
        return Double.isFinite(total) ? total : weight * mean; // only a part on the way was too large
    }

    /**
     * The mean.
     *
     * @return the weighted mean
     * @throws IllegalStateException without numbers
     */
    public double mean() {
        requireNumbers();
        return mean;
    }

    /**
     * The sample variance, with divisor weight - 1 (weights count repeats).
     *
     * @return the variance; infinite if it is too large for a double
     * @throws IllegalStateException with a weight of 1 or less
     */
    public double variance() {
        requireNumbers();
        if (!(weight > 1)) {
            throw new IllegalStateException("a variance needs a total weight above 1, got " + weight);
        }
        return squares / (weight - 1);
    }

    /**
     * The population variance, with divisor weight.
     *
     * @return the variance; infinite if it is too large for a double
     * @throws IllegalStateException without numbers
     */
    public double populationVariance() {
        requireNumbers();
        return squares / weight;
    }

    /** {@return the square root of {@link #variance}} */
    public double standardDeviation() {
        return Math.sqrt(variance());
    }

    /** {@return the smallest number} */
    public double minimum() {
        requireNumbers();
        return minimum;
    }

    /** {@return the largest number} */
    public double maximum() {
        requireNumbers();
        return maximum;
    }

    private void requireNumbers() {
        if (count == 0) {
            throw new IllegalStateException("no numbers were added yet");
        }
    }
}
