package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.survival.AftCoefficient;
import io.clientele.prediction.survival.AftModel;
import io.clientele.prediction.survival.AftRegression;
import io.clientele.prediction.survival.LifetimeDistribution;
import io.clientele.prediction.survival.SurvivalTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** How long customers stay. */
@Command(
        name = "aft",
        mixinStandardHelpOptions = true,
        description = "How long customers stay (parametric regression, accelerated failure time).")
final class AftCommand implements Callable<Integer> {

    /** The shape of lifetimes. */
    enum Shape {
        exponential(LifetimeDistribution.EXPONENTIAL),
        weibull(LifetimeDistribution.WEIBULL),
        lognormal(LifetimeDistribution.LOG_NORMAL),
        loglogistic(LifetimeDistribution.LOG_LOGISTIC),
        gengamma(LifetimeDistribution.GENERALIZED_GAMMA);

        private final LifetimeDistribution distribution;

        Shape(LifetimeDistribution distribution) {
            this.distribution = distribution;
        }
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Mixin
    LifetimeOptions lifetimes = new LifetimeOptions();

    @Option(
            names = "--distribution",
            paramLabel = "exponential|weibull|lognormal|loglogistic|gengamma",
            defaultValue = "weibull",
            description = "shape of lifetimes; default ${DEFAULT-VALUE}")
    Shape shape = Shape.weibull;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the fitted model")
    @Nullable
    Path modelOut;

    AftCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold coefficients per standard"
                            + " deviation but not the scale; standardize the file first");
        }
        AftRegression recipe = AftRegression.of(shape.distribution);
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data = watch.time("read", () -> lifetimes.read(common, features, console.in(), List.of()));
        SurvivalTable table = lifetimes.table(data);
        AftModel model = watch.time("fit", () -> Threads.with(common.threads, e -> recipe.fit(table, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (features.out != null) {
            writeMedians(features.out, data, model, lastTime(table));
        }
        if (common.json) {
            Output.json(console.out(), "survive aft", data.read(), model.report(), watch, json -> write(json, model));
        } else {
            print(data, model, watch);
        }
        return 0;
    }

    private static double lastTime(SurvivalTable table) {
        double last = 0;
        for (int row = 0; row < table.rows(); row++) {
            last = Math.max(last, table.time(row));
        }
        return last;
    }

    /** By when half of customers such as each row's have left, and whether nobody was watched for that long. */
    private static void writeMedians(Path file, DataSet data, AftModel model, double lastTime) {
        FeatureTable rows = data.features();
        Output.rows(file, "median,beyondData", data, i -> {
            double[] row = model.features().isEmpty() ? new double[0] : rows.row(i);
            double median = model.curve(row).quantile(0.5);
            return median + "," + (median > lastTime);
        });
    }

    private static void write(JsonGenerator json, AftModel model) {
        json.writeName("coefficients").writeStartArray();
        for (AftCoefficient c : model.coefficients()) {
            json.writeStartObject();
            json.writeName("name").writeString(c.name());
            Json.number(json, "estimate", c.estimate());
            Json.number(json, "timeRatio", c.timeRatio());
            Json.number(json, "standardError", c.standardError());
            Json.number(json, "z", c.z());
            Json.number(json, "p", c.p());
            Json.number(json, "lower", c.lower());
            Json.number(json, "upper", c.upper());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.number(json, "scale", model.scale());
        model.shape().ifPresent(q -> Json.number(json, "shape", q));
        Json.number(json, "logLikelihood", model.logLikelihood());
        Json.number(json, "nullLogLikelihood", model.nullLogLikelihood());
        Json.number(json, "aic", model.aic());
    }

    private void print(DataSet data, AftModel model, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report());
        List<List<String>> lines =
                Page.lines("coefficient", "estimate", "time ratio", "std. error", "z", "p", "lower", "upper");
        for (AftCoefficient c : model.coefficients()) {
            List<String> line = new ArrayList<>(List.of(c.name()));
            for (double x :
                    new double[] {c.estimate(), c.timeRatio(), c.standardError(), c.z(), c.p(), c.lower(), c.upper()}) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        page.say("scale " + Page.shown(model.scale())
                + (model.shape().isPresent()
                        ? ", shape " + Page.shown(model.shape().getAsDouble())
                        : "")
                + "; log-likelihood " + Page.shown(model.logLikelihood()) + ", without features "
                + Page.shown(model.nullLogLikelihood()) + ", AIC " + Page.shown(model.aic()));
        watch.print(console.out());
    }
}
