"""Least sum of distances of neighbours over all orders of a tree's leaves, by the recursion of Bar-Joseph, Gifford and Jaakkola
(2001) written out plainly; values for OptimalOrderTest. numpy and SciPy 1.10 build the tree. SciPy's own
optimal_leaf_ordering gives longer orders here (67.14 for average, 68.74 for Ward), so it is no reference."""
import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import pdist, squareform

n = 60
i = np.arange(n)
x = np.c_[(i * 37 % 101) / 10.0, (i * i * 13 % 97) / 10.0]
for method in "average", "ward":
    tree = linkage(pdist(x), method)
    d = squareform(pdist(x))
    leaves = {k: [k] for k in range(n)}
    least = {(k, k): 0.0 for k in range(n)}
    joined = {(k, k): k for k in range(n)}  # the node at which two leaves come together
    for t, (a, b, _, _) in enumerate(tree.astype(int)):
        for u in leaves[a]:
            for w in leaves[b]:
                least[u, w] = least[w, u] = min(
                    least[u, k] + d[k, l] + least[l, w]
                    for k in leaves[a] if joined[u, k] == a
                    for l in leaves[b] if joined[l, w] == b)
        for u in leaves[a]:
            for w in leaves[b]:
                joined[u, w] = joined[w, u] = n + t
        leaves[n + t] = leaves[a] + leaves[b]
    a, b = tree[-1, :2].astype(int)
    print(method, repr(min(least[u, w] for u in leaves[a] for w in leaves[b])))
