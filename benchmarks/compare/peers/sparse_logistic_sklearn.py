"""scikit-learn LogisticRegression on a sparse matrix; argument 2 is the solver, 3 its tolerance, 4 the scaling of the constant for liblinear."""
import sys

import numpy as np
import scipy.sparse
from sklearn.linear_model import LogisticRegression

import peer


def prepare(data):
    width = sum(n.startswith("x") for n in data.names)
    at = np.stack([data.columns[f"x{c}"] for c in range(width)], axis=1).astype(np.int32)
    values = np.stack([data.columns[f"v{c}"] for c in range(width)], axis=1)
    starts = np.arange(0, data.rows * width + 1, width, dtype=np.int32)
    x = scipy.sparse.csr_matrix((values.ravel(), at.ravel(), starts), (data.rows, int(data.settings["width"][0])))
    y = data.columns["label"].astype(int)
    strength = data.settings["strength"][0]
    recipe = LogisticRegression(C=1 / strength, solver=sys.argv[2], tol=float(sys.argv[3]), max_iter=10000,
                                intercept_scaling=float(sys.argv[4]) if len(sys.argv) > 4 else 1)

    def fit():
        recipe.fit(x, y)
        b = recipe.coef_[0]
        margin = (x @ b + recipe.intercept_[0]) * (1 - 2 * y)
        return {"objective": np.logaddexp(0, margin).sum() + strength / 2 * (b @ b), "coefficients": b}

    return fit


peer.serve(prepare)
