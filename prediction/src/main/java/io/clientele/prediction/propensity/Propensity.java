package io.clientele.prediction.propensity;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.feature.Encoder;
import io.clientele.core.internal.check.Check;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.Calibrator;
import io.clientele.prediction.linear.LogisticElasticNet;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The whole way from columns to a probability as one recipe: encode, leave out some of the many who did nothing, fit a logistic
 * regression, undo what was left out, calibrate.
 *
 * <p>Everything is learned from the rows that are fitted, so that cross-validation of the recipe is honest.
 *
 * <ul>
 *   <li>{@link #withEncoder}: fills, scales and bins columns.
 *   <li>{@link #withNegativesSampled}: each row of label 0 takes part with this chance. The odds of the model are those of all rows times 1 over
 *       the share that took part, so that multiplying them by it gives the right ones (King and Zeng 2001); nothing is left to guess.
 *   <li>{@link #withCalibration}: the map is learned from probabilities of rows that the model did not see (folds over clusters
 *       where the table has them), and put behind the model of all rows.
 *   <li>A table with an offset is refused, as a later row has none. All that the parts refuse is refused: see {@link Encoder}, {@link
 *       LogisticRegression}, {@link LogisticElasticNet}, {@link Calibrator}.
 * </ul>
 *
 * <p>Time that of the model's fit, times 1 + folds with calibration. Immutable and thread-safe.
 *
 * <pre>{@code
 * Propensity recipe = Propensity.of(LogisticRegression.create())
 *         .withEncoder(Encoder.create().withMedian("mean_gap_days_orders"))
 *         .withCalibration(Calibrator.logOdds(), 5);
 * PropensityModel model = recipe.fit(data);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1093/oxfordjournals.pan.a004868">King and Zeng (2001), Logistic regression in rare events data</a>
 */
public final class Propensity implements Estimator<LabeledTable, PropensityModel> {

    record Options(
            @Nullable LogisticRegression regression,
            @Nullable LogisticElasticNet net,
            int netFolds,
            Encoder encoder,
            double negatives,
            @Nullable Calibrator calibrator,
            int calibrationFolds,
            long seed) {}

    private final Options o;

    private Propensity(Options o) {
        this.o = o;
    }

    /**
     * A logistic regression of the columns as they are.
     *
     * @param regression the model's recipe
     * @return the recipe
     */
    public static Propensity of(LogisticRegression regression) {
        Objects.requireNonNull(regression, "regression");
        return new Propensity(new Options(regression, null, 0, Encoder.create(), 1, null, 0, 0));
    }

    /**
     * A logistic regression with an elastic net, whose penalty is the strongest within one standard error of the best.
     *
     * @param net the model's recipe
     * @param folds of the choice, at least 3
     * @return the recipe
     */
    public static Propensity of(LogisticElasticNet net, int folds) {
        Objects.requireNonNull(net, "net");
        Check.atLeast("folds", folds, 3);
        return new Propensity(new Options(null, net, folds, Encoder.create(), 1, null, 0, 0));
    }

    /**
     * The same with columns encoded first.
     *
     * @param encoder what to do to which column
     * @return a new recipe
     */
    public Propensity withEncoder(Encoder encoder) {
        Objects.requireNonNull(encoder, "encoder");
        return new Propensity(new Options(
                o.regression, o.net, o.netFolds, encoder, o.negatives, o.calibrator, o.calibrationFolds, o.seed));
    }

    /**
     * The same with part of the rows of label 0.
     *
     * @param share of them that takes part, above 0 and at most 1
     * @return a new recipe
     */
    public Propensity withNegativesSampled(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, got " + share);
        }
        return new Propensity(new Options(
                o.regression, o.net, o.netFolds, o.encoder, share, o.calibrator, o.calibrationFolds, o.seed));
    }

    /**
     * The same with probabilities calibrated.
     *
     * @param calibrator what kind of map
     * @param folds for probabilities that the map is learned from, at least 2
     * @return a new recipe
     */
    public Propensity withCalibration(Calibrator calibrator, int folds) {
        Objects.requireNonNull(calibrator, "calibrator");
        Check.atLeast("folds", folds, 2);
        return new Propensity(
                new Options(o.regression, o.net, o.netFolds, o.encoder, o.negatives, calibrator, folds, o.seed));
    }

    /**
     * The same with another seed of sampling and folds.
     *
     * @param seed any
     * @return a new recipe
     */
    public Propensity withSeed(long seed) {
        return new Propensity(new Options(
                o.regression, o.net, o.netFolds, o.encoder, o.negatives, o.calibrator, o.calibrationFolds, seed));
    }

    @Override
    public PropensityModel fit(LabeledTable data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        if (data.hasOffset()) {
            throw new IllegalArgumentException(
                    "rows with an offset can't be fitted here, as a later row has none; make the offset a feature");
        }
        return new PropensityFit(o, data, execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Propensity that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Propensity" + o.toString().substring("Options".length());
    }
}
