package io.clientele.optimization.experiment.metric;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * How many customers of one variant left on each day after their start, and how many were last seen still there on each day because
 * the experiment ended: what it takes to say which share stays, without waiting until all have been watched for long enough.
 *
 * <p>Kaplan and Meier's estimate with Greenwood's variance. Whole numbers: parts put together by {@link #plus} equal the whole, and
 * {@link #minus} takes customers away again. Those last seen on a day count as watched through that day.
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * RetentionCounts control = RetentionCounts.of("control", new long[] {0, 30, 12}, new long[] {0, 5, 953});
 * double kept = control.kept(2);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier (1958)</a>
 */
public final class RetentionCounts {

    private static final RetentionCountsCodec CODEC = new RetentionCountsCodec();

    private final String variant;
    private final long[] left;
    private final long[] lastSeen;

    private RetentionCounts(String variant, long[] left, long[] lastSeen) {
        this.variant = variant;
        this.left = left;
        this.lastSeen = lastSeen;
    }

    /**
     * Counts by day.
     *
     * @param variant name
     * @param left how many left on day 0, 1, …
     * @param lastSeen how many were last seen, still there, on day 0, 1, …; as many days
     * @return the counts
     */
    public static RetentionCounts of(String variant, long[] left, long[] lastSeen) {
        Objects.requireNonNull(variant, "variant");
        Check.length("lastSeen", lastSeen.length, left.length, "as many days as left");
        int days = 0;
        for (int d = 0; d < left.length; d++) {
            Check.atLeast("variant '" + variant + "', left[" + d + "]", left[d], 0L);
            Check.atLeast("variant '" + variant + "', lastSeen[" + d + "]", lastSeen[d], 0L);
            days = left[d] + lastSeen[d] > 0 ? d + 1 : days;
        }
        return new RetentionCounts(variant, Arrays.copyOf(left, days), Arrays.copyOf(lastSeen, days));
    }

    /**
     * Adds other customers of the same variant.
     *
     * @param later their counts
     * @return both together, under this one's name
     */
    public RetentionCounts plus(RetentionCounts later) {
        return combined(later, 1);
    }

    /**
     * Takes customers away, as if they had never been counted.
     *
     * @param some counts of customers that are among these
     * @return the others
     */
    public RetentionCounts minus(RetentionCounts some) {
        return combined(some, -1);
    }

    private RetentionCounts combined(RetentionCounts other, long sign) {
        int days = Math.max(left.length, other.left.length);
        long[] a = Arrays.copyOf(left, days);
        long[] b = Arrays.copyOf(lastSeen, days);
        for (int d = 0; d < other.left.length; d++) {
            a[d] = Math.addExact(a[d], sign * other.left[d]);
            b[d] = Math.addExact(b[d], sign * other.lastSeen[d]);
        }
        return of(variant, a, b);
    }

    /** {@return the name of the variant} */
    public String variant() {
        return variant;
    }

    /** {@return how many customers there are} */
    public long customers() {
        return Arrays.stream(left).sum() + Arrays.stream(lastSeen).sum();
    }

    /**
     * The share of customers still there after a day.
     *
     * @param day from 0; some customer must have been watched until then, or all have left before
     * @return Kaplan and Meier's estimate
     */
    public double kept(int day) {
        return walk(day)[0];
    }

    /**
     * The standard error of {@link #kept}.
     *
     * @param day from 0
     * @return Greenwood's; 0 if nobody left, or all did
     */
    public double standardError(int day) {
        double[] w = walk(day);
        return w[0] == 0 ? 0 : w[0] * Math.sqrt(w[1]);
    }

    /** Survival, and Greenwood's sum. */
    private double[] walk(int day) {
        Check.atLeast("day", day, 0);
        double atRisk = customers();
        if (atRisk == 0) {
            throw new IllegalArgumentException("variant '" + variant + "' has no customers; leave it out");
        }
        double kept = 1;
        double sum = 0;
        for (int d = 0; d <= day && kept > 0; d++) {
            if (d >= left.length) {
                throw new IllegalArgumentException("variant '" + variant + "': nobody was watched until day " + day
                        + "; the last day is " + (left.length - 1));
            }
            kept *= 1 - left[d] / atRisk;
            sum += left[d] == 0 ? 0 : left[d] / (atRisk * (atRisk - left[d]));
            atRisk -= left[d] + (double) lastSeen[d];
        }
        return new double[] {kept, sum};
    }

    /** Log-log interval; where nobody or everybody left, Wilson's of the customers at risk to begin with. */
    Interval at(int day, double z, double confidence) {
        double[] w = walk(day);
        if (w[0] == 1 || w[0] == 0) {
            double n = customers();
            double q = z * z / (n + z * z);
            return w[0] == 1 ? new Interval(1 - q, 1, confidence) : new Interval(0, q, confidence);
        }
        double log = Math.log(w[0]);
        double half = z * Math.sqrt(w[1]) / -log;
        return new Interval(Math.exp(log * Math.exp(half)), Math.exp(log * Math.exp(-half)), confidence);
    }

    /**
     * The interval of {@link #kept}.
     *
     * @param day from 0
     * @param confidence such as 0.95
     * @return on the scale of log(-log), which stays between 0 and 1; Wilson's if nobody, or everybody, left
     */
    public Interval interval(int day, double confidence) {
        double[] w = walk(day);
        double n = customers();
        return w[0] == 0 || w[0] == 1
                ? Proportions.wilson(w[0] * n, n, Check.confidence(confidence))
                : at(day, Distributions.normalTwoSided(Check.confidence(confidence)), confidence);
    }

    long[] left() {
        return left.clone();
    }

    long[] lastSeen() {
        return lastSeen.clone();
    }

    /**
     * Writes the counts as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the counts as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads what {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the counts
     */
    public static RetentionCounts read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads what {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static RetentionCounts read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetentionCounts that
                && variant.equals(that.variant)
                && Arrays.equals(left, that.left)
                && Arrays.equals(lastSeen, that.lastSeen);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * variant.hashCode() + Arrays.hashCode(left)) + Arrays.hashCode(lastSeen);
    }

    @Override
    public String toString() {
        return "RetentionCounts[" + variant + ", " + customers() + " customers, " + left.length + " days]";
    }
}
