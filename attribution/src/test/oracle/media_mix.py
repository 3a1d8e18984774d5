"""Reference values of AdstockTest and MediaMixOracleTest; python3, numpy 1.24, scipy 1.10, pandas 1.5.

Run beside ../shared: python3 media_mix.py ../shared/data/robyn-weekly/dt_simulated_weekly.csv
"""
import sys

import numpy as np
import pandas as pd
from scipy.optimize import lsq_linear, nnls
from scipy.stats import weibull_min

LAGS, RIDGE = 8, 0.01
CHANNELS = ["tv_S", "ooh_S", "print_S", "facebook_S", "search_S"]


def show(name, values):
    print(name, [float(v) for v in np.atleast_1d(values)])


s = np.arange(6)
pdf = weibull_min.pdf(s + 1, 2, scale=3)
cdf = np.r_[1, np.cumprod(weibull_min.sf(s[1:], 0.8, scale=2))]
delayed = 0.6 ** ((s - 1.5) ** 2)
for name, w in (("weibull pdf", pdf), ("weibull cdf", cdf), ("delayed", delayed)):
    show(name, w / w.sum())

data = pd.read_csv(sys.argv[1])
day = (pd.to_datetime(data.DATE) - pd.Timestamp("1970-01-01")).dt.days.to_numpy()[LAGS:]
n = len(day)
columns = [np.ones(n), (day - day[0]) / 7 / n]
for j in (1, 2):
    columns += [np.sin(2 * np.pi * j * day / 365.25), np.cos(2 * np.pi * j * day / 365.25)]
columns += [data.competitor_sales_B.to_numpy(float)[LAGS:], data.newsletter.to_numpy()[LAGS:]]
Z = np.array(columns).T
y = data.revenue.to_numpy()[LAGS:]
weights = 0.5 ** np.arange(LAGS + 1.0)
weights /= weights.sum()


def saturated(x):
    a = np.convolve(x, weights)[: len(x)][LAGS:] / (0.5 * x.max())
    return a**1.5 / (1 + a**1.5)


H = np.array([saturated(data[c].to_numpy()) for c in CHANNELS]).T
spent = np.array([data[c].to_numpy()[LAGS:].sum() for c in CHANNELS])
Q, _ = np.linalg.qr(Z)
My, MH = y - Q @ (Q.T @ y), H - Q @ (Q.T @ H)
A = np.vstack([MH, np.sqrt(RIDGE) * np.diag(np.linalg.norm(MH, axis=0))])
t = np.r_[My, np.zeros(len(CHANNELS))]
b, _ = nnls(A, t)
show("coefficients", b)
show("contributions", b * H.sum(0))
show("baseline", np.linalg.lstsq(Z, y - H @ b, rcond=None)[0])
X = np.c_[Z, H]
for c in range(len(CHANNELS)):
    q, _ = np.linalg.qr(np.delete(X, Z.shape[1] + c, 1))
    h = H[:, c]
    show("inflation " + CHANNELS[c], ((h - h.mean()) ** 2).sum() / ((h - q @ (q.T @ h)) ** 2).sum())
e = My - MH @ b
show("R2", 1 - (e @ e) / ((y - y.mean()) ** 2).sum())
show("autocorrelation", (e[1:] @ e[:-1]) / (e @ e))
G = MH.T @ MH  # all coefficients are above 0
show("effective parameters", Z.shape[1] + np.trace(np.linalg.solve(G + RIDGE * np.diag(np.diag(G)), G)))
low = np.array([0, 0, 0, 0, 3.0]) * spent / H.sum(0)
high = np.array([1e30, 0.1, 1e30, 1e30, 5]) * spent / H.sum(0)
show("bounded", lsq_linear(A, t, bounds=(low, high), tol=1e-14, method="bvls").x)
