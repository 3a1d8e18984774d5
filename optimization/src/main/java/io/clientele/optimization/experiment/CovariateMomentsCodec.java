package io.clientele.optimization.experiment;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import io.clientele.core.stats.ExactSum;
import java.util.List;

/**
 * {@code clientele.covariate-moments}: names, count and the exact sums, as hexadecimal numbers without rounding; of products those of each
 * column with the columns up to itself, the metric's first.
 */
final class CovariateMomentsCodec implements ModelCodec<CovariateMoments> {

    @Override
    public String format() {
        return "clientele.covariate-moments";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CovariateMoments model, ModelOutput out) {
        out.field("variant", model.variant())
                .field("covariates", model.covariates())
                .field("count", model.count())
                .field("sums", texts(model.sums()))
                .field("products", texts(model.products()));
    }

    private static List<String> texts(List<ExactSum> sums) {
        return sums.stream().map(ExactSum::toString).toList();
    }

    @Override
    public CovariateMoments read(ModelNode node, int version) {
        String variant = node.getString("variant");
        List<String> covariates = CovariateMoments.requireNames(variant, List.copyOf(node.getStrings("covariates")));
        int columns = covariates.size() + 1;
        List<ExactSum> sums = sums(node, "sums");
        List<ExactSum> products = sums(node, "products");
        Check.length("sums", sums.size(), columns, "one for the metric and one for each covariate");
        Check.length("products", products.size(), columns * (columns + 1) / 2, "one for each pair of columns");
        return new CovariateMoments(variant, covariates, node.getLong("count"), sums, products);
    }

    private static List<ExactSum> sums(ModelNode node, String name) {
        return node.getStrings(name).stream().map(ExactSum::parse).toList();
    }
}
