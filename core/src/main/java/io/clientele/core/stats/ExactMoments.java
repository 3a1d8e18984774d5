package io.clientele.core.stats;

import java.math.BigInteger;
import java.util.Objects;

/**
 * Count, mean and variance of numbers, or of pairs of numbers with their covariance, from exact sums.
 *
 * <p>Where {@link Moments} agree within rounding, these agree to the bit: any order, any split over threads or servers, and parts that
 * were added and taken away again give the same. Every result is the double nearest to the true one, however large the mean is beside
 * the spread.
 *
 * <ul>
 *   <li>Either all numbers have a second one beside them, or none has.
 *   <li>A result beyond the largest double is infinite.
 *   <li>What is taken away must have been added; only the count can be checked.
 * </ul>
 *
 * <p>Constant time a number; 5 kB, however many there are. Not thread-safe, also not for reading.
 *
 * <pre>{@code
 * ExactMoments spend = ExactMoments.create();
 * spend.add(12.5);
 * spend.add(30);
 * double variance = spend.variance();
 * }</pre>
 */
public final class ExactMoments {

    private long count;
    private long pairs;
    private final ExactSum y;
    private final ExactSum x;
    private final ExactSum yy;
    private final ExactSum xx;
    private final ExactSum xy;

    private ExactMoments(long count, long pairs, ExactSum y, ExactSum x, ExactSum yy, ExactSum xx, ExactSum xy) {
        this.count = count;
        this.pairs = pairs;
        this.y = y;
        this.x = x;
        this.yy = yy;
        this.xx = xx;
        this.xy = xy;
    }

    /** {@return moments of no numbers yet} */
    public static ExactMoments create() {
        return new ExactMoments(
                0, 0, ExactSum.create(), ExactSum.create(), ExactSum.create(), ExactSum.create(), ExactSum.create());
    }

    /**
     * Moments from their parts, as a codec reads them.
     *
     * @param count how many numbers
     * @param sum of the numbers
     * @param squares sum of their squares
     * @return the moments
     */
    public static ExactMoments of(long count, ExactSum sum, ExactSum squares) {
        ExactMoments moments = new ExactMoments(
                count, 0, sum.copy(), ExactSum.create(), squares.copy(), ExactSum.create(), ExactSum.create());
        moments.requirePossible();
        return moments;
    }

    /**
     * Moments of pairs from their parts, as a codec reads them.
     *
     * @param count how many pairs
     * @param sum of the first numbers
     * @param squares sum of their squares
     * @param besideSum of the second numbers
     * @param besideSquares sum of their squares
     * @param products sum of the products of first and second number
     * @return the moments
     */
    public static ExactMoments of(
            long count, ExactSum sum, ExactSum squares, ExactSum besideSum, ExactSum besideSquares, ExactSum products) {
        ExactMoments moments = new ExactMoments(
                count, count, sum.copy(), besideSum.copy(), squares.copy(), besideSquares.copy(), products.copy());
        moments.requirePossible();
        return moments;
    }

    private void requirePossible() {
        boolean empty = count == 0 && (y.signum() | x.signum() | yy.signum() | xx.signum() | xy.signum()) != 0;
        if (count < 0
                || empty
                || spread(yy, y, y).signum() < 0
                || spread(xx, x, x).signum() < 0) {
            throw new IllegalArgumentException("no " + count + " numbers have these sums and sums of squares");
        }
    }

    /**
     * Adds a number.
     *
     * @param value finite
     */
    public void add(double value) {
        y.add(value);
        yy.addProduct(value, value);
        count++;
    }

    /**
     * Adds a pair of numbers.
     *
     * @param value finite
     * @param beside finite
     */
    public void add(double value, double beside) {
        if (!Double.isFinite(beside)) {
            throw new IllegalArgumentException("value must be finite, got " + beside);
        }
        y.add(value);
        x.add(beside);
        yy.addProduct(value, value);
        xx.addProduct(beside, beside);
        xy.addProduct(value, beside);
        count++;
        pairs++;
    }

    /**
     * Takes over other moments.
     *
     * @param other left as they are
     */
    public void merge(ExactMoments other) {
        requireAlike(other);
        count = Math.addExact(count, other.count);
        pairs += other.pairs;
        y.merge(other.y);
        yy.merge(other.yy);
        if (other.pairs > 0) {
            x.merge(other.x);
            xx.merge(other.xx);
            xy.merge(other.xy);
        }
    }

