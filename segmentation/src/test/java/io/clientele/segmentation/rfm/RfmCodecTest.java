package io.clientele.segmentation.rfm;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import java.util.List;
import java.util.Map;

class RfmCodecTest extends ModelCodecContract<RfmModel> {

    @Override
    protected ModelCodec<RfmModel> codec() {
        return new RfmCodec();
    }

    @Override
    protected List<RfmModel> models() {
        RfmTable one = RfmTable.of(List.of("a"), new double[] {1}, new double[] {1}, new double[] {-5});
        return List.of(
                golden1(),
                Rfm.create().withNested(true).fit(RfmContractTest.table(300)),
                Rfm.create().withBins(9).withTies(Ties.RANK).fit(one));
    }

    @Override
    protected Map<String, RfmModel> golden() {
        return Map.of("golden/rfm-1.json", golden1());
    }

    private static RfmModel golden1() {
        RfmTable few = RfmTable.of(
                List.of("a", "b", "c"), new double[] {3, 40, 0}, new double[] {1, 2, 9}, new double[] {10.5, -3, 0.1});
        return Rfm.create().withBins(2).fit(few);
    }
}
