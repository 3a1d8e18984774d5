package io.clientele.segmentation.cluster;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class GaussianMixtureCodecTest extends ModelCodecContract<GaussianMixtureModel> {

    @Override
    protected ModelCodec<GaussianMixtureModel> codec() {
        return new GaussianMixtureCodec();
    }

    @Override
    protected List<GaussianMixtureModel> models() {
        FeatureTable table = KMeansContractTest.blobs(60, 2, 3);
        GaussianMixture recipe = GaussianMixture.of(2).withMaxIterations(2);
        return List.of(
                golden1(),
                recipe.fit(table),
                recipe.withShape(CovarianceShape.TIED).fit(table),
                recipe.withShape(CovarianceShape.SPHERICAL).fit(table));
    }

    @Override
    protected Map<String, GaussianMixtureModel> golden() {
        return Map.of("golden/gaussian-mixture-1.json", golden1());
    }

    /** Groups so far apart that shares are 0 or 1 to the bit, and numbers that come out exact. */
    private static GaussianMixtureModel golden1() {
        FeatureTable table = FeatureTable.builder("recency", "spend")
                .add(0, 10)
                .add(2, 12)
                .add(1000, 2)
                .add(1004, 0)
                .build();
        return GaussianMixture.of(2)
                .withShape(CovarianceShape.DIAGONAL)
                .withStartLabels(new int[] {0, 0, 1, 1})
                .fit(table);
    }
}