    /**
     * Takes other moments away, as if their numbers had never been added: what must be forgotten.
     *
     * @param other numbers that are among these; left as they are
     */
    public void subtract(ExactMoments other) {
        requireAlike(other);
        if (other.count > count) {
            throw new IllegalArgumentException(
                    "cannot take " + other.count + " numbers away from " + count + "; they were not all added here");
        }
        count -= other.count;
        pairs -= other.pairs;
        y.subtract(other.y);
        yy.subtract(other.yy);
        if (other.pairs > 0) {
            x.subtract(other.x);
            xx.subtract(other.xx);
            xy.subtract(other.xy);
        }
    }

    private void requireAlike(ExactMoments other) {
        if (count > 0 && other.count > 0 && paired() != other.paired()) {
            throw new IllegalArgumentException("one part has a second number beside each number and the other has not");
        }
    }

    /** {@return how many numbers, or pairs of numbers} */
    public long count() {
        return count;
    }

    /**
     * Whether there is a second number beside each.
     *
     * @return false without numbers
     * @throws IllegalArgumentException if only some have one
     */
    public boolean paired() {
        if (pairs > 0 && pairs < count) {
            throw new IllegalArgumentException(
                    pairs + " of " + count + " units have a second number; all or none must");
        }
        return pairs > 0;
    }

    /** {@return the sum of the numbers} */
    public ExactSum sum() {
        return y.copy();
    }

    /** {@return the sum of the squares} */
    public ExactSum squares() {
        return yy.copy();
    }

    /** {@return the sum of the second numbers} */
    public ExactSum besideSum() {
        return x.copy();
    }

    /** {@return the sum of the squares of the second numbers} */
    public ExactSum besideSquares() {
        return xx.copy();
    }

    /** {@return the sum of the products of first and second number} */
    public ExactSum products() {
        return xy.copy();
    }

    /**
     * The mean.
     *
     * @return the mean of the numbers
     * @throws IllegalStateException without numbers
     */
    public double mean() {
        return mean(y);
    }

    /**
     * The mean of the second numbers.
     *
     * @return their mean
     * @throws IllegalStateException without numbers
     */
    public double besideMean() {
        return mean(x);
    }

    /**
     * The sample variance, with divisor count - 1; exactly 0 if and only if all numbers are the same.
     *
     * @return the variance
     * @throws IllegalStateException with fewer than two numbers
     */
    public double variance() {
        return central(yy, y, y);
    }

    /**
     * The sample variance of the second numbers, with divisor count - 1.
     *
     * @return their variance
     * @throws IllegalStateException with fewer than two numbers
     */
    public double besideVariance() {
        return central(xx, x, x);
    }

    /**
     * The sample covariance of the two, with divisor count - 1.
     *
     * @return the covariance
     * @throws IllegalStateException with fewer than two numbers
     */
    public double covariance() {
        return central(xy, x, y);
    }

    private double mean(ExactSum sum) {
        if (count == 0) {
            throw new IllegalStateException("no numbers were added yet");
        }
        return sum.dyadic().by(BigInteger.valueOf(count));
    }

    /** n times the sum of products less the product of the sums: n (n - 1) times the covariance. */
    private BigInteger spread(ExactSum products, ExactSum a, ExactSum b) {
        return spreadOf(products, a, b).whole();
    }

    private Dyadic spreadOf(ExactSum products, ExactSum a, ExactSum b) {
        return products.dyadic().times(count).minus(a.dyadic().times(b.dyadic()));
    }

    private double central(ExactSum products, ExactSum a, ExactSum b) {
        if (count < 2) {
            throw new IllegalStateException("a variance needs at least two numbers, got " + count);
        }
        BigInteger n = BigInteger.valueOf(count);
        return spreadOf(products, a, b).by(n.multiply(n.subtract(BigInteger.ONE)));
    }

    /** {@return moments that start from what these hold now} */
    public ExactMoments copy() {
        return new ExactMoments(count, pairs, y.copy(), x.copy(), yy.copy(), xx.copy(), xy.copy());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExactMoments that
                && count == that.count
                && pairs == that.pairs
                && y.equals(that.y)
                && yy.equals(that.yy)
                && x.equals(that.x)
                && xx.equals(that.xx)
                && xy.equals(that.xy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(count, pairs, y, yy, x, xx, xy);
    }

    @Override
    public String toString() {
        return "ExactMoments[count=" + count + (count == 0 ? "" : ", mean=" + mean()) + "]";
    }
}
