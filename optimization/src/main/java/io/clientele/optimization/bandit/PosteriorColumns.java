package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Posteriors of one kind as columns of numbers in a model file. */
final class PosteriorColumns {

    /** From the parameters of one arm, in the order of the columns. */
    private interface Maker {
        Posterior of(double... parameters);
    }

    private record Kind(String text, Class<? extends Posterior> type, Maker maker, List<String> columns) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("beta", BetaPosterior.class, p -> new BetaPosterior(p[0], p[1]), List.of("alpha", "beta")),
            new Kind("gamma", GammaPosterior.class, p -> new GammaPosterior(p[0], p[1]), List.of("shape", "rate")),
            new Kind(
                    "normal",
                    NormalPosterior.class,
                    p -> new NormalPosterior(p[0], p[1]),
                    List.of("mean", "standardDeviation")),
            new Kind(
                    "student",
                    StudentPosterior.class,
                    p -> new StudentPosterior(p[0], p[1], p[2]),
                    List.of("mean", "scale", "degreesOfFreedom")),
            new Kind(
                    "revenue",
                    RevenuePosterior.class,
                    p -> new RevenuePosterior(p[0], p[1], p[2], p[3]),
                    List.of("alpha", "beta", "shape", "scale")));

    private PosteriorColumns() {}

    static void write(List<Posterior> posteriors, ModelOutput out) {
        for (Kind kind : KINDS) {
            if (kind.type.isInstance(posteriors.get(0))) {
                out.field("posterior", kind.text);
                for (int c = 0; c < kind.columns.size(); c++) {
                    int column = c;
                    out.field(kind.columns.get(c), column(posteriors, p -> parameters(p)[column]));
                }
            }
        }
    }

    private static double[] column(List<Posterior> posteriors, ToDoubleFunction<Posterior> value) {
        return posteriors.stream().mapToDouble(value).toArray();
    }

    private static double[] parameters(Posterior posterior) {
        if (posterior instanceof BetaPosterior p) {
            return new double[] {p.alpha(), p.beta()};
        }
        if (posterior instanceof GammaPosterior p) {
            return new double[] {p.shape(), p.rate()};
        }
        if (posterior instanceof NormalPosterior p) {
            return new double[] {p.mean(), p.standardDeviation()};
        }
        if (posterior instanceof StudentPosterior p) {
            return new double[] {p.mean(), p.scale(), p.degreesOfFreedom()};
        }
        RevenuePosterior p = (RevenuePosterior) posterior;
        return new double[] {p.alpha(), p.beta(), p.shape(), p.scale()};
    }

    static List<Posterior> read(ModelNode node, String kind, int arms) {
        for (Kind one : KINDS) {
            if (one.text.equals(kind)) {
                return read(node, one, arms);
            }
        }
        throw new IllegalArgumentException("posterior '" + kind + "' is not known");
    }

    private static List<Posterior> read(ModelNode node, Kind kind, int arms) {
        double[][] columns = new double[kind.columns.size()][];
        for (int c = 0; c < columns.length; c++) {
            columns[c] = node.getDoubles(kind.columns.get(c));
            Check.length(kind.columns.get(c), columns[c].length, arms, "one value per arm");
        }
        List<Posterior> posteriors = new ArrayList<>();
        for (int k = 0; k < arms; k++) {
            double[] parameters = new double[columns.length];
            for (int c = 0; c < columns.length; c++) {
                parameters[c] = columns[c][k];
            }
            posteriors.add(kind.maker.of(parameters));
        }
        return posteriors;
    }
}
