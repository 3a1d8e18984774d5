package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.ExactMoments;
import io.clientele.core.stats.ExactSum;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A metric of one variant with several things that were known of each unit before the start, summed up: all that
 * {@link RegressionAdjustment} needs, without a row a unit.
 *
 * <p>Kept are the number of units and the sums, squares and products of the metric and the covariates, all of them exact ({@link ExactSum}):
 * parts put together by {@link #plus} equal the whole to the bit, in any order and split, and {@link #minus} takes units away without a
 * trace. So each server and each day can sum up its own units.
 *
 * <ul>
 *   <li>Covariates must be from before the start: one that the variant can move biases the difference.
 *   <li>A covariate that does not vary, or depends on others, is no error here: {@link RegressionAdjustment#leftOut} names it.
 * </ul>
 *
 * <p>Time O(covariates²) a unit; about 1 kB a pair of columns, however many units there are. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * CovariateMoments control = CovariateMoments.builder("control", "spendBefore", "visitsBefore")
 *         .add(12.5, 30, 4)
 *         .add(0, 8, 1)
 *         .build();
 * }</pre>
 */
public final class CovariateMoments {

    private static final CovariateMomentsCodec CODEC = new CovariateMomentsCodec();

    private record Content(
            String variant, List<String> covariates, long count, List<ExactSum> sums, List<ExactSum> products) {}

    private final Content c;

    /** Sums of the metric and the covariates; products of each column with itself and those before it. Takes them over. */
    CovariateMoments(
            String variant, List<String> covariates, long count, List<ExactSum> sums, List<ExactSum> products) {
        c = new Content(variant, covariates, count, sums, products);
        for (int j = 0; j < sums.size(); j++) {
            moments(j, j); // refuses sums that no numbers have
        }
    }

    /**
     * Starts a sample.
     *
     * @param variant name
     * @param covariates names, one or more, all different
     * @return a builder
     */
    public static Builder builder(String variant, String... covariates) {
        return new Builder(Objects.requireNonNull(variant, "variant"), requireNames(variant, List.of(covariates)));
    }

    static List<String> requireNames(String variant, List<String> covariates) {
        if (covariates.isEmpty()) {
            throw new IllegalArgumentException(
                    "variant '" + variant + "': covariates must be one or more; without any use MetricSample");
        }
        if (covariates.stream().distinct().count() < covariates.size()) {
            throw new IllegalArgumentException(
                    "variant '" + variant + "': covariates must have different names, got " + covariates);
        }
        return covariates;
    }

    /** {@return the name of the variant} */
    public String variant() {
        return c.variant;
    }

    /** {@return the names of the covariates} */
    public List<String> covariates() {
        return c.covariates;
    }

    /** {@return the number of units} */
    public long count() {
        return c.count;
    }

    /** {@return the metric alone} */
    public MetricSample metric() {
        return MetricSample.of(
                c.variant, Double.POSITIVE_INFINITY, ExactMoments.of(c.count, c.sums.get(0), product(0, 0)));
    }

    /**
     * Adds other units of the same variant.
     *
     * @param later its units
     * @return both together, under this one's name
     */
    public CovariateMoments plus(CovariateMoments later) {
        requireAlike(later);
        return with(Math.addExact(c.count, later.c.count), later, ExactSum::merge);
    }

    /**
     * Takes units away, as if they had never been added: what must be forgotten.
     *
     * @param some units that are among these
     * @return the others
     */
    public CovariateMoments minus(CovariateMoments some) {
        requireAlike(some);
        if (some.c.count > c.count) {
            throw new IllegalArgumentException("variant '" + c.variant + "': cannot take " + some.c.count
                    + " units away from " + c.count + "; they were not all added here");
        }
        return with(c.count - some.c.count, some, ExactSum::subtract);
    }

    private CovariateMoments with(long count, CovariateMoments other, Change change) {
        return new CovariateMoments(
                c.variant,
                c.covariates,
                count,
                changed(c.sums, other.c.sums, change),
                changed(c.products, other.c.products, change));
    }

    private static List<ExactSum> changed(List<ExactSum> sums, List<ExactSum> others, Change change) {
        ExactSum[] all = copies(sums).toArray(ExactSum[]::new);
        for (int i = 0; i < all.length; i++) {
            change.apply(all[i], others.get(i));
        }
        return List.of(all);
    }

    private interface Change {
        void apply(ExactSum sum, ExactSum other);
    }

    private static Stream<ExactSum> copies(List<ExactSum> sums) {
        return sums.stream().map(ExactSum::copy);
    }

    /** Refuses other covariates. */
    void requireAlike(CovariateMoments other) {
        if (!c.covariates.equals(other.c.covariates)) {
            throw new IllegalArgumentException(
                    "variant '" + c.variant + "': the covariates are " + c.covariates + " and those of variant '"
                            + other.c.variant + "' " + other.c.covariates + "; give the same ones in the same order");
        }
    }

    List<ExactSum> sums() {
        return copies(c.sums).toList();
    }

    List<ExactSum> products() {
        return copies(c.products).toList();
    }

    /** Column 0 is the metric. */
    double mean(int column) {
        return moments(column, column).mean();
    }

    /** The covariance of two columns with divisor count - 1; column 0 is the metric. */
    double covariance(int a, int b) {
        return a == b ? moments(a, a).variance() : moments(a, b).covariance();
    }

    private ExactMoments moments(int a, int b) {
        return a == b
                ? ExactMoments.of(c.count, c.sums.get(a), product(a, a))
                : ExactMoments.of(c.count, c.sums.get(a), product(a, a), c.sums.get(b), product(b, b), product(a, b));
    }

    private ExactSum product(int a, int b) {
        return c.products.get(place(Math.max(a, b), Math.min(a, b)));
    }

    private static int place(int larger, int smaller) {
        return larger * (larger + 1) / 2 + smaller;
    }

    /**
     * Writes the sums as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the sums as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a sample that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the sample
     */
    public static CovariateMoments read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a sample that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the sample
     */
    public static CovariateMoments read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CovariateMoments that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return "CovariateMoments[" + c.variant + ", " + c.count + " units, covariates " + c.covariates + "]";
    }

    /** Collects units. Not thread-safe. */
    public static final class Builder {

        private final String variant;
        private final List<String> covariates;
        private final double[] row;
        private final ExactSum[] sums;
        private final ExactSum[] products;
        private long count;

        private Builder(String variant, List<String> covariates) {
            this.variant = variant;
            this.covariates = covariates;
            row = new double[covariates.size() + 1];
            sums = new ExactSum[row.length];
            Arrays.setAll(sums, j -> ExactSum.create());
            products = new ExactSum[row.length * (row.length + 1) / 2];
            Arrays.setAll(products, j -> ExactSum.create());
        }

        /**
         * Adds a unit.
         *
         * @param value the metric; finite
         * @param before its covariates, in the order of their names; finite
         * @return this
         */
        public Builder add(double value, double... before) {
            String place = "variant '" + variant + "', unit " + count + ": ";
            Check.length(place + "covariates", before.length, covariates.size(), "one for each name");
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        place + "the metric must be finite, got " + value + "; a unit without the metric has 0");
            }
            row[0] = value;
            for (int j = 0; j < before.length; j++) {
                if (!Double.isFinite(before[j])) {
                    throw new IllegalArgumentException(place + "covariate '" + covariates.get(j)
                            + "' must be finite, got " + before[j]
                            + "; give a unit that was not seen before the mean, or 0, in both variants alike");
                }
                row[j + 1] = before[j];
            }
            int at = 0;
            for (int j = 0; j < row.length; j++) {
                sums[j].add(row[j]);
                for (int k = 0; k <= j; k++) {
                    products[at++].addProduct(row[j], row[k]);
                }
            }
            count++;
            return this;
        }

        /** {@return the sample} */
        public CovariateMoments build() {
            return new CovariateMoments(
                    variant,
                    covariates,
                    count,
                    copies(List.of(sums)).toList(),
                    copies(List.of(products)).toList());
        }
    }
}
