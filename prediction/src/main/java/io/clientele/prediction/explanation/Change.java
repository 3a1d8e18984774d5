package io.clientele.prediction.explanation;

import io.clientele.core.internal.kernel.VectorMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a {@link Counterfactual} found: the row that is different, and in what. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * String text = String.join(", ", change.inWords());
 * }</pre>
 */
public final class Change {

    private final List<String> features;
    private final double[] from;
    private final double[] to;
    private final double probability;
    private final boolean reached;

    private Change(List<String> features, double[] from, double[] to, double probability, boolean reached) {
        this.features = features;
        this.from = from;
        this.to = to;
        this.probability = probability;
        this.reached = reached;
    }

    static Change of(LinearExplainer explainer, double[] from, double[] to, boolean reached) {
        return new Change(explainer.features(), from, to, VectorMath.sigmoid(explainer.predictor(to)), reached);
    }

    /** {@return whether the probability asked for can be reached within the ranges} */
    public boolean reached() {
        return reached;
    }

    /** {@return the probability of the row that is different} */
    public double probability() {
        return probability;
    }

    /** {@return the row that is different; a copy} */
    public double[] row() {
        return to.clone();
    }

    /** {@return one sentence per feature that is different, such as {@code orders from 1 to 3.2}} */
    public List<String> inWords() {
        List<String> lines = new ArrayList<>();
        for (int j = 0; j < to.length; j++) {
            if (to[j] != from[j]) {
                lines.add(features.get(j) + " from " + Words.number(from[j]) + " to " + Words.number(to[j]));
            }
        }
        return List.copyOf(lines);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Change that
                && features.equals(that.features)
                && Arrays.equals(from, that.from)
                && Arrays.equals(to, that.to)
                && Double.compare(probability, that.probability) == 0
                && reached == that.reached;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
    }

    @Override
    public String toString() {
        return "Change" + inWords() + (reached ? "" : ", not reached") + ", probability " + probability;
    }
}
