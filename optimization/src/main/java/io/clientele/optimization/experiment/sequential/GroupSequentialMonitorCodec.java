package io.clientele.optimization.experiment.sequential;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.optimization.experiment.StoppingRule;

/**
 * {@code clientele.group-sequential-monitor}: the plan, and the estimate and standard error of each look. Limits are not written: taking
 * the looks in again gives the same ones to the bit.
 */
final class GroupSequentialMonitorCodec implements ModelCodec<GroupSequentialMonitor> {

    @Override
    public String format() {
        return "clientele.group-sequential-monitor";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(GroupSequentialMonitor model, ModelOutput out) {
        out.field("plannedInformation", model.plannedInformation())
                .field("alpha", model.alpha())
                .field("twoSided", model.twoSided())
                .field("rule", model.rule().text())
                .field("estimates", model.estimates())
                .field("standardErrors", model.standardErrors())
                .field("ended", model.ended());
    }

    @Override
    public GroupSequentialMonitor read(ModelNode node, int version) {
        GroupSequentialMonitor test = GroupSequentialMonitor.of(node.getDouble("plannedInformation"))
                .withAlpha(node.getDouble("alpha"))
                .withTwoSided(node.getBoolean("twoSided"))
                .withRule(StoppingRule.parse(node.getString("rule")));
        double[] estimates = node.getDoubles("estimates");
        double[] errors = node.getDoubles("standardErrors");
        Check.length("standardErrors", errors.length, estimates.length, "one for each estimate");
        boolean ended = node.getBoolean("ended");
        if (ended && estimates.length == 0) {
            throw new IllegalArgumentException("a test without looks must not have ended");
        }
        for (int k = 0; k < estimates.length; k++) {
            boolean last = ended && k == estimates.length - 1;
            test = taken(test, k, estimates[k], errors[k], last);
        }
        return test;
    }

    private static GroupSequentialMonitor taken(
            GroupSequentialMonitor test, int look, double estimate, double error, boolean last) {
        try {
            return last ? test.lastLook(estimate, error) : test.look(estimate, error);
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException("look " + look + ": " + e.getMessage(), e);
        }
    }
}
