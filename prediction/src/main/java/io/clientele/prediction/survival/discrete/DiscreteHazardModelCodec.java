package io.clientele.prediction.survival.discrete;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.discrete-hazard}: periods, bands, columns, estimates, covariance, report. */
final class DiscreteHazardModelCodec implements ModelCodec<DiscreteHazardModel> {

    @Override
    public String format() {
        return "clientele.discrete-hazard";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(DiscreteHazardModel model, ModelOutput out) {
        out.field("periodLength", model.periodLength)
                .field("firstPeriods", model.firstPeriods)
                .field("lastPeriod", model.lastPeriod)
                .field("known", model.known)
                .field("bandColumns", model.column)
                .field("columns", model.columns)
                .field("estimates", model.estimates)
                .field("aliased", model.aliased)
                .field("covariance", model.covariance)
                .field("logLikelihood", model.logLikelihood)
                .field("confidence", model.confidence)
                .field("report", model.report);
    }

    @Override
    public DiscreteHazardModel read(ModelNode node, int version) {
        int[] firstPeriods = node.getInts("firstPeriods");
        PersonPeriods.checkBands(firstPeriods);
        Check.atLeast("number of bands", firstPeriods.length, 1);
        int lastPeriod = Check.atLeast("lastPeriod", node.getInt("lastPeriod"), firstPeriods[firstPeriods.length - 1]);
        Check.atMost("lastPeriod", lastPeriod, 100_000, "the most there can be");
        double[] known = node.getDoubles("known");
        Check.length("known", known.length, firstPeriods.length, "one value per band");
        List<String> columns = node.getStrings("columns");
        int[] column = node.getInts("bandColumns");
        Check.length("bandColumns", column.length, firstPeriods.length, "one value per band");
        int next = 0;
        for (int b = 0; b < column.length; b++) {
            if (!Double.isNaN(known[b])) {
                Check.between("known", known[b], 0, 1);
            }
            if (column[b] != -1) {
                Check.between("bandColumns", column[b], next, Math.min(next, columns.size() - 1.0));
                next++;
            }
        }
        int p = columns.size() + 1;
        double[] estimates = node.getDoubles("estimates");
        Check.length("estimates", estimates.length, p, "one value per column and one for the intercept");
        for (double estimate : estimates) {
            Check.finite("estimate", estimate);
        }
        boolean[] aliased = node.getBooleans("aliased");
        Check.length("aliased", aliased.length, p, "one value per estimate");
        double[][] covariance = node.getDoubleRows("covariance");
        Check.length("covariance", covariance.length, p, "one row per estimate");
        for (double[] row : covariance) {
            Check.length("covariance", row.length, p, "one value per estimate");
            for (double value : row) {
                Check.finite("covariance", value);
            }
        }
        return new DiscreteHazardModel(
                Check.positive("periodLength", node.getDouble("periodLength")),
                firstPeriods,
                lastPeriod,
                known,
                column,
                columns,
                estimates,
                aliased,
                covariance,
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.confidence(node.getDouble("confidence")),
                node.getReport("report"));
    }
}
