package io.clientele.prediction.linear;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Features with a class for each row, such as the channel a customer prefers, and, where wanted, a weight.
 *
 * <p>A weight counts how often a row is meant, fractions allowed; a row of weight 0 is as good as absent. Immutable and
 * thread-safe; equal by value.
 *
 * <pre>{@code
 * ClassTable data = ClassTable.of(customers, List.of("app", "shop", "web", "app"));
 * }</pre>
 */
public final class ClassTable {

    private final FeatureTable features;
    private final List<String> classes;
    private final int[] index;
    private final double @Nullable [] weights;

    private ClassTable(FeatureTable features, List<String> classes, int[] index, double @Nullable [] weights) {
        this.features = features;
        this.classes = classes;
        this.index = index;
        this.weights = weights;
    }

    /**
     * Features and classes.
     *
     * @param features one row per customer
     * @param labels the class of each row, not empty, copied
     * @return the table
     */
    public static ClassTable of(FeatureTable features, List<String> labels) {
        Check.length("labels", labels.size(), features.rows(), "one class per row");
        for (int i = 0; i < labels.size(); i++) {
            Objects.requireNonNull(labels.get(i), "label");
            if (labels.get(i).isEmpty()) {
                throw new IllegalArgumentException(
                        "label, row " + i + ": must not be empty; name the class or drop the row");
            }
        }
        List<String> classes = List.copyOf(new TreeSet<>(labels));
        int[] index = labels.stream()
                .mapToInt(label -> Arrays.binarySearch(classes.toArray(), label))
                .toArray();
        return new ClassTable(features, classes, index, null);
    }

    /**
     * The same with weights.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return a new table
     */
    public ClassTable withWeights(double[] values) {
        Check.length("weights", values.length, features.rows(), "one value per row");
        boolean any = values.length == 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "weight, row " + i + ": must be a finite number of at least 0, got " + values[i]);
            }
            any |= values[i] > 0;
        }
        if (!any) {
            throw new IllegalArgumentException("all weights are 0; at least one row must count");
        }
        return new ClassTable(features, classes, index, values.clone());
    }

    /** {@return the features} */
    public FeatureTable features() {
        return features;
    }

    /** {@return the number of rows} */
    public int rows() {
        return index.length;
    }

    /** {@return the classes that occur, in the order of their names} */
    public List<String> classes() {
        return classes;
    }

    /**
     * The class of a row.
     *
     * @param row from 0
     * @return one of {@link #classes}
     */
    public String label(int row) {
        return classes.get(index[row]);
    }

    /** The response is the place of the class in an order with the given one first and the others as they are. */
    Rows asRows(int reference) {
        double[] response = new double[index.length];
        for (int i = 0; i < index.length; i++) {
            response[i] = index[i] == reference ? 0 : index[i] < reference ? index[i] + 1 : index[i];
        }
        return new Rows(features, response, weights, null, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassTable that
                && features.equals(that.features)
                && classes.equals(that.classes)
                && Arrays.equals(index, that.index)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(index);
    }

    @Override
    public String toString() {
        return features + " with classes " + classes;
    }
}
