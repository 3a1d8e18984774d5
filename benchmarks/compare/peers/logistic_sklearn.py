"""scikit-learn LogisticRegression; argument 2 is the solver, 3 its tolerance, 4 the scaling of the constant for liblinear."""
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression

import peer


def prepare(data):
    x = data.features("F" if sys.argv[2] == "newton-cholesky" else "C")
    y = data.columns["label"].astype(int)
    recipe = LogisticRegression(C=1 / data.settings["strength"][0], solver=sys.argv[2], tol=float(sys.argv[3]),
                                max_iter=10000, intercept_scaling=float(sys.argv[4]) if len(sys.argv) > 4 else 1)

    def fit():
        recipe.fit(x, y)
        return {"coefficients": np.concatenate([recipe.intercept_, recipe.coef_[0]])}

    return fit


peer.serve(prepare)
