"""scikit-learn KMeans from given centres; argument 2 is the algorithm, lloyd or elkan."""
import sys
import warnings

from sklearn.cluster import KMeans

import peer


def prepare(data):
    x = data.features()
    k = int(data.settings["k"][0])
    recipe = KMeans(k, init=x[:k].copy(), n_init=1, max_iter=int(data.settings["iterations"][0]), tol=0,
                    algorithm=sys.argv[2])

    def fit():
        warnings.simplefilter("ignore")
        recipe.fit(x)
        return {"centers": recipe.cluster_centers_, "inertia": recipe.inertia_}

    return fit


peer.serve(prepare)
