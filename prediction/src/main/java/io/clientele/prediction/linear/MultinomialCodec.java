package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.List;

/** {@code clientele.multinomial}: classes (reference first), features, estimates by class, covariance, measures, report. */
final class MultinomialCodec implements ModelCodec<MultinomialModel> {

    @Override
    public String format() {
        return "clientele.multinomial";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(MultinomialModel model, ModelOutput out) {
        int[] aliased = new int[model.aliased.length];
        for (int j = 0; j < aliased.length; j++) {
            aliased[j] = model.aliased[j] ? 1 : 0;
        }
        out.field("strength", model.strength)
                .field("confidence", model.confidence)
                .field("classes", model.classes)
                .field("features", model.features)
                .field("estimates", model.estimates)
                .field("covariance", model.covariance)
                .field("aliased", aliased)
                .field("logLikelihood", model.logLikelihood)
                .field("nullLogLikelihood", model.nullLogLikelihood)
                .field("report", model.report());
    }

    @Override
    public MultinomialModel read(ModelNode node, int version) {
        List<String> classes = node.getStrings("classes");
        Check.atLeast("number of classes", classes.size(), 2);
        List<String> features = node.getStrings("features");
        int count = features.size() + 1;
        int others = classes.size() - 1;
        double[][] estimates = rows(node, "estimates", others, count);
        double[][] covariance = rows(node, "covariance", others * count, others * count);
        int[] given = node.getInts("aliased");
        Check.length("aliased", given.length, count, "one value per feature and one for the intercept");
        boolean[] aliased = new boolean[count];
        for (int j = 0; j < count; j++) {
            Check.between("aliased", given[j], 0, 1);
            aliased[j] = given[j] == 1;
        }
        return new MultinomialModel(
                Check.atLeast("strength", Check.finite("strength", node.getDouble("strength")), 0.0),
                Check.confidence(node.getDouble("confidence")),
                classes,
                features,
                estimates,
                covariance,
                aliased,
                Check.finite("logLikelihood", node.getDouble("logLikelihood")),
                Check.finite("nullLogLikelihood", node.getDouble("nullLogLikelihood")),
                node.getReport("report"));
    }

    private static double[][] rows(ModelNode node, String name, int rows, int columns) {
        double[][] values = node.getDoubleRows(name);
        Check.length(name, values.length, rows, "as classes and features ask for");
        for (double[] row : values) {
            Check.length(name + " row", row.length, columns, "as classes and features ask for");
            for (double value : row) {
                Check.finite(name, value);
            }
        }
        return values;
    }
}
