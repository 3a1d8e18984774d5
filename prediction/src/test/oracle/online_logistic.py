# Values of OnlineLogisticTest: FNV-1a, the finalizer of SplitMix64 and FTRL-Proximal (McMahan et al. 2013, algorithm 1) as plain loops.
import math
M = (1 << 64) - 1


def fnv(data):
    h = 0xcbf29ce484222325
    for b in data:
        h = ((h ^ b) * 0x100000001b3) & M
    return h


def mixed(z):
    z = ((z ^ (z >> 30)) * 0xbf58476d1ce4e5b9) & M
    z = ((z ^ (z >> 27)) * 0x94d049bb133111eb) & M
    return z ^ (z >> 31)


def row(features, bits):
    x = {}
    for data, value in features:
        h = mixed(fnv(data))
        cell = h >> (64 - bits)
        x[cell] = x.get(cell, 0.0) + (value if h & 1 == 0 else -value)
    return x


def event(i):
    return [(b"channel\xff" + f"c{i % 3}".encode(), 1.0), ("größe€𝛼".encode(), (i % 5) / 2 - 1),
            (b"product\xff" + f"p{i * 7 % 11}".encode(), 1.0)]


def label(i):
    return 1 if math.sin(37.0 * i) + (0.8 if i % 3 == 1 else 0) - 0.1 * (i * 7 % 11) > 0.2 else 0


print("fnv a", hex(fnv(b"a")), "foobar", hex(fnv(b"foobar")), "mixed", hex(mixed(fnv(b"a"))))
alpha, beta, l1, l2, bits = 0.3, 1.5, 0.4, 0.2, 5
z, n, loss, seen = {}, {}, 0.0, []
for i in range(300):
    x = row(event(i), bits)
    x[1 << bits] = 1.0  # the intercept, without penalties
    w = {}
    for j in x:
        a, b = (0, 0) if j == 1 << bits else (l1, l2)
        zj, nj = z.get(j, 0.0), n.get(j, 0.0)
        w[j] = 0.0 if abs(zj) <= a else -(zj - math.copysign(a, zj)) / ((beta + math.sqrt(nj)) / alpha + b)
    margin = sum(w[j] * x[j] for j in x)
    p = 1 / (1 + math.exp(-margin))
    y = label(i)
    loss -= math.log(p if y else 1 - p)
    seen.append((margin, y))
    weight = 2.0 if i % 10 == 0 else 1.0
    for j in x:
        g = weight * (p - y) * x[j]
        nj = n.get(j, 0.0)
        z[j] = z.get(j, 0.0) + g - (math.sqrt(nj + g * g) - math.sqrt(nj)) / alpha * w[j]
        n[j] = nj + g * g
    if i in (0, 1, 10, 100, 299):
        print(i, repr(p))
ones = sum(y for _, y in seen)
auc = sum((a > b) + (a == b) / 2 for a, y in seen if y for b, u in seen if not u) / ones / (300 - ones)
print("loss", repr(loss / 300), "ones", ones, "auc", repr(auc), "cells", len(z) - 1)
