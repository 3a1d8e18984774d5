"""statsmodels SurvfuncRight."""
import numpy as np
from statsmodels.duration.survfunc import SurvfuncRight

import peer


def prepare(data):
    time, event, ask = data.columns["time"], data.columns["event"], data.settings["ask"]

    def fit():
        curve = SurvfuncRight(time, event)
        at = np.searchsorted(curve.surv_times, ask, side="right") - 1
        return {"survival": np.where(at < 0, 1.0, curve.surv_prob[np.maximum(at, 0)])}

    return fit


peer.serve(prepare)
