package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;

/** A recipe that gives every row of a table a label; equal by value, so that what is built from it can be too. */
sealed interface ClusteringRecipe {

    int[] labels(FeatureTable rows, Execution execution);

    /** How many rows a table must have. */
    int k();

    record ByKMeans(KMeans recipe) implements ClusteringRecipe {

        @Override
        public int[] labels(FeatureTable rows, Execution execution) {
            return recipe.fit(rows, execution).assign(rows, execution);
        }

        @Override
        public int k() {
            return recipe.k();
        }
    }

    record ByMixture(GaussianMixture recipe) implements ClusteringRecipe {

        @Override
        public int[] labels(FeatureTable rows, Execution execution) {
            return recipe.fit(rows, execution).assign(rows, execution);
        }

        @Override
        public int k() {
            return recipe.k();
        }
    }

    record ByTree(HierarchicalClustering recipe, int clusters) implements ClusteringRecipe {

        @Override
        public int[] labels(FeatureTable rows, Execution execution) {
            return recipe.fit(rows, execution).cut(clusters);
        }

        @Override
        public int k() {
            return clusters;
        }
    }
}
