package io.clientele.prediction;

import io.clientele.core.data.FeatureTable;

/**
 * Gives every row of a table a score of which more means label 1 is likelier; a probability where it claims to be one.
 *
 * <p>What cross-validation, comparison and explanation need to know of a model. A score depends on its row alone; it must be safe to ask from
 * several threads.
 *
 * <pre>{@code
 * Scorer scorer = LogisticRegression.create().fit(data)::probabilities;
 * }</pre>
 */
@FunctionalInterface
public interface Scorer {

    /**
     * Scores the rows of a table.
     *
     * @param rows with the columns that the model was trained on
     * @return one finite score per row
     */
    double[] scores(FeatureTable rows);
}
