package io.clientele.optimization.experiment.metric;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The values of one variant, kept for quantiles: the median order, the 95th percentile of a waiting time. A customer may have several
 * values; they count as one unit, since they are alike.
 *
 * <p>Exact: no sketch. Parts of whole customers put together by {@link #plus} equal the whole, in any order. The interval of a quantile
 * is that of Woodruff (1952): the share of values below the quantile has a standard error, by the delta method over customers, and the
 * quantiles at the ends of the share's interval are the interval.
 *
 * <ul>
 *   <li>A quantile is the smallest value that at least that share of all values do not exceed.
 *   <li>A customer without a value is no part of it.
 *   <li>Too few values for an end: the interval ends at the smallest or largest value, and holds less often than it says.
 * </ul>
 *
 * <p>Time O(values · log values) to build. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * QuantileSample control = QuantileSample.of("control", customers, orderValues);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/3219819.3219919">Deng, Knoblich and Lu (2018), Applying the delta method in metric analytics,
 *     section 4</a>
 */
public final class QuantileSample {

    private static final QuantileSampleCodec CODEC = new QuantileSampleCodec();

    private final String variant;
    /** Each customer's values sorted, customers in the order of their values. */
    private final List<double[]> customers;

    private final double[] sorted;
    /** {@code owner[i]}: the customer of {@code sorted[i]}. */
    private final int[] owner;

    private QuantileSample(String variant, List<double[]> customers) {
        this.variant = variant;
        this.customers = new ArrayList<>(customers);
        this.customers.sort(Arrays::compare);
        int n = customers.stream().mapToInt(v -> v.length).sum();
        double[][] pairs = new double[n][];
        int at = 0;
        for (int c = 0; c < this.customers.size(); c++) {
            for (double value : this.customers.get(c)) {
                pairs[at++] = new double[] {value, c};
            }
        }
        Arrays.sort(pairs, (p, q) -> p[0] < q[0] ? -1 : p[0] > q[0] ? 1 : Double.compare(p[1], q[1]));
        sorted = new double[n];
        owner = new int[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = pairs[i][0];
            owner[i] = (int) pairs[i][1];
        }
    }

    /**
     * A sample with one value a customer.
     *
     * @param variant name
     * @param values finite
     * @return the sample
     */
    public static QuantileSample of(String variant, double... values) {
        long[] customers = new long[values.length];
        Arrays.setAll(customers, i -> i);
        return of(variant, customers, values);
    }

    /**
     * A sample with any number of values a customer.
     *
     * @param variant name
     * @param customers whose value each is; the numbers mean nothing else, and are not kept
     * @param values finite
     * @return the sample
     */
    public static QuantileSample of(String variant, long[] customers, double[] values) {
        Objects.requireNonNull(variant, "variant");
        Check.length("values", values.length, customers.length, "one customer each");
        Integer[] order = new Integer[values.length];
        for (int i = 0; i < order.length; i++) {
            Check.finite("variant '" + variant + "', value " + i, values[i]);
            order[i] = i;
        }
        Arrays.sort(order, (i, j) -> Long.compare(customers[i], customers[j]));
        List<double[]> grouped = new ArrayList<>();
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && customers[order[to]] == customers[order[from]]) {
                to++;
            }
            double[] own = new double[to - from];
            for (int i = from; i < to; i++) {
                own[i - from] = values[order[i]] + 0.0; // -0.0 is 0.0
            }
            Arrays.sort(own);
            grouped.add(own);
            from = to;
        }
        return new QuantileSample(variant, grouped);
    }

    /**
     * Adds other customers of the same variant.
     *
     * @param later customers that are not among these
     * @return both together, under this one's name
     */
    public QuantileSample plus(QuantileSample later) {
        List<double[]> both = new ArrayList<>(customers);
        both.addAll(later.customers);
        return new QuantileSample(variant, both);
    }

    /** {@return the name of the variant} */
    public String variant() {
        return variant;
    }

    /** {@return the number of customers with a value} */
    public int customers() {
        return customers.size();
    }

    /** {@return the number of values} */
    public int count() {
        return sorted.length;
    }

    /**
     * The smallest value that at least a share of the values do not exceed.
     *
     * @param share above 0 and below 1
     * @return the quantile
     */
    public double quantile(double share) {
        requireShare(share);
        return sorted[rank(share)];
    }

    private int rank(double share) {
        return (int) Math.max(0, Math.min(sorted.length - 1.0, Math.ceil(share * sorted.length * (1 - 1e-15)) - 1));
    }

    /**
     * The interval of a quantile.
     *
     * @param share above 0 and below 1
     * @param confidence such as 0.95
     * @return Woodruff's interval
     */
    public Interval interval(double share, double confidence) {
        requireShare(share);
        Check.confidence(confidence);
        return at(share, Distributions.normalTwoSided(confidence), confidence);
    }

    Interval at(double share, double z, double confidence) {
        double half = z * shareError(share);
        int low = share - half <= 0 ? 0 : rank(share - half);
        int high = share + half >= 1
                ? sorted.length - 1
                : (int) Math.min(sorted.length - 1.0, Math.floor((share + half) * sorted.length));
        double middle = sorted[rank(share)];
        return new Interval(Math.min(middle, sorted[low]), Math.max(middle, sorted[high]), confidence);
    }

    /** The standard error of the share of values up to the quantile, customers being the units: a ratio by the delta method. */
    private double shareError(double share) {
        double n = customers.size();
        double mean = sorted.length / n;
        int[] below = new int[customers.size()];
        int last = rank(share);
        for (int i = 0; i <= last; i++) {
            below[owner[i]]++;
        }
        double at = (last + 1.0) / sorted.length;
        double sum = 0;
        for (int c = 0; c < below.length; c++) {
            double away = below[c] - at * customers.get(c).length;
            sum += away * away;
        }
        return Math.sqrt(sum / (n - 1) / n) / mean;
    }

    private void requireShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("share must be above 0 and below 1, such as 0.95, got " + share);
        }
        if (customers.size() < 2) {
            throw new IllegalArgumentException(
                    "variant '" + variant + "' needs at least 2 customers with a value, got " + customers.size());
        }
    }

    /** How many values each customer has. */
    int[] counts() {
        return customers.stream().mapToInt(v -> v.length).toArray();
    }

    /** All values, customer by customer. */
    double[] values() {
        return customers.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * Writes the values as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the values as JSON to a stream, which stays open.
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
     * @return the values
     */
    public static QuantileSample read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads what {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the values
     */
    public static QuantileSample read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileSample that
                && variant.equals(that.variant)
                && Arrays.equals(sorted, that.sorted)
                && Arrays.deepEquals(customers.toArray(), that.customers.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * variant.hashCode() + Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return "QuantileSample[" + variant + ", " + customers.size() + " customers, " + sorted.length + " values]";
    }
}
