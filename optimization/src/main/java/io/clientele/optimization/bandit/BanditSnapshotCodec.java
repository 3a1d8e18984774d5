package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.optimization.internal.UnitHash;
import java.util.List;

/** {@code clientele.bandit}: arms, posteriors, and the upper ends of their stretches of [0, 2^53). */
final class BanditSnapshotCodec implements ModelCodec<BanditSnapshot> {

    @Override
    public String format() {
        return "clientele.bandit";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(BanditSnapshot model, ModelOutput out) {
        out.field("arms", model.arms());
        PosteriorColumns.write(model.posteriors(), out);
        out.field("bounds", model.bounds()).field("salt", model.salt()).field("report", model.report());
    }

    @Override
    public BanditSnapshot read(ModelNode node, int version) {
        List<String> arms = node.getStrings("arms");
        long[] bounds = node.getLongs("bounds");
        Check.atLeast("number of arms", arms.size(), 1);
        Check.length("bounds", bounds.length, arms.size(), "one value per arm");
        // the first version had rates of success alone
        List<Posterior> posteriors =
                PosteriorColumns.read(node, version == 1 ? "beta" : node.getString("posterior"), arms.size());
        for (int k = 0; k < bounds.length; k++) {
            Check.atLeast("bounds[" + k + "]", bounds[k], k == 0 ? 0 : bounds[k - 1]);
        }
        if (bounds[bounds.length - 1] != 1L << UnitHash.BITS) {
            throw new IllegalArgumentException("the last of bounds must be 2^53, got " + bounds[bounds.length - 1]);
        }
        return new BanditSnapshot(
                arms, posteriors, bounds, new UnitHash(node.getLong("salt")), node.getReport("report"));
    }
}
