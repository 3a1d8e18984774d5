# P(each of five Beta arms is best) in 30 digits, for BestArmOracleTest.fiveArmsInThirtyDigits.
# mpmath 1.2.1 (Python 3.11): 90 panels of 24-node Gauss-Legendre over [0.0165, 0.0255], distribution functions by
# integrating the polynomial through each panel's nodes.
from mpmath import mp, mpf, exp, log, beta, nstr, calculus

mp.dps = 30
arms = [[2001, 98001], [2101, 97901], [2150, 97852], [2160, 97842], [1990, 98012]]
low, high, panels = mpf("0.0165"), mpf("0.0255"), 90
nodes = sorted((mpf(a), mpf(b)) for a, b in calculus.quadrature.GaussLegendre(mp).calc_nodes(4, 200))
x, w, m = [a for a, _ in nodes], [b for _, b in nodes], len(nodes)
P = []
for t in x:
    p = [mpf(1), t]
    for k in range(1, m):
        p.append(((2 * k + 1) * t * p[k] - k * p[k - 1]) / (k + 1))
    P.append(p)
A = [[w[j] / 2 * (x[i] + 1 + sum(P[j][k] * (P[i][k + 1] - P[i][k - 1]) for k in range(1, m))) for j in range(m)] for i in range(m)]
scale = [log(beta(a, b)) for a, b in arms]
cum, best, h = [mpf(0)] * 5, [mpf(0)] * 5, (high - low) / panels
for q in range(panels):
    c = low + h * q + h / 2
    f = [[exp((a - 1) * log(c + h / 2 * t) + (b - 1) * log(1 - c - h / 2 * t) - s) for t in x] for (a, b), s in zip(arms, scale)]
    F = [[cum[k] + h / 2 * sum(A[i][j] * f[k][j] for j in range(m)) for i in range(m)] for k in range(5)]
    for k in range(5):
        for i in range(m):
            v = w[i] * f[k][i] * h / 2
            for j in range(5):
                if j != k:
                    v *= F[j][i]
            best[k] += v
    cum = [cum[k] + h / 2 * sum(w[i] * f[k][i] for i in range(m)) for k in range(5)]
print([nstr(b, 18) for b in best], nstr(sum(best), 20))
