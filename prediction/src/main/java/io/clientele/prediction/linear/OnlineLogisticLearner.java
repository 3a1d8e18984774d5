package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.VectorMath;

/**
 * Learns events one by one; made by {@link OnlineLogisticRegression#start} or {@link OnlineLogisticModel#resume}. Not thread-safe:
 * one thread learns, the others predict with a {@link #model}. Learning allocates nothing.
 */
public final class OnlineLogisticLearner {

    private final OnlineLogisticRegression recipe;
    private final OnlineLogisticRegression.Options o;
    /** By cell, and the intercept last: z and n of McMahan et al. (2013). */
    private final double[] z;

    private final double[] n;
    private long events;
    private ProgressiveSums sums = new ProgressiveSums();
    private double[] weights = new double[16];

    OnlineLogisticLearner(OnlineLogisticRegression recipe) {
        this.recipe = recipe;
        this.o = recipe.o;
        this.z = new double[(1 << o.bits()) + 1];
        this.n = new double[z.length];
    }

    /** Goes on from a state; the arrays are copied. */
    OnlineLogisticLearner(OnlineLogisticModel model) {
        this(model.estimator());
        this.events = model.events();
        for (int k = 0; k < model.cell.length; k++) {
            z[model.cell[k]] = model.z[k];
            n[model.cell[k]] = model.n[k];
        }
    }

    /**
     * Predicts an event, then learns it.
     *
     * @param row its features
     * @param label 0 or 1
     * @return the probability of label 1 before the label was known
     */
    public double learn(HashedRow row, double label) {
        return learn(row, label, 1);
    }

    /**
     * Predicts an event, then learns it as if it had occurred with a weight, such as the inverse of the share of events that are
     * kept. The validation counts it once.
     *
     * @param row its features
     * @param label 0 or 1
     * @param weight finite, at least 0
     * @return the probability of label 1 before the label was known
     */
    public double learn(HashedRow row, double label, double weight) {
        requireSpace(row, o.bits());
        if (label != 0 && label != 1) {
            throw new IllegalArgumentException("label must be 0 or 1, got " + label);
        }
        Check.atLeast("weight", weight, 0.0);
        double margin = margin(row);
        double probability = VectorMath.sigmoid(margin);
        sums.add(margin, probability, label);
        events++;
        double gradient = weight * (probability - label);
        for (int k = 0; k < row.size; k++) {
            move(row.cell[k], gradient * row.value[k], weights[k]);
        }
        move(z.length - 1, gradient, weights[row.size]);
        return probability;
    }

    private void move(int i, double g, double w) {
        double more = n[i] + g * g;
        double sigma = (Math.sqrt(more) - Math.sqrt(n[i])) / o.alpha();
        z[i] += g - sigma * w;
        n[i] = more;
    }

    /** Leaves the weights of the row's cells, and the intercept after them, in {@link #weights}. */
    private double margin(HashedRow row) {
        if (weights.length <= row.size) {
            weights = new double[2 * row.size];
        }
        int last = z.length - 1;
        weights[row.size] = weight(z[last], n[last], o, 0, 0);
        double margin = weights[row.size];
        for (int k = 0; k < row.size; k++) {
            int i = row.cell[k];
            weights[k] = weight(z[i], n[i], o, o.l1(), o.l2());
            margin += weights[k] * row.value[k];
        }
        return margin;
    }

    static double weight(double z, double n, OnlineLogisticRegression.Options o, double l1, double l2) {
        if (Math.abs(z) <= l1) {
            return 0;
        }
        return -(z - Math.copySign(l1, z)) / ((o.beta() + Math.sqrt(n)) / o.alpha() + l2);
    }

    static void requireSpace(HashedRow row, int bits) {
        if (row.bits != bits) {
            throw new IllegalArgumentException("the row has 2^" + row.bits + " cells, but the recipe 2^" + bits
                    + "; make rows by row() of the same recipe");
        }
    }

    /**
     * The probability of label 1, without learning.
     *
     * @param row features
     * @return between 0 and 1
     */
    public double probability(HashedRow row) {
        requireSpace(row, o.bits());
        return VectorMath.sigmoid(margin(row));
    }

    /** {@return how many events were learned, those before a {@link OnlineLogisticModel#resume} among them} */
    public long events() {
        return events;
    }

    /**
     * How good the predictions were that {@link #learn} made before it knew the label, since the start or the last {@link
     * #restartValidation}.
     *
     * @return the judgement
     * @throws IllegalStateException if there was no event since
     */
    public ProgressiveValidation validation() {
        return sums.result();
    }

    /** Forgets the validation so far, as for a new day; what was learned stays. */
    public void restartValidation() {
        sums = new ProgressiveSums();
    }

    /** {@return what has been learned so far; O(cells)} */
    public OnlineLogisticModel model() {
        return OnlineLogisticModel.of(recipe, events, z, n);
    }
}
