package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How sure is each coefficient of a Cox regression when there are few events, and Wald's symmetric intervals mislead?
 *
 * <p>Profile likelihood: an interval holds the values at which the likelihood, maximised over all other coefficients, is not
 * significantly below its maximum; the test compares with the value 0. With {@link CoxRegression#withFirth} it is the penalised
 * likelihood, whose intervals are finite and far from symmetric where the plain likelihood is monotone.
 *
 * <ul>
 *   <li>Aliased columns have NaN.
 *   <li>A recipe with a ridge or robust errors, and a table with clusters: refused, as the likelihood is not what they trust.
 *   <li>Monotone likelihood without Firth's correction: {@link io.clientele.core.FitException}, as in {@code fit}.
 * </ul>
 *
 * <p>Some ten maximisations over the other coefficients per limit: a hundred or more times the cost of a fit for each feature.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * CoxProfile profile = CoxProfile.of(CoxRegression.create().withFirth(), customers, Execution.sequential());
 * double atLeast = Math.exp(profile.coefficients().get(0).lower());
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1111/j.0006-341X.2001.00114.x">Heinze and Schemper (2001), A solution to the problem of
 *     monotone likelihood in Cox regression</a>
 */
public final class CoxProfile {

    private final CoxModel model;
    private final List<ProfileCoefficient> coefficients;

    private CoxProfile(CoxModel model, List<ProfileCoefficient> coefficients) {
        this.model = model;
        this.coefficients = coefficients;
    }

    /**
     * Fits a recipe and follows its likelihood.
     *
     * @param recipe with the ties, the confidence, and Firth's correction or not
     * @param data what to fit it to
     * @param execution how to run
     * @return the model with its profiles
     */
    public static CoxProfile of(CoxRegression recipe, SurvivalTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        if (recipe.o.ridge() > 0) {
            throw new IllegalArgumentException(
                    "the profile of a likelihood with a ridge is no measure of certainty; use withFirth(), or no penalty");
        }
        if (recipe.o.robust() || data.clusterLabels() != null) {
            throw new IllegalArgumentException(
                    "a profile trusts the likelihood, which robust errors do not; leave out the"
                            + " clusters and withRobustErrors(), or use the model's Wald intervals");
        }
        CoxFit fit = recipe.prepared(data, execution);
        CoxModel model = fit.fit();
        List<ProfileCoefficient> table = new ArrayList<>();
        ProfileSearch search = new ProfileSearch(fit.objective(), model, recipe.o.confidence());
        for (int j = 0; j < model.estimates.length; j++) {
            table.add(search.coefficient(j));
            execution.progress("profiles", j + 1L, model.estimates.length);
        }
        return new CoxProfile(model, List.copyOf(table));
    }

    /** {@return the fitted model} */
    public CoxModel model() {
        return model;
    }

    /** {@return one line per feature} */
    public List<ProfileCoefficient> coefficients() {
        return coefficients;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoxProfile that && model.equals(that.model) && coefficients.equals(that.coefficients);
    }

    @Override
    public int hashCode() {
        return coefficients.hashCode();
    }

    @Override
    public String toString() {
        return "CoxProfile" + coefficients;
    }
}
