package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.Arrays;
import java.util.stream.IntStream;

/** {@code clientele.sparselogistic}: recipe, intercept, columns with a coefficient and the coefficients, likelihoods, report. */
final class SparseLogisticCodec implements ModelCodec<SparseLogisticModel> {

    @Override
    public String format() {
        return "clientele.sparselogistic";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SparseLogisticModel model, ModelOutput out) {
        SparseLogisticRegression.Options o = model.recipe.o;
        double[] b = model.coefficients;
        int[] at = IntStream.range(0, b.length).filter(j -> b[j] != 0).toArray();
        out.object(
                "estimator",
                e -> e.field("strength", o.strength())
                        .field("mixing", o.mixing())
                        .field("maxIterations", o.maxIterations())
                        .field("tolerance", o.tolerance()));
        out.field("columns", b.length)
                .field("intercept", model.intercept())
                .field("column", at)
                .field("coefficient", Arrays.stream(at).mapToDouble(j -> b[j]).toArray())
                .field("logLikelihood", model.logLikelihood())
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("gradientLength", model.gradientLength)
                .field("report", model.report());
    }

    @Override
    public SparseLogisticModel read(ModelNode node, int version) {
        ModelNode e = node.object("estimator");
        SparseLogisticRegression recipe = SparseLogisticRegression.of(e.getDouble("strength"))
                .withMixing(e.getDouble("mixing"))
                .withMaxIterations(e.getInt("maxIterations"))
                .withTolerance(e.getDouble("tolerance"));
        double[] b = new double[Check.atLeast("columns", node.getInt("columns"), 1)];
        int[] at = node.getInts("column");
        double[] values = node.getDoubles("coefficient");
        Check.length("coefficient", values.length, at.length, "one value per column");
        int last = -1;
        for (int k = 0; k < at.length; k++) {
            if (at[k] <= last || at[k] >= b.length) {
                throw new IllegalArgumentException(
                        "column must rise and stay below " + b.length + ", got " + at[k] + " after " + last);
            }
            last = at[k];
            b[last] = Check.finite("coefficient", values[k]);
        }
        return new SparseLogisticModel(
                recipe,
                Check.finite("intercept", node.getDouble("intercept")),
                b,
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.finite("nullLogLikelihood", node.getDouble("nullLogLikelihood")),
                Check.atLeast("gradientLength", node.getDouble("gradientLength"), 0.0),
                node.getReport("report"));
    }
}
