package io.clientele.prediction.evaluation;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import java.util.Objects;

/**
 * How do scores become probabilities one can budget on?
 *
 * <p>Learns the map on rows that the scoring model has not seen (out of fold, or a later time); on its own training rows it
 * would learn to trust the model too much.
 *
 * <ul>
 *   <li>{@link #platt}: a logistic curve of the score, for margins of any scale (Platt 1999, with his targets, which keep the
 *       answer finite when the scores separate).
 *   <li>{@link #logOdds}: the same on the log-odds of a probability, which leaves right probabilities right; on the probability
 *       itself a logistic curve cannot do that.
 *   <li>{@link #temperature}: the log-odds times one factor (Guo, Pleiss, Sun and Weinberger 2017), for a model that is too sure or too
 *       timid; a half stays a half.
 *   <li>{@link #beta}: {@code log-odds = c + a log p - b log(1 - p)}, a and b not negative (Kull, Silva Filho and Flach 2017),
 *       bends both ends on their own.
 *   <li>{@link #isotonic}: any rising curve (pool adjacent violators), straight lines between its blocks; needs some thousand
 *       rows.
 * </ul>
 *
 * <p>Edges:
 *
 * <ul>
 *   <li>All rows of one label: {@link io.clientele.core.FitException}.
 *   <li>All scores the same: everybody gets the rate, with a warning.
 *   <li>Scores that rank the wrong way: a falling curve from {@code platt} and {@code logOdds}, with a warning; a flat one
 *       from the others, which is one half for {@code temperature}.
 *   <li>Log-odds, temperature and beta: probabilities closer than 1e-15 to 0 or 1 count as that; scores outside of 0 to 1 are refused.
 * </ul>
 *
 * <p>Time O(rows) beyond sorting. Immutable and thread-safe.
 *
 * <pre>{@code
 * CalibrationModel honest = Calibrator.isotonic().fit(ScoredLabels.of(boughtLater, scoresBefore));
 * double probability = honest.calibrate(0.37);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1214/17-EJS1338SI">Kull, Silva Filho and Flach (2017), Beyond sigmoids</a>
 */
public final class Calibrator implements Estimator<ScoredLabels, CalibrationModel> {

    private final CalibrationModel.Kind kind;

    private Calibrator(CalibrationModel.Kind kind) {
        this.kind = kind;
    }

    /** {@return a logistic curve of the score} */
    public static Calibrator platt() {
        return new Calibrator(CalibrationModel.Kind.PLATT);
    }

    /** {@return a logistic curve of the score's log-odds} */
    public static Calibrator logOdds() {
        return new Calibrator(CalibrationModel.Kind.LOG_ODDS);
    }

    /** {@return the score's log-odds times one factor of at least 0} */
    public static Calibrator temperature() {
        return new Calibrator(CalibrationModel.Kind.TEMPERATURE);
    }

    /** {@return beta calibration} */
    public static Calibrator beta() {
        return new Calibrator(CalibrationModel.Kind.BETA);
    }

    /** {@return isotonic regression} */
    public static Calibrator isotonic() {
        return new Calibrator(CalibrationModel.Kind.ISOTONIC);
    }

    @Override
    public CalibrationModel fit(ScoredLabels data, Execution execution) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(execution, "execution");
        execution.checkCancelled();
        if (kind != CalibrationModel.Kind.PLATT && kind != CalibrationModel.Kind.ISOTONIC) {
            data.requireProbabilities("calibration of probabilities");
        }
        return new CalibrationFit(kind, data, execution).fit();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibrator that && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode();
    }

    @Override
    public String toString() {
        return "Calibrator[" + kind + "]";
    }
}
