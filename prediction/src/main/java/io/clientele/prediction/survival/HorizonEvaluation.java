package io.clientele.prediction.survival;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How good predictions for one horizon are, see {@link SurvivalEvaluation}. Immutable and thread-safe. */
public final class HorizonEvaluation {

    private final HorizonScore auc;
    private final HorizonScore brier;
    private final @Nullable HorizonCalibration calibration;
    private final String reason;

    HorizonEvaluation(HorizonScore auc, HorizonScore brier, @Nullable HorizonCalibration calibration, String reason) {
        this.auc = auc;
        this.brier = brier;
        this.calibration = calibration;
        this.reason = reason;
    }

    /** {@return what the predictions are for} */
    public double horizon() {
        return auc.horizon();
    }

    /** {@return the chance that of one who left by the horizon and one who did not, the first had the higher risk} */
    public HorizonScore auc() {
        return auc;
    }

    /** {@return the mean squared distance between risk and outcome} */
    public HorizonScore brier() {
        return brier;
    }

    /** {@return promised and seen risks; empty where {@link #withoutCalibration} says why} */
    public Optional<HorizonCalibration> calibration() {
        return Optional.ofNullable(calibration);
    }

    /** {@return why there is no calibration; an empty text if there is one} */
    public String withoutCalibration() {
        return reason;
    }

    @Override
    public String toString() {
        return "HorizonEvaluation[horizon=" + horizon() + ", auc=" + auc.value() + ", brier=" + brier.value() + "]";
    }
}
