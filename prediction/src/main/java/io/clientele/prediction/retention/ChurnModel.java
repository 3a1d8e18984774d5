package io.clientele.prediction.retention;

import io.clientele.prediction.survival.AftModel;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.List;

/**
 * What does a model say about customers who are still there? The little that a {@link RetentionCampaign} needs, so that models of your
 * own can be used as well.
 *
 * <p>Implementations are immutable and thread-safe, and answer the same for the same arguments.
 */
public interface ChurnModel {

    /** {@return the names of the features, in the order that rows must have} */
    List<String> features();

    /**
     * What is to be expected of a customer.
     *
     * @param row one finite value per feature
     * @return the outlook
     */
    Outlook outlook(double... row);

    /**
     * What is to be expected of a customer of a stratum; the same as without it unless the model has strata.
     *
     * @param stratum name
     * @param row one finite value per feature
     * @return the outlook
     */
    default Outlook inStratum(String stratum, double... row) {
        return outlook(row);
    }

    /**
     * How much each feature makes a row leave sooner than a row of reference values.
     *
     * @param row one finite value per feature
     * @param reference such as the average customer
     * @return one number per feature, on the scale of {@link #scale}: above 0, leaves sooner; below 0, later; together the difference
     *     of the two rows
     */
    double[] contributions(double[] row, double[] reference);

    /** {@return what the contributions are logarithms of} */
    EffectScale scale();

    /**
     * A Cox regression. Beyond the data it takes the rate of the last stretch of the same length, see {@link Outlook#risk}; what
     * remains of a lifetime it says within the data only.
     *
     * @param model fitted
     * @return the same as a churn model
     */
    static ChurnModel of(CoxModel model) {
        return new CoxChurn(model);
    }

    /**
     * A parametric regression. It goes on beyond the data as its distribution has it.
     *
     * @param model fitted
     * @param data that it was fitted on, for the time from which on it extrapolates; not kept
     * @return the same as a churn model
     */
    static ChurnModel of(AftModel model, SurvivalTable data) {
        double last = 0;
        for (int row = 0; row < data.rows(); row++) {
            last = Math.max(last, data.time(row));
        }
        return new AftChurn(model, last);
    }
}
