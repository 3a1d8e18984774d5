package io.clientele.prediction.linear;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which of several things will a customer do: buy in the app, in the shop, by telephone?
 *
 * <p>Multinomial logistic regression by maximum likelihood: Newton's method with the full Hessian. Each class but the reference has
 * coefficients, which tell its log-odds against the reference. Optionally with an L2 penalty {@code strength/2 * |b - mean of b|²},
 * the mean over all classes with the reference's 0 among them: so the probabilities do not depend on the choice of the
 * reference, and are those of a penalty on a softmax with coefficients for every class. Intercepts are free.
 *
 * <ul>
 *   <li>A column that follows from those before it is aliased: no estimate, no effect, named in a warning. With a penalty
 *       there is no aliasing.
 *   <li>Separation (columns that tell the class of some rows from another without error): there is no maximum; a
 *       {@link FitException} names columns and classes. The penalty always has an answer.
 *   <li>Only one class: {@link FitException}; so is a class whose rows all have weight 0.
 *   <li>Two classes: the same as {@link LogisticRegression}.
 *   <li>NaN, infinite values, no rows, a reference that does not occur: refused.
 * </ul>
 *
 * <p>Time O(rows · columns² · classes²) and O((columns · classes)³) per iteration. Immutable and thread-safe.
 *
 * <pre>{@code
 * MultinomialModel model = MultinomialLogisticRegression.create().withReference("shop").fit(ClassTable.of(customers, channels));
 * double[] shares = model.probabilities(12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/biomet/71.1.1">Albert and Anderson (1984), On the existence of maximum likelihood
 *     estimates in logistic regression models</a>
 */
public final class MultinomialLogisticRegression implements Estimator<ClassTable, MultinomialModel> {

    /** An empty reference stands for the first class. */
    record Options(String reference, double strength, double confidence, int maxIterations) {}

    private final Options o;

    private MultinomialLogisticRegression(Options o) {
        this.o = o;
    }

    /** {@return the first class by name as reference, no penalty, 95 % intervals, at most 100 iterations} */
    public static MultinomialLogisticRegression create() {
        return new MultinomialLogisticRegression(new Options("", 0, 0.95, 100));
    }

    /**
     * The same with another reference class.
     *
     * @param name of a class that occurs
     * @return a new recipe
     */
    public MultinomialLogisticRegression withReference(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of the reference class must not be empty");
        }
        return new MultinomialLogisticRegression(new Options(name, o.strength, o.confidence, o.maxIterations));
    }

    /**
     * The same with an L2 penalty. Standard errors then come from the penalised information.
     *
     * @param strength at least 0; 0 for none; columns are not standardised for it
     * @return a new recipe
     */
    public MultinomialLogisticRegression withL2Penalty(double strength) {
        Check.atLeast("strength", Check.finite("strength", strength), 0.0);
        return new MultinomialLogisticRegression(new Options(o.reference, strength, o.confidence, o.maxIterations));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public MultinomialLogisticRegression withConfidence(double confidence) {
        Check.confidence(confidence);
        return new MultinomialLogisticRegression(new Options(o.reference, o.strength, confidence, o.maxIterations));
    }

    /**
     * The same with another limit on the iterations.
     *
     * @param maxIterations at least 1
     * @return a new recipe
     */
    public MultinomialLogisticRegression withMaxIterations(int maxIterations) {
        Check.atLeast("maxIterations", maxIterations, 1);
        return new MultinomialLogisticRegression(new Options(o.reference, o.strength, o.confidence, maxIterations));
    }

    @Override
    public MultinomialModel fit(ClassTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        int reference = o.reference.isEmpty() ? 0 : data.classes().indexOf(o.reference);
        if (reference < 0) {
            throw new IllegalArgumentException(
                    "the reference class '" + o.reference + "' does not occur; the classes are " + data.classes());
        }
        if (data.classes().size() < 2) {
            throw new FitException(
                    "all rows have the class '" + data.classes().get(0) + "'; there is nothing to tell apart");
        }
        List<String> order = new ArrayList<>(data.classes());
        order.add(0, order.remove(reference));
        return new MultinomialFit(o, data.asRows(reference), List.copyOf(order), execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultinomialLogisticRegression that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "MultinomialLogisticRegression" + o.toString().substring("Options".length());
    }
}
