"""Ward's tree; argument 2 is fastcluster (without a matrix of distances) or scipy (with one)."""
import sys

import numpy as np

import peer


def prepare(data):
    x = data.features()
    if sys.argv[2] == "fastcluster":
        import fastcluster

        return lambda: {"heights": np.sort(fastcluster.linkage_vector(x, method="ward")[:, 2])}
    from scipy.cluster.hierarchy import linkage

    return lambda: {"heights": np.sort(linkage(x, method="ward")[:, 2])}


peer.serve(prepare)
