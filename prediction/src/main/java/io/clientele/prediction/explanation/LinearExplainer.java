package io.clientele.prediction.explanation;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.stats.Moments;
import io.clientele.prediction.linear.LogisticModel;
import java.util.Arrays;
import java.util.List;

/**
 * Why does this customer have this probability, and what would have to change?
 *
 * <p>A linear model is explained without any approximation: a feature adds its coefficient times the customer's distance from the average
 * customer, and these parts add up to the difference of the log-odds. For independent features they are the Shapley values (Štrumbelj and
 * Kononenko 2014).
 *
 * <ul>
 *   <li>The parts are those of the model, not causes: of two features that go together the coefficients share the credit.
 *   <li>An aliased feature adds 0.
 *   <li>For a {@code PropensityModel}, explain {@code regression()} on rows that {@code encoder()} encoded. Sampling and calibration
 *       behind it change the height of the probability, and with a rising calibration not the order of the reasons.
 * </ul>
 *
 * <p>Time O(features) per row. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * LinearExplainer explainer = LinearExplainer.of(model, customers);
 * List<String> reasons = explainer.explain(12, 4, 310.0).reasons(3);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/s10115-013-0679-x">Štrumbelj and Kononenko (2014), Explaining prediction models and individual
 *     predictions with feature contributions</a>
 */
public final class LinearExplainer {

    private final List<String> features;
    private final double intercept;
    private final double[] coefficients;
    private final double[] averages;
    private final double[] deviations;

    private LinearExplainer(
            List<String> features, double intercept, double[] coefficients, double[] averages, double[] deviations) {
        this.features = features;
        this.intercept = intercept;
        this.coefficients = coefficients;
        this.averages = averages;
        this.deviations = deviations;
    }

    /**
     * Explains a logistic regression against the average of some customers.
     *
     * @param model to explain
     * @param background customers to compare with, such as the training rows; columns are found by name
     * @return the explainer
     */
    public static LinearExplainer of(LogisticModel model, FeatureTable background) {
        double[] coefficients = model.coefficients().stream()
                .skip(1)
                .mapToDouble(c -> c.aliased() ? 0 : c.estimate())
                .toArray();
        return of(model.features(), model.intercept(), coefficients, background);
    }

    /**
     * Explains any linear predictor, such as a step of an elastic net.
     *
     * @param features names of the columns
     * @param intercept constant
     * @param coefficients finite, one per feature
     * @param background customers to compare with; columns are found by name
     * @return the explainer
     */
    public static LinearExplainer of(
            List<String> features, double intercept, double[] coefficients, FeatureTable background) {
        Check.length("coefficients", coefficients.length, features.size(), "one value per feature");
        Check.hasRows("the background", background.rows());
        Check.finite("intercept", intercept);
        FeatureTable own = background.select(features.toArray(new String[0])).requireFinite();
        double[] averages = new double[coefficients.length];
        double[] deviations = new double[coefficients.length];
        for (int j = 0; j < averages.length; j++) {
            Check.finite("coefficient of '" + features.get(j) + "'", coefficients[j]);
            Moments moments = Moments.of(own.column(j));
            averages[j] = moments.mean();
            deviations[j] = Math.sqrt(moments.populationVariance());
        }
        return new LinearExplainer(List.copyOf(features), intercept, coefficients.clone(), averages, deviations);
    }

    /** {@return the names of the features, in the order that rows must have} */
    public List<String> features() {
        return features;
    }

    /**
     * The parts of a customer's log-odds.
     *
     * @param row one finite value per feature
     * @return what each feature adds
     */
    public LinearExplanation explain(double... row) {
        check(row);
        Contribution[] parts = new Contribution[row.length];
        for (int j = 0; j < row.length; j++) {
            parts[j] = new Contribution(features.get(j), row[j], averages[j], coefficients[j] * (row[j] - averages[j]));
        }
        return new LinearExplanation(predictor(averages), predictor(row), List.of(parts));
    }

    /**
     * Starts the search for what would change a customer's answer; nothing may change until allowed.
     *
     * @param row one finite value per feature
     * @return a search, to be told which features may change
     */
    public Counterfactual counterfactual(double... row) {
        check(row);
        return Counterfactual.of(this, row.clone());
    }

    double predictor(double[] row) {
        double sum = intercept;
        for (int j = 0; j < row.length; j++) {
            sum += coefficients[j] * row[j];
        }
        return sum;
    }

    double coefficient(int feature) {
        return coefficients[feature];
    }

    double deviation(int feature) {
        return deviations[feature];
    }

    private void check(double[] row) {
        Check.length("row", row.length, features.size(), "one value per feature");
        for (int j = 0; j < row.length; j++) {
            Check.finite("feature '" + features.get(j) + "'", row[j]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearExplainer that
                && features.equals(that.features)
                && Double.compare(intercept, that.intercept) == 0
                && Arrays.equals(coefficients, that.coefficients)
                && Arrays.equals(averages, that.averages)
                && Arrays.equals(deviations, that.deviations);
    }

    @Override
    public int hashCode() {
        return 31 * features.hashCode() + Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        return "LinearExplainer" + features;
    }
}
