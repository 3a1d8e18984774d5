# Reference values of ContextualOracleTest: ridge regression, LinUCB, SquareCB, the Laplace approximation of logistic regression.
# numpy 2.4.6, scipy 1.17.1; run: python3 contextual_bandit.py
import numpy as np
from scipy.optimize import minimize
from scipy.integrate import quad
from scipy.stats import norm

ARMS = ["a", "b", "c"]
Z = {"a": [0.2, 1.0], "b": [0.5, 0.0], "c": [0.9, 1.0]}


def rows(n=60):
    for i in range(n):
        x = np.array([(7 * i % 11) / 11 - 0.5, (5 * i % 13) / 13, 1.0 if i % 4 == 0 else 0.0])
        yield i, ARMS[i * i % 3 if i % 5 else 2], x, (3 * i % 7) / 7 + x[0] * (1 + i % 3)


def show(name, values):
    print(name, ", ".join(repr(float(v)) for v in np.ravel(values)))


query = np.array([1, 0.1, 0.4, 1.0])
means, spreads, coefs = {}, {}, {}
for arm in ARMS:
    X = np.array([np.r_[1, x] for _, k, x, _ in rows() if k == arm])
    y = np.array([r for _, k, _, r in rows() if k == arm])
    A = X.T @ X + 2.0 * np.eye(4)
    coefs[arm] = np.linalg.solve(A, X.T @ y)
    means[arm] = query @ coefs[arm]
    spreads[arm] = np.sqrt(query @ np.linalg.solve(A, query))
    show("ridge " + arm + " n=%d" % len(y), coefs[arm])
show("mean", [means[a] for a in ARMS])
show("spread", [spreads[a] for a in ARMS])
show("ucb 0.7", [means[a] + 0.7 * spreads[a] for a in ARMS])
best = max(means.values())
gap = np.array([1 / (3 + 5 * (best - means[a])) for a in ARMS])
k = int(np.argmax([means[a] for a in ARMS]))
gap[k] = 1 - (gap.sum() - gap[k])
show("squarecb gamma 5", gap)
p = []
for a in ARMS:
    f = lambda t: norm.pdf(t, means[a], .5 * spreads[a]) * np.prod(
        [norm.cdf(t, means[b], .5 * spreads[b]) for b in ARMS if b != a])
    p.append(quad(f, means[a] - 6, means[a] + 6, epsabs=1e-14, epsrel=1e-13, limit=500, points=sorted(means.values()))[0])
show("thompson 0.5", p)

# one model of all arms
X = np.array([np.kron(np.r_[1, x], np.r_[1, Z[k]]) for _, k, x, _ in rows()])
y = np.array([r for _, _, _, r in rows()])
A = X.T @ X + 2.0 * np.eye(12)
theta = np.linalg.solve(A, X.T @ y)
show("shared", theta)
phi = [np.kron(query, np.r_[1, Z[a]]) for a in ARMS]
show("shared mean", [f @ theta for f in phi])
show("shared spread", [np.sqrt(f @ np.linalg.solve(A, f)) for f in phi])

# logistic: arm b alone
X = np.array([np.r_[1, x] for _, k, x, _ in rows() if k == "b"])
y = np.array([1.0 if i % 3 == 1 and i % 2 else 0.0 for i, k, _, _ in rows() if k == "b"])
m0 = np.array([np.log(.2 / .8), 0, 0, 0])


def f(w):
    s = X @ w
    return 1.5 * ((w - m0) @ (w - m0)) / 2 + np.sum(np.logaddexp(0, s) - y * s)


def g(w):
    s = X @ w
    return 1.5 * (w - m0) + X.T @ (1 / (1 + np.exp(-s)) - y)


def h(w):
    s = 1 / (1 + np.exp(-X @ w))
    return 1.5 * np.eye(4) + X.T @ (X * (s * (1 - s))[:, None])


w = minimize(f, m0, jac=g, hess=h, method="trust-exact", options={"gtol": 1e-13}).x
for _ in range(5):
    w = w - np.linalg.solve(h(w), g(w))
print("gradient", np.abs(g(w)).max(), "successes", y.sum(), "of", len(y))
show("logistic mode", w)
show("logistic covariance", np.linalg.inv(h(w))[np.tril_indices(4)])
