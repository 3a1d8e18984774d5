package io.clientele.segmentation.rfm;

import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.internal.random.RandomStreams;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

class RfmContractTest extends EstimatorContract<RfmTable, RfmModel> {

    @Override
    protected Rfm estimator() {
        return Rfm.create();
    }

    @Override
    protected RfmTable data() {
        return table(5000);
    }

    static RfmTable table(int n) {
        RandomGenerator random = RandomStreams.stream(1, "rfm", 0);
        double[][] columns = new double[3][n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = random.nextInt(400);
            columns[1][i] = 1 + random.nextInt(1 + random.nextInt(12));
            columns[2][i] = Math.rint(columns[1][i] * random.nextDouble() * 10_000) / 100;
        }
        List<String> ids = IntStream.range(0, n).mapToObj(i -> "c" + i).toList();
        return RfmTable.of(ids, columns[0], columns[1], columns[2]);
    }

    @Override
    protected Map<String, Estimator<RfmTable, RfmModel>> variants() {
        SegmentMap one = SegmentMap.builder(5).rule("all", 1, 5, 1, 5, 1, 5).build();
        double[] cuts = {1, 2, 3, 4};
        return Map.of(
                "withBins", estimator().withBins(4),
                "withTies", estimator().withTies(Ties.RANK),
                "withNested", estimator().withNested(true),
                "withSegments", estimator().withSegments(one),
                "withCutPoints", estimator().withCutPoints(cuts, cuts, cuts));
    }

    @Override
    protected Map<RfmTable, String> refused() {
        return Map.of(
                RfmTable.of(List.of(), new double[0], new double[0], new double[0]),
                "the table has no rows; at least one is needed");
    }

    @Override
    protected boolean canBeStoppedMidway() {
        return false;
    }
}
