"""Reference values of AdditiveHazardOracleTest and LogisticExposureOracleTest: the likelihoods written down as in the papers and
maximised by general optimisers, none of the code of the library. Run: python3 exposure.py (numpy 1.24.2, scipy 1.10.1)"""
import numpy as np
from scipy.optimize import minimize

# touches as (channel, hours after the start), end in hours, converted, value
J = [
    ([("a", 0), ("b", 30)], 33, 1, 40),
    ([("a", 0)], 5, 1, 10),
    ([("b", 0), ("b", 12), ("c", 40)], 52, 1, 25),
    ([("c", 0)], 200, 1, 60),
    ([("a", 0), ("c", 0)], 90, 1, 15),
    ([("b", 0)], 2, 1, 30),
    ([("b", 0), ("a", 8)], 8, 1, 20),
    ([("a", 0)], 240, 0, 0),
    ([("b", 0)], 240, 0, 0),
    ([("c", 0)], 300, 0, 0),
    ([("d", 0), ("c", 20)], 260, 0, 0),
    ([("a", 0), ("a", 50)], 290, 0, 0),
    ([("c", 0), ("b", 10), ("c", 60)], 300, 0, 0),
    ([("a", 0), ("d", 100)], 340, 0, 0),
    ([("c", 0)], 120, 0, 0),
]
C = "abcd"
HALF = 0.5 / 3600  # half a second, in hours


def hazard_nll(mu, beta, omega):
    total = 0.0
    for touches, end, converted, _ in J:
        d = np.array([(end - t + HALF) / 24 for _, t in touches])
        k = np.array([C.index(c) for c, _ in touches])
        if converted:
            total += np.log(mu + np.sum(beta[k] * omega[k] * np.exp(-omega[k] * d)))
        total -= mu * d[0] - np.sum(beta[k] * np.expm1(-omega[k] * d))
    return -total


def hazard(unpack, starts, bounds):
    best = None
    for s in starts:
        x = np.array(s, float)
        for method, opt in [("L-BFGS-B", dict(maxiter=100000, maxfun=10**7, ftol=1e-16, gtol=1e-12)),
                            ("SLSQP", dict(maxiter=1000, ftol=1e-16)),
                            ("Nelder-Mead", dict(maxiter=40000, maxfev=80000, xatol=1e-12, fatol=1e-15, adaptive=True)),
                            ("L-BFGS-B", dict(maxiter=100000, maxfun=10**7, ftol=1e-16, gtol=1e-12))]:
            r = minimize(lambda v: hazard_nll(*unpack(v)), x, method=method, bounds=bounds, options=opt)
            x = r.x
        if best is None or r.fun < best.fun:
            best = r
    return best


def show(name, r, unpack):
    mu, beta, omega = unpack(r.x)
    print(name, "logLik", repr(-r.fun), "mu", repr(mu), "beta", list(map(float, beta)), "half", list(np.log(2) / omega))


pos = [(1e-300, None)] + [(0, None)] * 4
given = lambda v: (v[0], np.asarray(v[1:5]), np.full(4, np.log(2) / 2))
show("given 2 days", hazard(given, [[.02, .2, .2, .2, .2], [.1, .5, .01, .5, .01]], pos), given)
lo, hi = np.log(np.log(2) / 90), np.log(np.log(2) * 24)
common = lambda v: (v[0], np.asarray(v[1:5]), np.full(4, np.exp(v[5])))
show("common", hazard(common, [[.02, .2, .2, .2, .2, np.log(np.log(2) / h)] for h in (.05, .3, 2, 10, 60)], pos + [(lo, hi)]), common)


def logistic_nll(v, h, strength):
    total = 0.0
    for touches, _, converted, _ in J:
        last = max(t for _, t in touches)
        eta = v[0] + sum(v[1 + C.index(c)] * 2 ** (-(last - t) / 24 / h) for c, t in touches)
        total += np.logaddexp(0, -eta if converted else eta)
    return total + strength / 2 * np.sum(v[1:] ** 2)


for h, s in [(2, 1.0), (2, 0.01), (0.5, 0.01)]:
    best = None
    for x in ([0, .1, .1, .1, .1], [-1, .5, .5, .5, .5]):
        for method, opt in [("L-BFGS-B", dict(ftol=1e-16, gtol=1e-12, maxiter=100000)), ("SLSQP", dict(ftol=1e-16, maxiter=1000)),
                            ("Nelder-Mead", dict(maxiter=40000, maxfev=80000, xatol=1e-12, fatol=1e-15, adaptive=True)),
                            ("L-BFGS-B", dict(ftol=1e-16, gtol=1e-12, maxiter=100000))]:
            r = minimize(logistic_nll, x, args=(h, s), method=method, bounds=[(None, None)] + [(0, None)] * 4, options=opt)
            x = r.x
        best = r if best is None or r.fun < best.fun else best
    print("logistic", h, s, "logLik", repr(-best.fun), list(map(float, best.x)))
    # backwards elimination, by definition
    sig = lambda z: 1 / (1 + np.exp(-z))
    conv, val, base = np.zeros(4), np.zeros(4), 0.0
    for touches, _, converted, value in J:
        if converted:
            last = max(t for _, t in touches)
            p = [sig(best.x[0] + sum(best.x[1 + C.index(c)] * 2 ** (-(last - t) / 24 / h) for c, t in touches[:k]))
                 for k in range(len(touches) + 1)]
            base += p[0] / p[-1]
            for k, (c, _) in enumerate(touches):
                conv[C.index(c)] += (p[k + 1] - p[k]) / p[-1]
                val[C.index(c)] += value * (p[k + 1] - p[k]) / p[-1]
    print("  credits", list(map(float, 7 * conv / conv.sum())), list(map(float, 200 * val / val.sum())), "baseline", float(base))
