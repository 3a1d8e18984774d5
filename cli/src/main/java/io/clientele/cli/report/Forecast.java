package io.clientele.cli.report;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.feature.Feature;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.feature.Labels;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.ScoredLabels;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A yes or no within a number of days, predicted as it would have been: learned on an earlier window, judged on the window after
 * it, which the model has not seen, then learned again on that window to speak of the days to come.
 */
final class Forecast {

    private static final int EARLIER = 0;
    private static final int LATER = 1;
    private static final int NOW = 2;

    private final FeatureSnapshot snapshot;
    private final FeatureTable features;
    private final Labels labels;
    private final boolean bought;
    private final LogisticModel model;
    private final Evaluation evaluation;
    private final double[] judged;
    private final double[] probabilities;
    private final List<String> warnings;

    private Forecast(
            FeatureSnapshot snapshot,
            FeatureTable features,
            Labels labels,
            boolean bought,
            Settings settings,
            Execution execution) {
        this.snapshot = snapshot;
        this.features = features;
        this.labels = labels;
        this.bought = bought;
        List<String> said = new ArrayList<>(snapshot.warnings());
        LogisticModel earlier = fit(EARLIER, said, execution);
        this.judged = earlier.probabilities(part(LATER), execution);
        this.evaluation = Evaluator.create()
                .withConfidence(settings.confidence())
                .fit(ScoredLabels.of(outcomes(LATER), judged), execution);
        this.model = fit(LATER, said, execution);
        this.probabilities = model.probabilities(part(NOW), execution);
        said.addAll(evaluation.warnings());
        this.warnings = said.stream().distinct().toList();
    }

    /**
     * Predicts.
     *
     * @param bought whether the yes is an order within the days, or none
     * @throws FitException if there is nothing to learn from, with the reason
     */
    static Forecast of(
            ReportData data, int days, Feature population, boolean bought, Settings settings, Execution execution) {
        FeatureSnapshot snapshot;
        try {
            snapshot = CustomerFeatures.snapshot(data, days, population, execution);
        } catch (IllegalArgumentException nobody) {
            throw new FitException("as of one of the three days that are looked from, each " + days
                    + " days apart, there is no customer to learn from (" + nobody.getMessage() + ")");
        }
        Labels labels = LabelWindow.ofDays(days).withCensoredRows().label(snapshot, data.lines(), data.asOf());
        return new Forecast(
                snapshot, CustomerFeatures.logarithms(snapshot.features()), labels, bought, settings, execution);
    }

    private FeatureTable part(int cutoff) {
        return features.slice(snapshot.start(cutoff), snapshot.end(cutoff));
    }

    private double[] outcomes(int cutoff) {
        double[] outcomes = Arrays.copyOfRange(labels.bought(), snapshot.start(cutoff), snapshot.end(cutoff));
        if (!bought) {
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = 1 - outcomes[i];
            }
        }
        return outcomes;
    }

    private LogisticModel fit(int cutoff, List<String> said, Execution execution) {
        double[] outcomes = outcomes(cutoff);
        double yes = Arrays.stream(outcomes).sum();
        if (yes == 0 || yes == outcomes.length) {
            throw new FitException("of " + outcomes.length + " customers as of " + day(cutoff) + ", "
                    + (yes == 0 ? "none" : "all") + " turned out that way in the window after it;"
                    + " there is nothing to learn from");
        }
        LabeledTable rows = LabeledTable.of(part(cutoff), outcomes);
        LogisticModel fitted;
        try {
            fitted = LogisticRegression.create().fit(rows, execution);
        } catch (FitException separated) {
            fitted = LogisticRegression.create().withFirth().fit(rows, execution);
            said.add(separated.getMessage() + "; Firth's correction was used");
        }
        said.addAll(fitted.report().warnings());
        return fitted;
    }

    private Instant at(int cutoff) {
        return snapshot.cutoffs().get(cutoff);
    }

    private String day(int cutoff) {
        return at(cutoff).toString().substring(0, 10);
    }

    /** {@return the end of the knowledge that the judged model was learned with} */
    Instant trainedAsOf() {
        return at(EARLIER);
    }

    /** {@return the end of the knowledge that its predictions were made with} */
    Instant testedAsOf() {
        return at(LATER);
    }

    /** {@return how many customers the judged model was learned from} */
    int trained() {
        return snapshot.end(EARLIER) - snapshot.start(EARLIER);
    }

    /** {@return how well the window after was predicted} */
    Evaluation evaluation() {
        return evaluation;
    }

    /** {@return the share of yes in the window that was judged} */
    double observedRate() {
        return Arrays.stream(outcomes(LATER)).average().orElse(Double.NaN);
    }

    /** {@return the share of yes that was predicted for that window} */
    double predictedRate() {
        return Arrays.stream(judged).average().orElse(Double.NaN);
    }

    /** {@return the model that speaks of the days to come} */
    LogisticModel model() {
        return model;
    }

    /** {@return how many customers it speaks of} */
    int customers() {
        return probabilities.length;
    }

    /** {@return the probability of a yes, customer by customer} */
    double[] probabilities() {
        return probabilities.clone();
    }

    /**
     * How sure a probability is.
     *
     * @param i of the customer
     * @return an interval
     */
    Interval interval(int i) {
        return model.probabilityInterval(features.row(snapshot.start(NOW) + i));
    }

    /**
     * A customer's id.
     *
     * @param i of the customer
     * @return the id
     */
    String customer(int i) {
        return snapshot.customer(snapshot.start(NOW) + i);
    }

    /**
     * What was known, not by logarithms.
     *
     * @param i of the customer
     * @param feature name of the column
     * @return its value
     */
    double known(int i, String feature) {
        return snapshot.features()
                .get(snapshot.start(NOW) + i, snapshot.features().index(feature));
    }

    /** {@return how many of yes were predicted for the window that was judged} */
    double expectedYesThen() {
        return Arrays.stream(judged).sum();
    }

    /** {@return how many there were} */
    double cameThen() {
        return Arrays.stream(outcomes(LATER)).sum();
    }

    /** {@return what is expected in money of the window that was judged, from what was known before it} */
    SpendForecast expectedThen(double confidence) {
        return SpendForecast.of(spent(EARLIER), boughtFor(EARLIER), spent(LATER), judged, confidence);
    }

    /** {@return what is expected in money of the days to come} */
    SpendForecast expectedNow(double confidence) {
        return SpendForecast.of(spent(LATER), boughtFor(LATER), spent(NOW), probabilities, confidence);
    }

    /** {@return the money spent in the window that was judged} */
    double spentThen() {
        return Arrays.stream(boughtFor(LATER)).sum();
    }

    /** Money spent before a cut-off. */
    private double[] spent(int cutoff) {
        int column = snapshot.features().index("spend");
        return Arrays.copyOfRange(snapshot.features().column(column), snapshot.start(cutoff), snapshot.end(cutoff));
    }

    /** Money spent in the window after a cut-off. */
    private double[] boughtFor(int cutoff) {
        return Arrays.copyOfRange(labels.amounts(), snapshot.start(cutoff), snapshot.end(cutoff));
    }

    /** {@return the customers with the highest values first, ties in the order of their ids} */
    static int[] ranked(double[] values, int top) {
        return java.util.stream.IntStream.range(0, values.length)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble((Integer i) -> -values[i]))
                .limit(top)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return what the reader should know} */
    List<String> warnings() {
        return warnings;
    }
}
